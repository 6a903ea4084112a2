/* monthly.c - see docs/method/surge.md.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "detect/monthly.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "detect/detect.h"
#include "detect/reading.h"
#include "stats/dist.h"
#include "stats/robust.h"

enum { AFTER_MAX = 600 };

/* The known months on both sides of the date, in order of time. */
struct sides {
    double after[AFTER_MAX], before[DETECT_BEFORE];
    int n_after, n_before;
};

static double known(const struct series *s, int index)
{
    int i = index - s->first;
    return i < 0 || i >= s->n ? NAN : s->value[i];
}

/* The months that are compared: from `since` to `until`, and from `base` up to since. */
struct window_of {
    int base, since, until;
};

/* Known months of before, only those of the calendar months after where these are wanted. */
static void take_before(struct sides *o, const struct series *s, const struct window_of *w,
                        const bool *wanted)
{
    o->n_before = 0;
    for (int t = w->base; t < w->since; t++)
        if (!isnan(known(s, t)) && (!wanted || wanted[t % 12]))
            o->before[o->n_before++] = known(s, t);
}

static void split(struct sides *o, const struct series *s, const struct window_of *w)
{
    bool wanted[12] = {false};
    o->n_after = 0;
    for (int t = w->since; t <= w->until && o->n_after < AFTER_MAX; t++) {
        if (isnan(known(s, t)))
            continue;
        wanted[t % 12] = true;
        o->after[o->n_after++] = known(s, t);
    }
    take_before(o, s, w, wanted);
}

static double sum(const double *v, int n)
{
    double total = 0;
    for (int i = 0; i < n; i++)
        total += v[i];
    return total;
}

static int ascending(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return a < b ? -1 : a > b;
}

/* Sum with the largest tenth (at least one value) cut down to the next: a single spike of the past
 * does not hide a rise.  (Winsorised mean: J. W. Tukey, Ann. Math. Statist. 33, 1962.) */
static double winsorised(const double *v, int n)
{
    double sorted[DETECT_BEFORE];
    int cut = (n + 9) / 10;
    memcpy(sorted, v, (size_t)n * sizeof *v);
    qsort(sorted, (size_t)n, sizeof *sorted, ascending);
    for (int i = n - cut; i < n; i++)
        sorted[i] = sorted[n - cut - 1];
    return sum(sorted, n);
}

/* 95 % interval of the ratio of two sums: logs by the delta method, months inflated as above. */
static void interval(struct finding *f, const struct sides *o)
{
    f->ratio_low = f->ratio_high = NAN;
    if (!(f->value_before > 0) || !(f->value_after > 0) || o->n_after < 2 || o->n_before < 2)
        return;
    const double *side[2] = {o->after, o->before};
    int n[2] = {o->n_after, o->n_before};
    double variance = 0;
    for (int k = 0; k < 2; k++) {
        double mean = sum(side[k], n[k]) / n[k], squares = 0;
        for (int i = 0; i < n[k]; i++)
            squares += (side[k][i] - mean) * (side[k][i] - mean);
        variance += squares / (n[k] - 1) / n[k] / (mean * mean) *
                    serial_inflation(side[k], n[k], mean);
    }
    int least = n[0] < n[1] ? n[0] : n[1];
    double reach = student_reach(least - 1) * sqrt(variance);
    f->ratio_low = f->ratio * exp(-reach);
    f->ratio_high = f->ratio * exp(reach);
}

/* --- what is said of a window --- */

/* The sums of both sides, and what follows from them. */
static void describe(struct finding *f, const struct sides *o, const struct window_of *w)
{
    double scale = (double)o->n_after / o->n_before;
    f->base = w->base;
    f->since = w->since;
    f->until = w->until;
    f->before = o->n_before;
    f->after = o->n_after;
    f->value_after = sum(o->after, o->n_after);
    f->value_before = sum(o->before, o->n_before) * scale;
    f->expected = winsorised(o->before, o->n_before) * scale;
    f->excess = f->value_after - f->expected;
    f->ratio = f->value_before > 0 ? f->value_after / f->value_before : NAN;
    interval(f, o);
}

/* A rise is one in the sums too, and a fall a fall: against all of before, and against what the
 * past would lead to expect. */
static bool agrees(const struct finding *f, int direction)
{
    return direction * (f->value_after - f->value_before) > 0 && direction * f->excess > 0;
}

enum { MATCHED = 6, LEAST_BEFORE = 3 };

/* Before goes back as far as its level does, at most two years; the same calendar months where six
 * of them are known. */
static bool state(struct finding *f, const struct series *s, struct window_of w, int direction)
{
    struct sides o;
    split(&o, s, &w);
    if (o.n_before < MATCHED)
        take_before(&o, s, &w, NULL);
    if (!o.n_after || o.n_before < LEAST_BEFORE)
        return false;
    describe(f, &o, &w);
    f->direction = direction;
    return agrees(f, direction);
}

/* --- the reading that speaks of after --- */

enum { EARLY = 2 }; /* months that a date may stand before the one asked about */

/* A rise is a spike when the next change takes back three quarters of it. */
static bool has_gone_back(const struct readings *r, const struct reading *x)
{
    const struct reading *next = x + 1;
    if (x->direction < 0 || next >= r->reading + r->count || next->direction > 0 ||
        x->kind == FINDING_TREND || next->kind == FINDING_SPIKE)
        return false;
    if (r->scale == SCALE_LINEAR)
        return x->size + next->size < x->size / 4;
    return isnan(x->size) ? next->size < 0.25 : x->size * next->size < 1 + (x->size - 1) / 4;
}

