/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/panel/slopes.h"

#include <math.h>
#include <string.h>

#include "stats/dist.h"
#include "stats/order.h"

enum {
    LEAST = 47, /* changes from month to month that a series needs */
    ROUNDS = 50,
    FITTED = 14, /* coefficients beside each other in a series: months and effects */
};
static const double cut = 2; /* deviations */
static const double least_free = 0.1;
static const double least_scale = 0.25; /* of the median of its group */
static const double first_step = 1.5;   /* errors of values that are independent */
static const double no_scale = 1e-9;
static const double near = 1e-2; /* the steps stop there */

/* What days can do; more is something else that fell on them. */
static const double lowest[MONTH_EFFECTS] = {0, -2}, highest[MONTH_EFFECTS] = {2, 1};

/* --- the changes --- */

static void centre(struct month_change *c, int n)
{
    for (int e = 0; e < MONTH_EFFECTS; e++) {
        double sum[12] = {0};
        int count[12] = {0};
        for (int i = 0; i < n; i++) {
            sum[c[i].month % 12] += c[i].dx[e];
            count[c[i].month % 12]++;
        }
        for (int i = 0; i < n; i++)
            c[i].away[e] = c[i].dx[e] - sum[c[i].month % 12] / count[c[i].month % 12];
    }
}

/* The rest of one series' changes: beside the slopes and the median of each calendar month. */
static void lay_rest(struct month_change *c, int n, const double slope[MONTH_EFFECTS])
{
    double of[12][SLOPES_LONGEST / 12 + 2], middle[12];
    int count[12] = {0};
    for (int i = 0; i < n; i++) {
        c[i].rest = c[i].dy;
        for (int e = 0; e < MONTH_EFFECTS; e++)
            c[i].rest -= slope[e] * c[i].dx[e];
        of[c[i].month % 12][count[c[i].month % 12]++] = c[i].rest;
    }
    for (int m = 0; m < 12; m++)
        middle[m] = count[m] ? order_median(of[m], count[m]) : 0;
    for (int i = 0; i < n; i++)
        c[i].rest -= middle[c[i].month % 12];
}

static double scale_of(const struct month_change *c, int n)
{
    double of[SLOPES_LONGEST];
    for (int i = 0; i < n; i++)
        of[i] = c[i].rest;
    return order_mad(of, n);
}

/* Adds those of one series; there is room for SLOPES_LONGEST. */
void slopes_add(struct slopes *f, const double *y, int n, int first)
{
    static const double nothing[MONTH_EFFECTS] = {0};
    struct month_change *c = f->change + f->n;
    int k = 0;
    for (int i = n > SLOPES_LONGEST ? n - SLOPES_LONGEST : 1; i < n; i++)
        if (y[i] > 0 && y[i - 1] > 0) {
            c[k] = (struct month_change){
                .series = f->series, .month = first + i, .dy = log(y[i] / y[i - 1])};
            for (int e = 0; e < MONTH_EFFECTS; e++)
                c[k].dx[e] = month_effect(first + i, (enum month_effect)e) -
                             month_effect(first + i - 1, (enum month_effect)e);
            k++;
        }
    if (k < LEAST)
        return;
    centre(c, k);
    lay_rest(c, k, nothing);
    double scale = scale_of(c, k);
    for (int i = 0; i < k; i++)
        c[i].scale = scale;
    if (!(scale > no_scale))
        return;
    f->n += k;
    f->series++;
}

/* A few quiet series do not speak for all. */
void slopes_level(struct slopes *f, struct arena *a)
{
    double *scale = arena_array(a, double, (size_t)f->series + 1);
    int n = 0;
    for (int i = 0; i < f->n; i++)
        if (!i || f->change[i].series != f->change[i - 1].series)
            scale[n++] = f->change[i].scale;
    double least = n ? least_scale * order_median(scale, n) : 0;
    for (int i = 0; i < f->n; i++)
        f->change[i].scale = fmax(f->change[i].scale, least);
}

/* --- the fit --- */

void slopes_rest(struct slopes *f)
{
    for (int i = 0, n; i < f->n; i += n) {
        struct month_change *c = f->change + i;
        for (n = 1; i + n < f->n && c[n].series == c->series; n++)
            ;
        lay_rest(c, n, f->slope);
        for (int k = 0; k < n; k++)
            c[k].rest = fmax(fmin(c[k].rest / c[k].scale, cut), -cut);
    }
}

/* Of the active ones; false where the months do not tell them apart. */
static bool invert(struct slopes *f, double a[MONTH_EFFECTS][MONTH_EFFECTS])
{
    for (int e = 0; e < MONTH_EFFECTS; e++)
        if (!f->active[e]) {
            a[e][e] = 1;
            a[e][!e] = a[!e][e] = 0;
        }
    double determinant = a[0][0] * a[1][1] - a[0][1] * a[1][0];
    if (!(determinant > 1e-9 * a[0][0] * a[1][1]))
        return false;
    for (int e = 0; e < MONTH_EFFECTS; e++) {
        f->inverse[e][e] = f->active[e] ? a[!e][!e] / determinant : 0;
        f->inverse[e][!e] = -a[e][!e] / determinant;
    }
    return true;
}

struct normal_sums {
    double cross[MONTH_EFFECTS][MONTH_EFFECTS], along[MONTH_EFFECTS];
};

static void add_change(struct normal_sums *s, const struct month_change *c)
{
    for (int e = 0; e < MONTH_EFFECTS; e++) {
        s->along[e] += c->away[e] / c->scale * c->rest;
        for (int d = 0; d < MONTH_EFFECTS; d++)
            s->cross[e][d] += c->away[e] / c->scale * c->away[d] / c->scale;
    }
}

