/* annual.c - see docs/method/surge.md.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "detect/annual.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "detect/detect.h"

enum { HISTORY = 15, LEAST_BEFORE = 3 };

struct side {
    double sum;
    int n;
};

static struct side take(const struct series *s, int from, int until)
{
    struct side d = {0};
    for (int i = 0; i < s->n; i++)
        if (s->first + i >= from && s->first + i < until && !isnan(s->value[i])) {
            d.sum += s->value[i];
            d.n++;
        }
    return d;
}

bool annual_sums(struct finding *f, const struct series *s, int since, int at)
{
    int last = s->first + s->n;
    f->base = since - DETECT_BEFORE_YEARS > s->first ? since - DETECT_BEFORE_YEARS : s->first;
    struct side before = take(s, f->base, since), after = take(s, at, last);
    if (before.n < LEAST_BEFORE || !after.n)
        return false;
    f->since = f->since_low = f->since_high = at;
    f->until = last - 1;
    f->before = before.n;
    f->after = after.n;
    f->value_before = before.sum * after.n / before.n;
    f->value_after = after.sum;
    f->expected = f->value_before;
    f->excess = f->value_after - f->expected;
    f->ratio = before.sum > 0 ? f->value_after / f->value_before : NAN;
    f->direction = f->excess >= 0 ? 1 : -1;
    f->kind = before.sum == 0 ? FINDING_NEW : after.sum == 0 ? FINDING_ENDED : FINDING_SHIFT;
    return true;
}

bool annual_describe(struct finding *f, const struct series *s, int since)
{
    if (!annual_sums(f, s, since, since))
        return false;
    f->size = f->size_low = f->size_high = f->ratio_low = f->ratio_high = NAN;
    f->test = "none found";
    f->p = 1;
    f->bayes = -INFINITY;
    return true;
}

struct read_window annual_window(const struct series *s, int since, struct arena *a)
{
    int skip = since - HISTORY - s->first, start = skip > 0 ? skip : 0, n = s->n - start;
    double *y = arena_array(a, double, (size_t)n + 1);
    for (int i = 0; i < n; i++)
        y[i] = s->value[start + i] + ANNUAL_FLOOR;
    return (struct read_window){y, n, since - s->first - start, s->first + start, 0};
}

/* A ratio of levels that the floor is part of, without it. */
static double without_floor(double size, double level)
{
    double before = level - ANNUAL_FLOOR;
    return before > 0 ? fmax(level * size - ANNUAL_FLOOR, 0) / before : size;
}

/* A ratio of sums of few years is less sure than that of the levels, which all years tell. */
static double of_sums(const struct finding *f, int before)
{
    double after = 1. / f->after, levels = after + 1. / (before > 0 ? before : 1);
    return sqrt(fmax((after + 1. / f->before) / levels, 1));
}

static void take_reading(struct finding *f, const struct series *s, const struct reading *x,
                         int first, const double *fitted)
{
    bool pace = x->kind == FINDING_TREND;
    double level = pace || x->at < 1 ? (double)NAN : fitted[x->at - 1];
    struct finding g = *f;
    if (!annual_sums(&g, s, first + x->at, first + x->at) || g.direction != x->direction ||
        (f->bayes >= x->bayes && f->p < 1))
        return;
    g.since_low = first + x->low;
    g.since_high = first + x->high;
    g.kind = x->kind == FINDING_TREND && g.kind == FINDING_SHIFT ? FINDING_TREND : g.kind;
    g.size = isnan(level) ? x->size : without_floor(x->size, level);
    g.size_low = isnan(level) ? x->size_low : without_floor(x->size_low, level);
    g.size_high = isnan(level) ? x->size_high : without_floor(x->size_high, level);
    g.df = x->df;
    g.test = x->test;
    g.p = x->p;
    g.bayes = x->bayes;
    g.family = (int)x->family;
    double reach = log(g.size_high / g.size) * of_sums(&g, x->at);
    g.ratio_low = g.ratio > 0 && !pace ? g.ratio * exp(-reach) : (double)NAN;
    g.ratio_high = g.ratio > 0 && !pace ? g.ratio * exp(reach) : (double)NAN;
    *f = g;
}

void annual_test(struct finding *f, const struct series *s, int since, const struct known *known,
                 double *bayes)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct read_window w = annual_window(s, since, &own);
    struct readings r;
    common_take_out(&w, &known->common, &own);
    read_series(&r, w.y, w.n, w.season, w.from, known, &own);
    memcpy(bayes, r.bayes, sizeof r.bayes);
    for (int i = 0; i < r.count; i++)
        if (r.reading[i].at >= w.from)
            take_reading(f, s, &r.reading[i], w.first, r.fitted);
    f->full = r.full;
}
