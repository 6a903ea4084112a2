/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/alone/spread.h"

#include <math.h>

#include "stats/dist.h"

enum { LEAST = 8 }; /* differences on each side of a change of spread */

/* 1.358 is the 95th percentile of the statistic for independent values; differences of independent
 * values repeat each other by -0.5, which makes its variance 1 + 2 / 4 times as large. */
static const double changed = 1.663, chance = 0.05;

struct spread {
    double *square; /* of differences that no shift and no spike is in */
    int *at;        /* the later value of each */
    int count;
    int change; /* the first difference of the other spread; count: it is one throughout */
};

static bool is_shift(const struct segments *s, int at)
{
    for (int k = 0; k < s->count; k++)
        if (s->shift[k].at == at)
            return true;
    return false;
}

static double sum(const struct spread *d, int from, int until)
{
    double out = 0;
    for (int i = from; i < until; i++)
        out += d->square[i];
    return out;
}

/* The place where cumulated squares are farthest from a line. */
static void find_change(struct spread *d)
{
    double whole = sum(d, 0, d->count), part = 0, farthest = changed;
    d->change = d->count;
    for (int k = 1; k + LEAST <= d->count && whole > 0; k++) {
        part += d->square[k - 1];
        double far = fabs(part / whole - (double)k / d->count) * sqrt(d->count / 2.0);
        if (k >= LEAST && far > farthest) {
            farthest = far;
            d->change = k;
        }
    }
}

static struct spread take_spread(const struct segments *s, const double *v, int n, struct arena *a)
{
    struct spread d = {arena_array(a, double, (size_t)n + 1), arena_array(a, int, (size_t)n + 1), 0,
                       0};
    for (int i = 1; i < n; i++)
        if (isfinite(v[i] - v[i - 1]) && !s->spike[i] && !s->spike[i - 1] && !is_shift(s, i)) {
            d.at[d.count] = i;
            d.square[d.count++] = pow(v[i] - v[i - 1], 2);
        }
    find_change(&d);
    return d;
}

/* The p of a shift by the noise of the noisier part, where it is in that or at its edge: the
 * variance of differences is 2 / (1 + phi) of that of u (J. von Neumann, 1941).  NAN: it is not. */
static double part_p(const struct segments *s, const struct segment_shift *h,
                     const struct spread *d)
{
    double before = sum(d, 0, d->change) / d->change;
    double after = sum(d, d->change, d->count) / (d->count - d->change);
    int edge = d->at[d->change], of = after > before ? d->count - d->change : d->change;
    bool inside = after > before ? h->at >= edge - 1 : h->at <= edge + 1;
    double more = sqrt(fmax(before, after) * (1 + s->phi) / 2) / s->sigma;
    if (h->slope || !inside || !(more > 1))
        return NAN;
    return fmin(1, 2 * student_upper(fabs(h->size) / (h->se * more), of) * s->known);
}

/* One level of [from, at) and [at, until): the mean of both over the known values. */
static void join(struct segments *s, const double *v, int from, int at, int until)
{
    int left = 0, right = 0, last = from;
    for (int i = from; i < until; i++) {
        bool known = isfinite(v[i]);
        left += known && i < at;
        right += known && i >= at;
        last = known && i < at ? i : last;
    }
    if (!left || !right)
        return;
    double step = s->level[at] - s->level[last] - (s->trend ? s->slope * (at - last) : 0);
    for (int i = from; i < until; i++)
        s->level[i] += step * (i < at ? right : -left) / (left + right);
}

void spread_drop(struct segments *s, const double *v, int n, struct arena *a)
{
    int kept = 0, from = 0;
    if (!s->count)
        return;
    struct spread d = take_spread(s, v, n, a);
    if (d.change == d.count)
        return;
    for (int k = 0; k < s->count; k++) {
        double p = part_p(s, &s->shift[k], &d);
        if (p > chance) {
            join(s, v, from, s->shift[k].at, k + 1 < s->count ? s->shift[k + 1].at : n);
            continue;
        }
        from = s->shift[k].at;
        s->shift[kept] = s->shift[k];
        s->shift[kept].p = isfinite(p) ? fmax(s->shift[k].p, p) : s->shift[k].p;
        kept++;
    }
    s->count = kept;
}
