/* rise.c - a sharp increase in or around a date, and whether its date falls on an event.
 *
 * The sum of what the claim names is one series, chosen before looking, so that its p needs no
 * correction for others.  Months are read as weir changepoints reads them: every change is seen,
 * also a rise after a fall.  Years are tested as weir surge tests them.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/claim/check/check.h"
#include "app/claim/measure.h"
#include "detect/years.h"
#include "detect/reading.h"

enum { LOOK_BEFORE = 12, AROUND = 1, SEASON = 12 }; /* months */

struct target {
    int from, until; /* indices of months */
    const char *text;
};

/* A rise as either reading gives it; indices of periods. */
struct rise {
    bool found;
    int since, low, high;
    double size, size_low, size_high, p;
    const char *kind;
};

static int find_target(struct target *out, struct session *c, const struct claim_test *t,
                       struct err *err)
{
    struct ref *r;
    struct window w;
    struct event e;
    if (t->kind == CLAIM_RISE) {
        TRY(check_window(&w, t->when, "when", err));
        w = window_months(w);
        *out = (struct target){period_index(w.from), period_index(w.until), t->when};
        return 0;
    }
    TRY(session_reference(c, &r, err));
    TRY(ref_event(r, &e, t->event, err));
    *out = (struct target){e.from, e.until, arena_printf(c->arena, "%s (%s)", e.text, e.status)};
    return 0;
}

/* --- reading the series --- */

static bool on_target(const struct rise *r, const struct target *x, char freq)
{
    int low = freq == 'A' ? r->low * 12 : r->low;
    int high = freq == 'A' ? r->high * 12 + 11 : r->high;
    return r->p <= READING_SURE && low <= x->until + AROUND && high >= x->from - AROUND;
}

/* One on the target before others, then the surest. */
static void take_better(struct rise *best, const struct rise *r, const struct target *x, char freq)
{
    bool on = on_target(r, x, freq), other = best->found && on_target(best, x, freq);
    if (!best->found || (on != other ? on : r->p < best->p))
        *best = *r;
}

static void read_months(struct rise *best, const struct series *s, const struct target *x,
                        struct calendar_effects *effects, struct arena *a)
{
    struct readings all;
    int from = x->from - LOOK_BEFORE - s->first;
    struct read_window w = {s->value, s->n, from > 0 ? from : 0, s->first, SEASON};
    *effects = calendar_alone(w.y, w.n, w.first);
    calendar_take_out(&w, effects, a);
    read_alone(&all, w.y, w.n, w.season, false, w.from, a);
    for (int i = 0; i < all.count; i++) {
        const struct reading *k = &all.reading[i];
        struct rise r = {true,
                         s->first + k->at,
                         s->first + k->low,
                         s->first + k->high,
                         k->size,
                         k->size_low,
                         k->size_high,
                         k->p,
                         finding_kind_name(k->kind)};
        if (k->direction > 0)
            take_better(best, &r, x, 'M');
    }
}

static void read_years(struct rise *best, const struct series *s, const struct target *x)
{
    struct finding f = {.series = s};
    if (!read_years_alone(&f, s, x->from / 12) || f.direction < 0)
        return;
    struct rise r = {true,         f.since, f.since_low,
                     f.since_high, f.ratio, f.ratio_low,
                     f.ratio_high, f.p,     finding_kind_name(f.kind)};
    take_better(best, &r, x, 'A');
}

/* --- the verdict --- */

static const char *words_of(struct session *c, const struct rise *r, const struct target *x,
                            char freq)
{
    char since[16], low[16], high[16];
    const char *size = isnan(r->size)       ? "of no size that can be told"
                       : isnan(r->size_low) ? arena_printf(c->arena, "%.2f times", r->size)
                                            : arena_printf(c->arena, "%.2f times (%.2f to %.2f)",
                                                           r->size, r->size_low, r->size_high);
    return arena_printf(c->arena, "%s up since %s (%s to %s), %s, p %.2g; asked: %s", r->kind,
                        period_text(since, period_of(r->since, freq)),
                        period_text(low, period_of(r->low, freq)),
                        period_text(high, period_of(r->high, freq)), size, r->p, x->text);
}

