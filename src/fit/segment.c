/* SPDX-License-Identifier: Apache-2.0 */
#include "fit/segment.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "fit/clean.h"
#include "fit/levels.h"
#include "stats/dist.h"
#include "stats/ols.h"
#include "stats/order.h"

/* phi is looked for among these; from SLOPE on a shift of the whitened values is one of growth. */
static const double phis[] = {0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.99};
enum { PHIS = sizeof phis / sizeof *phis, MIN_LENGTH = 3 };
static const double slope_phi = 0.9, chance = 0.05, penalty = 3, far_out = 4;
static const double bound = 7.35; /* -2 log(1 - sqrt(0.95)): Hansen 2000, table 1 */

struct work {
    int n, m;    /* known values; whitened values */
    int places;  /* asked about */
    int lost;    /* degrees of freedom */
    int at_most; /* shifts */
    double *y, *z;
    int *index; /* known -> index in the series */
    struct levels *levels;
    double *x, *right; /* designs of the tests */
};

/* What a search settles on. */
struct choice {
    double criterion, phi;
    bool trend;
    int count, at[SEGMENT_SHIFTS_MAX]; /* indices into z */
};

/* --- whitening and the trend --- */

static void whiten(const struct work *w, double phi)
{
    for (int i = 0; i < w->m; i++)
        w->z[i] = w->y[i + 1] - phi * w->y[i];
}

/* Sum of squares about the least squares line. */
static double line_rss(const double *z, int m)
{
    double sum = 0, along = 0, square = 0, middle = (m - 1) / 2.;
    for (int i = 0; i < m; i++)
        sum += z[i];
    for (int i = 0; i < m; i++) {
        double v = z[i] - sum / m;
        square += v * v;
        along += v * (i - middle);
    }
    double spread = m * ((double)m * m - 1) / 12;
    return square - along * along / spread;
}

/* Median slope of pairs half a series apart (H. Theil, 1950, in the incomplete form). */
static double median_slope(const double *z, int m, double *scratch)
{
    int half = m / 2, apart = m - half;
    for (int i = 0; i < half; i++)
        scratch[i] = (z[i + apart] - z[i]) / apart;
    return half ? order_median(scratch, half) : 0;
}

static double criterion(const struct work *w, double rss, double shifts, bool trend)
{
    double floor = 1e-24; /* an exact fit */
    return w->m * log(fmax(rss, floor) / w->m) + (penalty * shifts + trend) * log(w->m);
}

/* --- the search --- */

static void consider(struct work *w, struct choice *best, double phi, bool trend)
{
    double rss[SEGMENT_SHIFTS_MAX + 1];
    int most = levels_search(w->levels, w->at_most, rss);
    if (trend)
        rss[0] = fmin(rss[0], line_rss(w->z, w->m));
    for (int k = 0; k <= most; k++) {
        double c = criterion(w, rss[k], k, trend);
        if (!(c < best->criterion - 1e-9))
            continue;
        *best = (struct choice){.criterion = c, .phi = phi, .trend = trend, .count = k};
        levels_places(w->levels, k, best->at);
    }
}

static struct choice search(struct work *w)
{
    struct choice best = {.criterion = INFINITY};
    for (int k = 0; k < PHIS; k++) {
        whiten(w, phis[k]);
        levels_set(w->levels, w->z, w->m, MIN_LENGTH);
        consider(w, &best, phis[k], false);
        double slope = median_slope(w->z, w->m, w->right);
        for (int i = 0; i < w->m; i++)
            w->z[i] -= slope * i;
        levels_set(w->levels, w->z, w->m, MIN_LENGTH);
        consider(w, &best, phis[k], true);
    }
    return best;
}

/* --- tests --- */

/* The column of a shift before whitening is 0, 1; after it is 1 at the shift and 1 - phi from then
 * on.  Where phi is near 1 the shift is one of growth and keeps the form 0, 1. */
static double column(double phi, int i, int at)
{
    if (i < at)
        return 0;
    return phi >= slope_phi || i > at ? (phi >= slope_phi ? 1 : 1 - phi) : 1;
}