/* One step towards the slopes; how far it goes, or -1. */
static double step_slopes(struct slopes *f)
{
    struct normal_sums s = {{{0}}, {0}};
    double far = 0;
    slopes_rest(f);
    for (int i = 0; i < f->n; i++)
        add_change(&s, &f->change[i]);
    if (!invert(f, s.cross))
        return -1;
    for (int e = 0; e < MONTH_EFFECTS; e++) {
        double step = 0;
        for (int d = 0; d < MONTH_EFFECTS; d++)
            step += f->inverse[e][d] * s.along[d] * f->active[d];
        f->slope[e] += step;
        far = fmax(far, fabs(step));
    }
    return far;
}

static bool fit_slopes(struct slopes *f)
{
    double far = INFINITY;
    memset(f->slope, 0, sizeof f->slope);
    for (int round = 0; round < ROUNDS && far > near; round++)
        far = step_slopes(f);
    slopes_rest(f);
    return far >= 0;
}

/* What the months add to a slope, and how much of it hangs on each. */
struct scores {
    int months, last;                 /* with any change; the last of them */
    int whole;                        /* changes that were not cut */
    double score[SLOPES_LONGEST + 1]; /* from the last month back */
    double weight[SLOPES_LONGEST];    /* squares of what a month weighs in the slope */
    double hold[SLOPES_LONGEST];      /* how far the fit follows a month: its leverage */
};

static void take_scores(struct scores *s, const struct slopes *f, int effect)
{
    bool known[SLOPES_LONGEST] = {false};
    *s = (struct scores){.last = f->change[0].month};
    for (int i = 0; i < f->n; i++)
        s->last = f->change[i].month > s->last ? f->change[i].month : s->last;
    for (int i = 0; i < f->n; i++) {
        const struct month_change *c = &f->change[i];
        int t = s->last - c->month;
        double along = 0;
        if (t >= SLOPES_LONGEST)
            continue;
        for (int e = 0; e < MONTH_EFFECTS; e++) {
            along += f->inverse[effect][e] * c->away[e] / c->scale;
            for (int d = 0; d < MONTH_EFFECTS; d++)
                s->hold[t] += f->inverse[e][d] * c->away[e] * c->away[d] / c->scale / c->scale;
        }
        s->score[t] += along * c->rest;
        s->weight[t] += along * along;
        s->whole += fabs(c->rest) < cut;
        s->months += !known[t];
        known[t] = true;
    }
    for (int t = 0; t < SLOPES_LONGEST; t++)
        s->score[t] /= fmax(1 - s->hold[t], least_free);
}

/* The variance of a slope where errors of a month, and of the next, go together; or those of a
 * year, whichever is more. */
static double variance_of(const struct scores *s, int n)
{
    double months = 0, years = 0, year = 0;
    for (int t = 0; t < SLOPES_LONGEST; t++) {
        months += s->score[t] * (s->score[t] + 2 * s->score[t + 1]);
        year += s->score[t];
        if ((s->last - t) % 12 == 0 || t == SLOPES_LONGEST - 1) {
            years += year * year;
            year = 0;
        }
    }
    return fmax(months, years) * s->months / (s->months - FITTED) *
           pow((double)n / s->whole, 2); /* what is cut moves nothing: Huber, section 7.6 */
}

/* The chance that a slope is so far from nothing where there is none: by Student's t with as many
 * degrees of freedom as the months that it hangs on make. */
static double chance_of(const struct slopes *f, int effect)
{
    struct scores s;
    double weights = 0, squares = 0;
    take_scores(&s, f, effect);
    if (s.months <= FITTED || !s.whole)
        return 1;
    for (int t = 0; t < SLOPES_LONGEST; t++) {
        weights += s.weight[t];
        squares += s.weight[t] * s.weight[t];
    }
    double variance = variance_of(&s, f->n);
    if (!(variance > 0) || !(squares > 0))
        return 1;
    double far = fabs(f->slope[effect]) / sqrt(variance), df = weights * weights / squares - 1;
    return df > 0 ? 2 * student_upper(far, df) : 1;
}

/* The active effect that is least sure, with its chance; the last one where they cannot be told
 * apart. */
static int least_sure(struct slopes *f, double *chance)
{
    bool fits = fit_slopes(f);
    int least = -1;
    *chance = 0;
    for (int e = 0; e < MONTH_EFFECTS; e++) {
        bool may_be = fits && f->slope[e] >= lowest[e] && f->slope[e] <= highest[e];
        double p = !f->active[e] ? 0 : may_be ? chance_of(f, e) : 1;
        if (f->active[e] && p >= *chance) {
            *chance = p;
            least = e;
        }
    }
    return least;
}

/* Whether the first step goes as far as one of three errors may: most end here. */
static bool leads_somewhere(struct slopes *f)
{
    bool far = false;
    memset(f->slope, 0, sizeof f->slope);
    if (!f->n || step_slopes(f) < 0)
        return f->n > 0;
    for (int e = 0; e < MONTH_EFFECTS; e++)
        far |= fabs(f->slope[e]) > first_step * sqrt(f->inverse[e][e]);
    return far;
}

bool slopes_fit(struct slopes *f, double most)
{
    for (int e = 0; e < MONTH_EFFECTS; e++)
        f->active[e] = true;
    for (int left = leads_somewhere(f) ? MONTH_EFFECTS : 0; left; left--) {
        double chance;
        int least = least_sure(f, &chance);
        if (chance <= most)
            return true;
        f->active[least] = false;
    }
    memset(f->slope, 0, sizeof f->slope);
    return false;
}
