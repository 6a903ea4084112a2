/* check_rise.c - a sharp increase in or around a date, and whether its date falls on an event.
 *
 * The sum of what the claim names is one series, chosen before looking, so that its p needs no
 * correction for others.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/check.h"
#include "app/event.h"
#include "app/measure.h"
#include "detect/detect.h"

static const double SURE = 0.05;
enum { LOOK_BEFORE = 12, AROUND = 1 }; /* months before `when` that dates are looked for in */

struct target {
    int from, until; /* indices of months */
    const char *text;
};

static int find_target(struct target *out, struct check *c, const struct claim_test *t,
                       struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    struct window w;
    struct event e;
    if (t->kind == CLAIM_RISE) {
        TRY(check_window(&w, t->when, "when", err));
        w = window_months(w);
        *out = (struct target){period_index(w.from), period_index(w.until), t->when};
        return 0;
    }
    TRY(store_open(&s, c->store, STORE_READ, err));
    TRY(event_find(&e, s, t->event, c->arena, err));
    *out = (struct target){e.from, e.until, arena_printf(c->arena, "%s (%s)", e.text, e.status)};
    return 0;
}

static bool overlaps(const struct finding *f, const struct target *x)
{
    bool years = f->series->freq == 'A';
    int low = years ? f->since_low * 12 : f->since_low;
    int high = years ? f->since_high * 12 + 11 : f->since_high;
    return low <= x->until + AROUND && high >= x->from - AROUND;
}

static bool better(const struct finding *f, const struct finding *than, const struct target *x)
{
    bool on = f->p <= SURE && overlaps(f, x), other = than->p <= SURE && overlaps(than, x);
    return on != other ? on : f->p < than->p;
}

/* The rise of the series since a year before the target: one on it before others, then by p. */
static const struct finding *find_rise(const struct series *s, const struct target *x,
                                       struct findings *found, struct arena *a)
{
    int since = x->from - LOOK_BEFORE;
    struct detect_options o = {
        .since_month = since, .since_year = x->from / 12, .keep = 2, .threads = 1};
    struct detector *d = detect_open(&o, a);
    const struct finding *best = NULL;
    detect_add(d, s);
    detect_close(d, found);
    for (int i = 0; i < found->count; i++)
        if (found->finding[i].direction > 0 && (!best || better(&found->finding[i], best, x)))
            best = &found->finding[i];
    return best;
}

static const char *words_of(struct check *c, const struct finding *f, const struct target *x)
{
    char since[16], low[16], high[16];
    char freq = f->series->freq;
    return arena_printf(c->arena, "%s since %s (%s to %s): %s times (%s to %s), p %.2g; asked: %s",
                        finding_kind_name(f->kind), period_text(since, period_of(f->since, freq)),
                        period_text(low, period_of(f->since_low, freq)),
                        period_text(high, period_of(f->since_high, freq)),
                        check_ratio_text(f->ratio, c->arena),
                        check_ratio_text(f->ratio_low, c->arena),
                        check_ratio_text(f->ratio_high, c->arena), f->p, x->text);
}

static void judge(struct outcome *o, struct check *c, const struct claim_test *t,
                  const struct finding *f, const struct target *x, bool annual)
{
    bool sure = f && f->p <= SURE, there = f && overlaps(f, x);
    o->value = f ? f->ratio : (double)NAN;
    o->low = f ? f->ratio_low : (double)NAN;
    o->high = f ? f->ratio_high : (double)NAN;
    o->proxy = annual;
    if (annual)
        outcome_reason(o, c->arena, "period: only annual figures are there, which hold no month");
    if (!f)
        o->verdict = annual ? VERDICT_CANNOT_TELL : VERDICT_NOT_REPRODUCED;
    else if (sure && there)
        o->verdict = annual || t->kind == CLAIM_COINCIDENCE ? VERDICT_CONSISTENT
                                                            : VERDICT_CONFIRMED;
    else
        o->verdict = annual ? VERDICT_CANNOT_TELL : VERDICT_NOT_REPRODUCED;
    if (f && !sure)
        outcome_reason(o, c->arena, "the rise cannot be told from chance");
    if (sure && !there)
        outcome_reason(o, c->arena, "date: the level rose at another time");
    if (t->says_text && o->verdict <= VERDICT_CONSISTENT && !said_holds(&t->says, o->value)) {
        o->verdict = VERDICT_NOT_REPRODUCED;
        outcome_reason(o, c->arena, "size: it rose, by another factor");
    }
}

int check_rise(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err)
{
    struct target x;
    struct measured m;
    struct findings found = {0};
    struct ask q = ask_of(t, c->store, c->arena);
    TRY(find_target(&x, c, t, err));
    TRY(measure(&m, &q, c->arena, err));
    out->unit = "x";
    out->sources = m.sources;
    const char *when = t->when ? t->when : "the time of the event";
    if (!m.sum) {
        out->verdict = VERDICT_CANNOT_TELL;
        outcome_reason(out, c->arena, m.why);
        out->words = "no figures";
        return t->when ? check_need(out, c, t, t->when, err) : 0;
    }
    bool annual = m.sum->freq == 'A';
    const struct finding *f = find_rise(m.sum, &x, &found, c->arena);
    judge(out, c, t, f, &x, annual);
    if (!found.tested) {
        out->verdict = VERDICT_CANNOT_TELL;
        outcome_reason(out, c->arena, "too few periods before or after for a test");
    }
    if (t->kind == CLAIM_COINCIDENCE)
        outcome_reason(out, c->arena,
                       "that dates coincide is not that one caused the other: no better than "
                       "'consistent' is given");
    out->words = f ? words_of(c, f, &x) : arena_printf(c->arena, "no rise around %s", when);
    if (out->verdict > VERDICT_CANNOT_TELL || !annual)
        return 0;
    struct window w = {period_of(x.from - 36, 'M'), period_of(x.until + 6, 'M')};
    char from[16], until[16];
    return check_need(
        out, c, t,
        arena_printf(c->arena, "%s..%s", period_text(from, w.from), period_text(until, w.until)),
        err);
}