/* Least squares with all shifts but `without` (-1: all).  Columns: 1, the trend, the shifts. */
static double fit_levels(const struct work *w, const struct choice *c, double phi, bool trend,
                         int without, double *coef, double *inverse)
{
    int p = 1 + trend + c->count - (without >= 0);
    whiten(w, phi);
    for (int i = 0; i < w->m; i++) {
        double *row = w->x + i * p;
        *row++ = 1;
        if (trend)
            *row++ = (double)i / w->m;
        for (int k = 0; k < c->count; k++)
            if (k != without)
                *row++ = column(phi, i, c->at[k]);
    }
    memcpy(w->right, w->z, (size_t)w->m * sizeof *w->z);
    return ols_qr(w->x, w->right, w->m, p, coef, inverse, NULL);
}

/* Least criterion over phi and the need of a trend, the shifts being free. */
static double best_without(const struct work *w, const struct choice *c, int without,
                           struct choice *at)
{
    double best = INFINITY, coef[SEGMENT_SHIFTS_MAX + 2];
    for (int k = 0; k < PHIS; k++)
        for (int trend = 0; trend < 2; trend++) {
            double v = criterion(w, fit_levels(w, c, phis[k], trend, without, coef, NULL), 0,
                                 trend);
            if (v < best) {
                best = v;
                at->phi = phis[k];
                at->trend = trend;
            }
        }
    return best;
}

/* From the gain in m log RSS of one column: the t statistic with that ratio of sums, times the
 * places that were asked about: one by one for one shift, with half the others where two bound a
 * stretch. */
static double gain_p(const struct work *w, const struct choice *c, double gain)
{
    double df = w->m - c->count - c->trend - 2 - w->lost;
    double t = gain > 0 && df > 0 ? sqrt(df * expm1(gain / w->m)) : 0;
    double places = c->count > 1 ? 0.5 * w->places * w->m : w->places;
    return fmin(1, 2 * places * student_upper(t, df > 1 ? df : 1));
}

/* Places where the sum of squares is within the bound of the least, between the neighbours. */
static void find_interval(const struct work *w, const struct choice *c, int k, double sigma,
                          struct segment_shift *s)
{
    int before = k ? c->at[k - 1] : 0, after = k + 1 < c->count ? c->at[k + 1] : w->m;
    double least = INFINITY;
    for (int pass = 0; pass < 2; pass++)
        for (int i = before + 1; i < after; i++) {
            double cost = levels_cost(w->levels, before, i) + levels_cost(w->levels, i, after);
            if (!pass)
                least = fmin(least, cost);
            else if (cost <= least + bound * sigma * sigma || i == c->at[k]) {
                s->low = s->low < 0 ? w->index[i + 1] : s->low;
                s->high = w->index[i + 1];
            }
        }
}

static void lay_levels(struct segments *out, const struct work *w, const struct choice *c,
                       const double *coef)
{
    bool slope = c->phi >= slope_phi;
    double keep = slope ? 1 : 1 - c->phi, growth = c->trend ? coef[1] / w->m / keep : 0;
    double base = slope ? 0 : (coef[0] - growth * c->phi) / keep, at = w->y[0];
    for (int i = 0; i < w->n; i++) {
        double v = base + growth * (i - 1), drift = coef[0] + growth * (i - 1);
        for (int k = 0; k < c->count; k++) {
            double step = i - 1 >= c->at[k] ? coef[1 + c->trend + k] : 0;
            v += step;
            drift += step;
        }
        if (slope && i) /* the drift carries on from what was there */
            at = c->phi * w->y[i - 1] + drift;
        out->level[w->index[i]] = slope ? at : v;
    }
}

/* Drops shifts that, in the exact form of their column, are not worth their penalty or could well
 * be chance. */