static void judge(struct outcome *o, struct session *c, const struct claim_test *t,
                  const struct rise *r, const struct target *x, char freq)
{
    bool annual = freq == 'A', there = r->found && on_target(r, x, freq);
    o->value = r->found ? r->size : (double)NAN;
    o->low = r->found ? r->size_low : (double)NAN;
    o->high = r->found ? r->size_high : (double)NAN;
    o->proxy = annual;
    o->verdict = there    ? annual || t->kind == CLAIM_COINCIDENCE ? VERDICT_CONSISTENT
                                                                   : VERDICT_CONFIRMED
                 : annual ? VERDICT_CANNOT_TELL
                          : VERDICT_NOT_REPRODUCED;
    if (annual)
        outcome_reason(o, c->arena, "period: only annual figures are there, which hold no month");
    if (!r->found)
        outcome_reason(o, c->arena, "no rise is sure from a year before it on");
    else if (r->p > READING_SURE)
        outcome_reason(o, c->arena, "the rise cannot be told from chance");
    else if (!there)
        outcome_reason(o, c->arena, "date: the level rose at another time");
    if (t->kind == CLAIM_COINCIDENCE)
        outcome_reason(o, c->arena,
                       "that dates coincide is not that one caused the other: no better than "
                       "'consistent' is given");
    if (t->says_text && there && !said_holds(&t->says, o->value)) {
        o->verdict = VERDICT_NOT_REPRODUCED;
        outcome_reason(o, c->arena, "size: it rose, by another factor");
    }
}

/* Three years before the target to half a year after it. */
static int need_around(struct outcome *out, struct session *c, const struct claim_test *t,
                       const struct target *x, struct err *err)
{
    char from[16], until[16];
    period_text(from, period_of(x->from - 36, 'M'));
    period_text(until, period_of(x->until + 6, 'M'));
    return check_need(out, c, t, arena_printf(c->arena, "%s..%s", from, until), err);
}

static int cannot_tell(struct outcome *out, struct session *c, const struct claim_test *t,
                       const struct target *x, const char *why, struct err *err)
{
    out->verdict = VERDICT_CANNOT_TELL;
    out->words = "no figures around that date";
    outcome_reason(out, c->arena, why);
    return need_around(out, c, t, x, err);
}

int check_rise(struct outcome *out, struct session *c, const struct claim_test *t, struct err *err)
{
    struct target x;
    struct measured m;
    struct ask q;
    struct rise best = {0};
    struct calendar_effects effects = {{0}, {0}};
    TRY(ask_of(&q, t, c->arena, err));
    TRY(find_target(&x, c, t, err));
    TRY(measure(&m, c, &q, err));
    out->unit = "x";
    out->sources = m.sources;
    if (!m.sum)
        return cannot_tell(out, c, t, &x, m.why, err);
    bool annual = m.sum->freq == 'A';
    int first = annual ? m.sum->first * 12 : m.sum->first;
    int last = annual ? m.sum->until * 12 + 11 : m.sum->until;
    if (x.from > last || x.until < first + LOOK_BEFORE)
        return cannot_tell(out, c, t, &x, "the figures do not reach there, or not a year before it",
                           err);
    if (annual)
        read_years(&best, m.sum, &x);
    else
        read_months(&best, m.sum, &x, &effects, c->arena);
    judge(out, c, t, &best, &x, m.sum->freq);
    if (calendar_words(&effects, c->arena))
        outcome_reason(out, c->arena,
                       arena_printf(c->arena, "%s taken out before the level was read",
                                    calendar_words(&effects, c->arena)));
    out->words = best.found ? words_of(c, &best, &x, m.sum->freq)
                            : arena_printf(c->arena, "no rise around %s", x.text);
    return annual ? need_around(out, c, t, &x, err) : 0;
}
