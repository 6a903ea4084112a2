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

static void split(struct sides *o, const struct series *s, int since)
{
    bool wanted[12] = {false};
    o->n_after = o->n_before = 0;
    for (int t = since; t < s->first + s->n && o->n_after < AFTER_MAX; t++) {
        if (isnan(known(s, t)))
            continue;
        wanted[t % 12] = true;
        o->after[o->n_after++] = known(s, t);
    }
    for (int t = since - DETECT_BEFORE; t < since; t++)
        if (!isnan(known(s, t)) && wanted[t % 12])
            o->before[o->n_before++] = known(s, t);
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
    if (!(f->value_before > 0) || !(f->value_after > 0) || o->n_after < 2)
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
    double reach = student_quantile(0.975, least - 1) * sqrt(variance);
    f->ratio_low = f->ratio * exp(-reach);
    f->ratio_high = f->ratio * exp(reach);
}

/* --- the reading that speaks of after --- */

enum { EARLY = 2 }; /* months that a date may stand before the one asked about */

/* The most significant of those whose date may lie in after; one of the direction of the sums goes
 * before one that is not. */
static const struct reading *pick(const struct readings *r, int since, int direction)
{
    const struct reading *best = NULL;
    for (int i = 0; i < r->count; i++) {
        const struct reading *x = &r->reading[i];
        if (x->high < since || x->at < since - EARLY)
            continue;
        bool fits = x->direction == direction;
        bool best_fits = best && best->direction == direction;
        if (!best || (fits && !best_fits) || (fits == best_fits && x->p < best->p))
            best = x;
    }
    return best;
}

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

static void take_reading(struct finding *f, const struct readings *r, const struct reading *x,
                         int first)
{
    bool back = has_gone_back(r, x), single = x->kind == FINDING_SPIKE;
    f->kind = back ? FINDING_SPIKE : x->kind;
    f->until = back ? first + x[1].at - 1 : single ? first + x->at : f->until;
    f->direction = x->direction;
    f->since = first + x->at;
    f->since_low = first + x->low;
    f->since_high = first + x->high;
    f->size = x->size;
    f->size_low = x->size_low;
    f->size_high = x->size_high;
    f->test = x->test;
    f->p = fmin(1, READING_QUESTIONS * x->p);
}

bool monthly_describe(struct finding *f, const struct series *s, int since)
{
    struct sides o;
    split(&o, s, since);
    if (o.n_after < 3 || o.n_before < 6)
        return false;
    double scale = (double)o.n_after / o.n_before;
    f->before = o.n_before;
    f->after = o.n_after;
    f->value_after = sum(o.after, o.n_after);
    f->value_before = sum(o.before, o.n_before) * scale;
    f->expected = winsorised(o.before, o.n_before) * scale;
    f->excess = f->value_after - f->expected;
    f->ratio = f->value_before > 0 ? f->value_after / f->value_before : NAN;
    f->direction = f->value_after >= f->value_before ? 1 : -1;
    f->since = f->since_low = f->since_high = since;
    f->until = s->first + s->n - 1;
    f->size = f->size_low = f->size_high = f->ratio_low = f->ratio_high = NAN;
    f->kind = FINDING_SHIFT;
    f->test = "none found";
    f->p = 1;
    return true;
}

void monthly_test(struct finding *f, const struct series *s, int since, enum detect_method method)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct readings r;
    int skip = since - DETECT_HISTORY - s->first, start = skip > 0 ? skip : 0;
    int first = s->first + start;
    (method == DETECT_LTSTS ? read_full : read_series)(&r, s->value + start, s->n - start, 12,
                                                       since - first, &own);
    f->full = r.full;
    const struct reading *x = pick(&r, since - first, f->direction);
    if (x)
        take_reading(f, &r, x, first);
}

void monthly_interval(struct finding *f, const struct series *s, int since)
{
    struct sides o;
    split(&o, s, since);
    interval(f, &o);
}
