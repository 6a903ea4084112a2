/* change.c - differences between periods, and records.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "app/claim/check/check.h"
#include "app/claim/measure.h"

/* Asks for all that a record is among: from the time it is said to be one since, else from as far
 * back as there may be figures. */
static void ask_back(struct ask *q, const struct claim_test *t)
{
    struct window since, w = q->asked[0];
    bool month = period_is_month(w.from);
    int from = month ? HS_BEGAN * 100 + 1 : HS_BEGAN;
    memset(q->asked, 0, sizeof q->asked);
    if (t->since && window_parse(&since, t->since) && period_is_month(since.from) == month)
        from = since.from;
    if (w.from)
        q->asked[0] = (struct window){from, w.until};
}

/* Measures, with unit, sources and what is to be said; false: there is nothing to compare.  all: of
 * all periods there are, not of those that the test names. */
static int measure_it(struct outcome *out, struct session *c, const struct claim_test *t, bool all,
                      struct measured *m, bool *there, struct err *err)
{
    struct ask q;
    TRY(ask_of(&q, t, c->arena, err));
    if (all)
        ask_back(&q, t);
    TRY(measure(m, c, &q, err));
    *there = m->sum != NULL;
    out->unit = m->sum ? m->sum->measured_in : "";
    out->sources = m->sources;
    if (!m->sum)
        outcome_reason(out, c->arena, m->why);
    check_notes(out, c, m);
    if (m->sum && check_currency(out, c, t))
        *there = false;
    return 0;
}

int check_change(struct outcome *out, struct session *c, const struct claim_test *t,
                 struct err *err)
{
    struct window now, then;
    struct measured m;
    bool there;
    TRY(check_window(&now, t->period, "period", err));
    TRY(check_window(&then, t->with, "with", err));
    TRY(measure_it(out, c, t, false, &m, &there, err));
    if (there) {
        struct figure x = figure_in(&m, now, 0, c->arena), y = figure_in(&m, then, 0, c->arena);
        bool whole = !x.years && !y.years && x.periods == y.periods;
        out->value = whole ? x.value - y.value : (double)NAN;
        if (x.why || y.why)
            outcome_reason(out, c->arena, x.why ? x.why : y.why);
        if (!whole)
            outcome_reason(out, c->arena,
                           "length: the periods differ in it, and a difference of sums is none");
    }
    outcome_judge(out, &t->says, c->arena);
    check_explain(out, c, t, &m);
    out->words = isnan(out->value)
                     ? arena_printf(c->arena, "no figure of %s to %s, %s, for both periods",
                                    t->from, t->to, check_goods(t))
                     : arena_printf(c->arena, "%s %s in %s than in %s",
                                    check_amount(c->arena, fabs(out->value), out->unit),
                                    out->value < 0 ? "less" : "more", t->period, t->with);
    return out->verdict == VERDICT_CANNOT_TELL && !out->need_count
               ? check_need(out, c, t, t->period, err)
               : 0;
}

/* --- records --- */

/* Windows as long as the one that is claimed, back to `first`: what there was, and when the most.
 */
struct record {
    double own, best; /* best: of the others, the most or the least */
    int best_at;      /* index of its first period */
    int windows, gaps;
};

static struct record look_back(const struct measured *m, struct window w, int first, int way,
                               struct arena *a)
{
    struct record r = {.best = NAN};
    int step = m->sum->freq == 'M' ? 12 : 1, at = period_index(window_months(w).from);
    bool months = period_is_month(w.from);
    int length = period_index(w.until) - period_index(w.from) + 1;
    step = months && length < 12 ? 1 : step; /* a month among months, a year among years */
    at = m->sum->freq == 'M' ? at : period_index(months ? w.from / 100 : w.from);
    r.own = figure_in(m, w, 0, a).value;
    for (int shift = -step; at + shift >= first; shift -= step) {
        double v = figure_in(m, w, shift, a).value;
        r.gaps += isnan(v);
        r.windows += !isnan(v);
        if (!isnan(v) && (isnan(r.best) || way * v > way * r.best)) {
            r.best = v;
            r.best_at = at + shift;
        }
    }
    return r;
}

/* A window as long as the one that is claimed, by the index of its first period: "2023", not its
 * January. */
static const char *window_at(struct window w, int at, char freq, struct arena *a)
{
    char from[16], until[16];
    bool months = period_is_month(w.from);
    int length = period_index(w.until) - period_index(w.from);
    int first = period_of(at, freq);
    if (!months && freq == 'M')
        first /= 100;
    period_text(from, first);
    if (!length || months != period_is_month(first))
        return arena_strdup(a, from);
    period_text(until, period_of(period_index(first) + length, months ? 'M' : 'A'));
    return arena_printf(a, "%s..%s", from, until);
}

/* "the lowest since December 2023": then it was lower, or may have been. */
static int first_of(const struct measured *m, const struct claim_test *t, struct window w)
{
    struct window since;
    if (!t->since || !window_parse(&since, t->since))
        return m->sum->from;
    since = m->sum->freq == 'M'
                ? window_months(since)
                : (struct window){since.from > 9999 ? since.from / 100 : since.from, 0};
    int after = period_index(since.until ? since.until : since.from) + 1;
    return after < period_index(window_on(w, m->sum->freq).from) ? after : period_index(since.from);
}

/* A record is one among what is there: how far back that goes is said, and a claim that goes
 * further cannot be told. */
int check_record(struct outcome *out, struct session *c, const struct claim_test *t,
                 struct err *err)
{
    struct window w;
    struct measured m;
    struct record r = {0};
    bool there;
    char text[16];
    int way = (int)t->says.claimed;
    TRY(check_window(&w, t->period, "period", err));
    TRY(measure_it(out, c, t, true, &m, &there, err));
    out->words = "no record can be told";
    if (there) {
        int first = first_of(&m, t, w);
        r = look_back(&m, w, first, way, c->arena);
        if (first < m.sum->from && r.windows)
            r.gaps += m.sum->from - first;
        bool broken = !isnan(r.own) && !isnan(r.best) && way * r.best >= way * r.own;
        out->value = isnan(r.own) || !r.windows ? (double)NAN : broken ? 0 : way;
        if (isnan(r.own) || !r.windows)
            outcome_reason(out, c->arena, "no figure of the period, or none before it");
        else
            out->words = arena_printf(c->arena, "%s in %s; the %s of %d periods before, %s, in %s",
                                      check_amount(c->arena, r.own, m.sum->measured_in), t->period,
                                      way > 0 ? "most" : "least", r.windows,
                                      check_amount(c->arena, r.best, m.sum->measured_in),
                                      window_at(w, r.best_at, m.sum->freq, c->arena));
        if (!isnan(out->value) && !broken && !r.gaps && !t->since) {
            out->proxy = true; /* of all times */
            outcome_reason(out, c->arena,
                           arena_printf(c->arena, "cover: the figures go back to %s only",
                                        period_text(text, period_of(first, m.sum->freq))));
        }
        if (!isnan(out->value) && !broken && r.gaps) {
            out->value = NAN;
            outcome_reason(
                out, c->arena,
                arena_printf(c->arena,
                             "cover: %d of the periods it would have to be compared with "
                             "have no figure",
                             r.gaps));
        }
    }
    out->unit = "record";
    outcome_judge(out, &t->says, c->arena);
    return out->verdict == VERDICT_CANNOT_TELL && !out->need_count
               ? check_need(out, c, t, t->period, err)
               : 0;
}
