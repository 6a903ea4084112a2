/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/prepare.h"

#include <math.h>

#include "detect/change/noise.h"
#include "detect/panel/onoff.h"
#include "fit/clean.h"
#include "stats/order.h"

enum { GAPS = 16 }; /* one gap in so many values is filled */

const char *scale_name(enum scale s)
{
    static const char *const names[] = {NULL, "log", "linear"};
    return names[s];
}

/* What kinds of values a series has. */
struct census {
    int known, zeros, negative;
    int first, last; /* index of the known ones; first -1: none is */
};

static struct census take_census(const double *y, int n)
{
    struct census c = {.first = -1};
    for (int i = 0; i < n; i++) {
        if (!isfinite(y[i]))
            continue;
        c.known++;
        c.zeros += y[i] == 0;
        c.negative += y[i] < 0;
        c.first = c.first < 0 ? i : c.first;
        c.last = i;
    }
    return c;
}

/* Few gaps are filled by the line between their neighbours, so that months stay months. */
static void fill(struct prepared *out, const double *y, const struct census *c)
{
    bool logs = out->scale == SCALE_LOG;
    int last = -1;
    for (int i = c->first; i <= c->last; i++) {
        bool there = logs ? y[i] > 0 : isfinite(y[i]);
        out->index[out->m] = i;
        out->value[out->m++] = !there ? (double)NAN : logs ? log(y[i] + out->start) : y[i];
        if (!there)
            continue;
        for (int k = last + 1; last >= 0 && k < out->m - 1; k++)
            out->value[k] = out->value[last] + (out->value[out->m - 1] - out->value[last]) *
                                                   (k - last) / (out->m - 1 - last);
        last = out->m - 1;
    }
    out->m = last + 1;
}

static void leave_out(struct prepared *out, const double *y, int n)
{
    bool logs = out->scale == SCALE_LOG;
    for (int i = 0; i < n; i++)
        if (logs ? y[i] > 0 : isfinite(y[i])) {
            out->index[out->m] = i;
            out->value[out->m++] = logs ? log(y[i] + out->start) : y[i];
        }
}

static const double started = 0.05; /* of the mean */

/* Months of a twentieth of the mean differ by less than their ratio says: a started logarithm
 * (J. W. Tukey, Exploratory Data Analysis, 1977, chapter 3), by so much where neighbours differ
 * wildly, by less where they do not. */
static double start_of(const double *y, int n, struct arena *a)
{
    double *gap = arena_array(a, double, (size_t)n + 1), last = 0, sum = 0;
    int there = 0;
    for (int i = 0; i < n; i++)
        if (y[i] > 0) {
            if (last > 0)
                gap[there - 1] = log(y[i] / last);
            last = y[i];
            sum += y[i];
            there++;
        }
    double spread = there > 1 ? order_mad(gap, there - 1) : 0;
    return there ? started * sum / there * fmin(spread * spread / 2, 1) : 0;
}

bool prepare(struct prepared *out, const double *y, int n, int season, int from, struct arena *a)
{
    struct census c = take_census(y, n);
    size_t size = (size_t)n + 1;
    int span = c.last - c.first + 1, there = c.negative ? c.known : c.known - c.zeros;
    *out = (struct prepared){.n = n,
                             .scale = c.negative ? SCALE_LINEAR : SCALE_LOG,
                             .index = arena_array(a, int, size),
                             .value = arena_array(a, double, size),
                             .trade = arena_array(a, bool, size),
                             .month = arena_array(a, int, size)};
    if (c.known < READING_LEAST)
        return false;
    for (int i = 0; i < n && !c.negative; i++)
        if (isfinite(y[i])) {
            out->month[out->months] = i;
            out->trade[out->months++] = y[i] > 0;
        }
    out->start = c.negative ? 0 : start_of(y, n, a);
    bool lumpy = (span - there) * GAPS > span || (!c.negative && !(y[c.first] > 0));
    if (lumpy)
        leave_out(out, y, n);
    else
        fill(out, y, &c);
    out->season = !lumpy && season == 12 && out->m >= SEASONAL_LEAST ? 12 : 0;
    if (!lumpy && (season != 12 || out->m > NOISE_LONGEST))
        out->cleaned = clean_season(out->value, out->m, season) ? season : 0;
    while (out->from < out->m && out->index[out->from] < from)
        out->from++;
    while (out->asked < out->months && out->month[out->asked] < from)
        out->asked++;
    return true;
}

bool prepared_chains(const struct prepared *p)
{
    int trades = 0;
    for (int i = 0; i < p->months; i++)
        trades += p->trade[i];
    return trades > 0 && trades < p->months && p->months <= ONOFF_LONGEST;
}
