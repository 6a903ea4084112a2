/* SPDX-License-Identifier: Apache-2.0 */
#include "fit/levels.h"

#include <math.h>
#include <string.h>

enum { PLACES = 600 };

struct levels {
    int m, min_length, places, step, least; /* least: places between shifts */
    double *sum, *square;                   /* of the first i values about their mean */
    double *inverse;                        /* 1 / length */
    double *best;                           /* [shifts][place]: least sum up to there */
    int *from;                              /* where its last segment begins */
    int *place;                             /* place -> index into z */
};

struct levels *levels_open(int most, struct arena *a)
{
    struct levels *l = arena_new(a, struct levels);
    size_t n = (size_t)most + 1, places = (size_t)(most < PLACES ? most : PLACES) + 2;
    l->sum = arena_array(a, double, n);
    l->square = arena_array(a, double, n);
    l->inverse = arena_array(a, double, n);
    l->place = arena_array(a, int, places);
    l->best = arena_array(a, double, places *(SEGMENT_SHIFTS_MAX + 1));
    l->from = arena_array(a, int, places *(SEGMENT_SHIFTS_MAX + 1));
    for (size_t i = 1; i < n; i++)
        l->inverse[i] = 1. / (double)i;
    return l;
}

void levels_set(struct levels *l, const double *z, int m, int min_length)
{
    double mean = 0;
    for (int i = 0; i < m; i++)
        mean += z[i] / m;
    for (int i = 0; i < m; i++) {
        double v = z[i] - mean;
        l->sum[i + 1] = l->sum[i] + v;
        l->square[i + 1] = l->square[i] + v * v;
    }
    l->m = m;
    l->min_length = min_length;
    l->step = (m + PLACES - 1) / PLACES;
    l->least = (min_length + l->step - 1) / l->step;
    l->places = 0;
    for (int i = 0; i < m; i += l->step)
        l->place[l->places++] = i;
    l->place[l->places] = m;
}

double levels_cost(const struct levels *l, int from, int until)
{
    double s = l->sum[until] - l->sum[from];
    return l->square[until] - l->square[from] - s * s * l->inverse[until - from];
}

/* The best last segment that ends at place t. */
static void close_segment(struct levels *l, int shifts, int t)
{
    int width = l->places + 1, until = l->place[t], at = 0;
    const double *before = l->best + (shifts - 1) * width;
    double sum = l->sum[until], square = l->square[until], best = INFINITY;
    for (int s = shifts * l->least; s <= t - l->least; s++) {
        int from = l->place[s];
        double part = sum - l->sum[from];
        double cost = before[s] + square - l->square[from] - part * part * l->inverse[until - from];
        if (cost < best) {
            best = cost;
            at = s;
        }
    }
    l->best[shifts * width + t] = best;
    l->from[shifts * width + t] = at;
}

int levels_search(struct levels *l, int at_most, double *rss)
{
    int width = l->places + 1, k;
    for (int t = 1; t <= l->places; t++)
        l->best[t] = t >= l->least ? levels_cost(l, 0, l->place[t]) : (double)INFINITY;
    rss[0] = l->best[l->places];
    for (k = 1; k <= at_most && (k + 1) * l->least <= l->places; k++) {
        for (int t = (k + 1) * l->least; t <= l->places; t++)
            close_segment(l, k, t);
        rss[k] = l->best[k * width + l->places];
    }
    return k - 1;
}

/* Within a step of where the coarse search put it, given its neighbours. */
static int sharpen(const struct levels *l, int before, int at, int after)
{
    int best = at;
    double least = INFINITY;
    for (int i = at - l->step; i <= at + l->step; i++) {
        if (i - before < l->min_length || after - i < l->min_length)
            continue;
        double cost = levels_cost(l, before, i) + levels_cost(l, i, after);
        if (cost < least) {
            least = cost;
            best = i;
        }
    }
    return best;
}

void levels_places(const struct levels *l, int shifts, int *at)
{
    int width = l->places + 1, t = l->places;
    for (int k = shifts; k > 0; k--) {
        t = l->from[k * width + t];
        at[k - 1] = l->place[t];
    }
    for (int k = 0; k < shifts && l->step > 1; k++)
        at[k] = sharpen(l, k ? at[k - 1] : 0, at[k], k + 1 < shifts ? at[k + 1] : l->m);
}