/* Where the level before a reading begins: at the change before it, at most two years back. */
static int base_of(const struct readings *r, const struct reading *x)
{
    int base = x->at - DETECT_BEFORE;
    for (const struct reading *y = r->reading; y < x; y++)
        if (y->kind != FINDING_SPIKE && y->at > base && y->at < x->at - LEAST_BEFORE)
            base = y->at;
    return base;
}

/* The month after the highest of before. */
static int after_highest(const struct series *s, const struct window_of *w)
{
    int at = w->base;
    for (int t = w->base; t < w->since; t++)
        if (known(s, t) > known(s, at) || isnan(known(s, at)))
            at = t;
    return at + 1;
}

/* What the sums are decides what it is called: new and ended are of nothing before and after. */
static enum finding_kind kind_of(const struct finding *f, const struct reading *x, bool back)
{
    if (back || x->kind == FINDING_SPIKE)
        return FINDING_SPIKE;
    if (f->value_before == 0)
        return FINDING_NEW;
    if (f->value_after == 0)
        return FINDING_ENDED;
    return x->kind == FINDING_TREND ? FINDING_TREND : FINDING_SHIFT;
}

/* Sums of noise that repeats itself are no surer than its levels. */
static void widen(struct finding *f, const struct reading *x)
{
    double low = log(x->size / x->size_low), high = log(x->size_high / x->size);
    if (!(f->ratio > 0) || !isfinite(low) || !isfinite(high))
        return;
    f->ratio_low = fmin(f->ratio_low, f->ratio * exp(-low));
    f->ratio_high = fmax(f->ratio_high, f->ratio * exp(high));
}

/* The finding that a reading makes; false where the sums do not say the same. */
static bool take_reading(struct finding *f, const struct series *s, const struct readings *r,
                         const struct reading *x, int first)
{
    bool back = has_gone_back(r, x);
    int last = s->first + s->n - 1, since = first + x->at;
    struct window_of w = {first + base_of(r, x), since,
                          back                       ? first + x[1].at - 1
                          : x->kind == FINDING_SPIKE ? since
                                                     : last};
    struct finding g = *f;
    bool stated = state(&g, s, w, x->direction);
    if (g.value_before == 0 || !stated) { /* what went on before the level before it */
        w.base = since - DETECT_BEFORE;
        stated = state(&g, s, w, x->direction);
    }
    if (!stated) { /* one large shipment of the past does not hide a rise */
        w.base = after_highest(s, &w);
        stated = since - w.base >= MATCHED && state(&g, s, w, x->direction);
    }
    if (!stated)
        return false;
    *f = g;
    f->kind = kind_of(f, x, back);
    f->since_low = first + x->low;
    f->since_high = first + x->high;
    f->size = x->size;
    f->size_low = x->size_low;
    f->size_high = x->size_high;
    if (x->family == READING_LEVEL)
        widen(f, x);
    f->test = x->test;
    f->p = x->p;
    f->bayes = x->bayes;
    f->family = (int)x->family;
    return true;
}

/* The most significant of those whose date may lie in after and whose sums say the same; one of the
 * direction of the sums asked about goes before one that is not. */
static void pick(struct finding *f, const struct series *s, const struct readings *r, int first,
                 int since)
{
    int direction = f->direction;
    struct finding best = *f;
    bool there = false;
    for (int i = 0; i < r->count; i++) {
        const struct reading *x = &r->reading[i];
        struct finding g = *f;
        if (x->high < since || x->at < since - EARLY || !take_reading(&g, s, r, x, first))
            continue;
        bool fits = g.direction == direction, best_fits = best.direction == direction;
        if (!there || (fits && !best_fits) || (fits == best_fits && g.bayes > best.bayes))
            best = g;
        there = true;
    }
    *f = best;
}

bool monthly_describe(struct finding *f, const struct series *s, int since)
{
    struct sides o;
    struct window_of w = {since - DETECT_BEFORE, since, s->first + s->n - 1};
    split(&o, s, &w);
    if (o.n_after < 3 || o.n_before < 6)
        return false;
    describe(f, &o, &w);
    f->direction = f->value_after >= f->value_before ? 1 : -1;
    f->since_low = f->since_high = since;
    f->size = f->size_low = f->size_high = NAN;
    f->kind = FINDING_SHIFT;
    f->test = "none found";
    f->p = 1;
    f->bayes = -INFINITY;
    return true;
}

struct read_window monthly_window(const struct series *s, int since)
{
    int skip = since - DETECT_HISTORY - s->first, start = skip > 0 ? skip : 0;
    int first = s->first + start;
    return (struct read_window){s->value + start, s->n - start, since - first, first, 12};
}

void monthly_test(struct finding *f, const struct series *s, int since, enum detect_method method,
                  const struct known *known, double *bayes)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct read_window w = monthly_window(s, since);
    struct readings r;
    common_take_out(&w, &known->common, &own);
    (method == DETECT_LTSTS ? read_full : read_series)(&r, w.y, w.n, w.season, w.from, known, &own);
    bool full = r.full;
    memcpy(bayes, r.bayes, sizeof r.bayes);
    pick(f, s, &r, w.first, since - w.first);
    f->full = full;
}
