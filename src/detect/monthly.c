/* monthly.c - see docs/method/surge.md.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "detect/monthly.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "detect/detect.h"
#include "detect/reading.h"
#include "detect/sums.h"

/* --- what is said of a window --- */

/* A rise is one in the sums too, and a fall a fall: against all of before, and against what the
 * past would lead to expect. */
static bool agrees(const struct finding *f, int direction)
{
    return direction * (f->value_after - f->value_before) > 0 && direction * f->excess > 0;
}

enum { MATCHED = 6, LEAST_BEFORE = 3 };

/* A series, and what it would be without what all do together and the calendar. */
struct seen {
    const struct series *series;
    struct series still;
};

static void split(struct sides *o, const struct series *s, const struct sums_window *w)
{
    sums_split(o, s, w);
    if (o->before.n < MATCHED)
        sums_take_all(o, s, w);
}

/* Before goes back as far as its level does, at most two years; the same calendar months where six
 * of them are known. */
static bool state(struct finding *f, const struct seen *s, struct sums_window w, int direction)
{
    struct sides o, still;
    split(&o, s->series, &w);
    split(&still, &s->still, &w);
    if (!o.after.n || o.before.n < LEAST_BEFORE)
        return false;
    sums_describe(f, &o, &still, &w);
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

/* Trade that stops and goes on: the next change is the end of that. */
static bool has_paused(const struct readings *r, const struct reading *x)
{
    const struct reading *next = x + 1;
    return x->family == READING_TRADE && x->direction < 0 && next < r->reading + r->count &&
           next->family == READING_TRADE && next->direction > 0;
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
static int after_highest(const struct series *s, const struct sums_window *w)
{
    int at = w->base;
    for (int t = w->base; t < w->since; t++)
        if (sums_known(s, t) > sums_known(s, at) || isnan(sums_known(s, at)))
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
static bool take_reading(struct finding *f, const struct seen *s, const struct readings *r,
                         const struct reading *x)
{
    bool back = has_gone_back(r, x), paused = has_paused(r, x);
    int first = s->still.first, last = first + s->still.n - 1, since = first + x->at;
    struct sums_window w = {first + base_of(r, x), since,
                            back || paused             ? first + x[1].at - 1
                            : x->kind == FINDING_SPIKE ? since
                                                       : last,
                            r->course};
    struct finding g = *f;
    bool stated = state(&g, s, w, x->direction);
    if (g.value_before == 0 || !stated) { /* what went on before the level before it */
        w.base = since - DETECT_BEFORE;
        stated = state(&g, s, w, x->direction);
    }
    if (!stated) { /* one large shipment of the past does not hide a rise */
        w.base = after_highest(s->series, &w);
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
    f->df = x->df;
    if (x->family == READING_LEVEL && !r->course.walk)
        widen(f, x);
    f->test = x->test;
    f->p = x->p;
    f->bayes = x->bayes;
    f->family = (int)x->family;
    return true;
}

/* The most significant of those whose date may lie in after and whose sums say the same; one of the
 * direction of the sums asked about goes before one that is not. */
static void pick(struct finding *f, const struct seen *s, const struct readings *r, int since)
{
    int direction = f->direction;
    struct finding best = *f;
    bool there = false;
    for (int i = 0; i < r->count; i++) {
        const struct reading *x = &r->reading[i];
        struct finding g = *f;
        if (x->high < since || x->at < since - EARLY || !take_reading(&g, s, r, x))
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
    struct sums_window w = {since - DETECT_BEFORE, since, s->first + s->n - 1, {0, 0, false}};
    sums_split(&o, s, &w);
    if (o.after.n < 3 || o.before.n < 6)
        return false;
    sums_describe(f, &o, &o, &w);
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
    take_out_known(&w, s, known, &own);
    (method == DETECT_LTSTS ? read_full : read_series)(&r, w.y, w.n, w.season, w.from, known, &own);
    bool full = r.full;
    memcpy(bayes, r.bayes, sizeof r.bayes);
    struct seen seen = {s, *s};
    seen.still.first = w.first;
    seen.still.n = w.n;
    seen.still.value = (double *)w.y;
    pick(f, &seen, &r, since - w.first);
    f->full = full;
}