static void prune(const struct work *w, struct choice *c)
{
    while (c->count) {
        struct choice at = *c, other = *c;
        double whole = best_without(w, c, -1, &at), least = INFINITY;
        int worst = 0;
        for (int k = 0; k < c->count; k++) {
            double gain = best_without(w, c, k, &other) - whole;
            if (gain < least) {
                least = gain;
                worst = k;
            }
        }
        if (least > penalty * log(w->m) && gain_p(w, c, least) <= chance)
            return;
        c->count--;
        memmove(c->at + worst, c->at + worst + 1, (size_t)(c->count - worst) * sizeof *c->at);
    }
}

static void test(struct segments *out, const struct work *w, struct choice *c)
{
    double coef[SEGMENT_SHIFTS_MAX + 2] = {0}, inverse[sizeof coef / sizeof *coef *
                                                       (sizeof coef / sizeof *coef)];
    struct choice other;
    double whole = best_without(w, c, -1, c);
    double rss = fit_levels(w, c, c->phi, c->trend, -1, coef, inverse);
    int p = 1 + c->trend + c->count;
    double df = w->m - p - 1 - w->lost > 1 ? w->m - p - 1 - w->lost : 1;
    out->sigma = sqrt(rss / df);
    for (int k = 0; k < c->count; k++) {
        struct segment_shift *s = &out->shift[k];
        int j = 1 + c->trend + k;
        *s = (struct segment_shift){.at = w->index[c->at[k] + 1], .low = -1};
        s->slope = c->phi >= slope_phi;
        s->size = coef[j];
        s->se = out->sigma * sqrt(inverse[j * p + j]);
        s->p = gain_p(w, c, best_without(w, c, k, &other) - whole);
    }
    lay_levels(out, w, c, coef);
    fit_levels(w, c, c->phi, c->trend, -1, coef, NULL);
    for (int i = 0; i < w->m; i++)
        w->z[i] -= c->trend ? coef[1] * i / w->m : 0;
    levels_set(w->levels, w->z, w->m, MIN_LENGTH);
    for (int k = 0; k < c->count; k++)
        find_interval(w, c, k, out->sigma, &out->shift[k]);
}

/* --- together --- */

static void take_known(struct work *w, const double *y, int n, int from, struct arena *a)
{
    size_t size = (size_t)n + 1;
    w->index = arena_array(a, int, size);
    w->y = arena_array(a, double, size);
    w->z = arena_array(a, double, size);
    w->right = arena_array(a, double, size);
    w->x = arena_array(a, double, size *(SEGMENT_SHIFTS_MAX + 2));
    for (int i = 0; i < n; i++)
        if (isfinite(y[i])) {
            w->places += i >= from;
            w->index[w->n] = i;
            w->y[w->n++] = y[i];
        }
    w->m = w->n - 1;
    w->places = w->places ? w->places : 1;
}

static void look_for_spikes(struct segments *out, struct work *w, struct arena *a)
{
    bool *spike = arena_array(a, bool, (size_t)w->n + 1);
    double *distance = arena_array(a, double, (size_t)w->n + 1);
    int at = 0;
    out->spike_at = -1;
    out->spike_p = 1;
    if (!clean_spikes(w->y, spike, distance, w->n, far_out))
        return;
    out->spike_p = spike_test(distance, w->n, &at);
    out->spike_at = w->index[at];
}

void segment_fit(struct segments *out, const double *y, int n, int from, int lost, struct arena *a)
{
    struct work w = {.lost = lost};
    CLEANUP(arena_free) struct arena own = {0};
    *out = (struct segments){.spike_at = -1, .spike_p = 1};
    out->level = arena_array(a, double, (size_t)n + 1);
    take_known(&w, y, n, from, &own);
    out->known = w.n;
    for (int i = 0; i < n; i++)
        out->level[i] = NAN;
    if (w.n < 3 * MIN_LENGTH)
        return;
    look_for_spikes(out, &w, &own);
    int fit = w.m / (2 * MIN_LENGTH);
    w.at_most = SEGMENT_SHIFTS_MAX < fit ? SEGMENT_SHIFTS_MAX : fit;
    w.levels = levels_open(w.n, &own);
    struct choice c = search(&w);
    prune(&w, &c);
    test(out, &w, &c);
    out->phi = c.phi;
    out->trend = c.trend;
    out->count = c.count;
}
