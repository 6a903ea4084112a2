/* zero.c - nothing at all, and the first flow.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/claim/check/check.h"
#include "app/claim/measure.h"

enum { WHOLE_TABLE = 90 }; /* chapters */

static double highest(const struct series *s)
{
    double most = 0;
    for (int i = 0; i < s->n; i++)
        most = s->value[i] > most ? s->value[i] : most;
    return most;
}

/* No row of the code: nothing, where the exporter's whole table of that time is there. */
static int zero_by_absence(struct outcome *out, struct session *c, const struct ask *q,
                           struct window w, struct err *err)
{
    struct measured all;
    struct ask whole = *q;
    whole.flow.code = whole.flow.list = whole.flow.group = NULL;
    TRY(measure(&all, c, &whole, err));
    if (!all.sum || all.chapters < WHOLE_TABLE)
        return 0;
    struct figure f = figure_in(&all, w, 0, c->arena);
    if (isnan(f.value) || f.years)
        return 0;
    out->value = 0;
    out->sources = all.sources;
    outcome_reason(out, c->arena,
                   arena_printf(c->arena,
                                "the table holds %d chapters for all of the period, and "
                                "no row of this",
                                all.chapters));
    return 0;
}

enum { BEFORE_MONTHS = 12, BEFORE_YEARS = 3 }; /* without trade, for a flow to be the first */

/* Nothing before a time, as far back as can be seen: from where on; 0: not far enough. */
static int nothing_back_to(const struct series *s, struct window w)
{
    struct window at = window_on(w, s->freq);
    int i = period_index(at.until) - s->first, n = 0;
    if (i >= s->n)
        return 0;
    while (i - n >= 0 && s->value[i - n] == 0 && s->first + i - n >= period_index(at.from))
        n++;
    bool enough = n >= (s->freq == 'M' ? BEFORE_MONTHS : BEFORE_YEARS);
    return enough ? period_of(s->first + i - n + 1, s->freq) : 0;
}

static void judge_seen_part(struct outcome *out, struct session *c, const struct claim_test *t,
                            const struct series *s, struct window w)
{
    char from[16];
    int back = s ? nothing_back_to(s, w) : 0;
    out->words = arena_printf(c->arena, "cannot be seen for all of %s", t->period);
    if (!back)
        return;
    out->verdict = VERDICT_CONSISTENT;
    out->words = arena_printf(c->arena, "nothing from %s on", period_text(from, back));
    outcome_reason(out, c->arena, "what was before cannot be seen");
}

int check_zero(struct outcome *out, struct session *c, const struct claim_test *t, struct err *err)
{
    struct window w;
    struct measured m;
    struct ask q;
    struct said none;
    double least;
    said_parse(&none, "none", SAID_LEVEL, c->arena);
    TRY(ask_of(&q, t, c->arena, err));
    TRY(check_window(&w, t->period, "period", err));
    TRY(check_figure(out, c, t, &q, w, &m, &least, err));
    check_take_least(out, &none, least, 1);
    if (!m.sum)
        TRY(zero_by_absence(out, c, &q, w, err));
    outcome_judge(out, &none, c->arena);
    if (out->value > 0 && m.sum && out->value < 0.001 * highest(m.sum)) {
        out->verdict = VERDICT_NOT_REPRODUCED;
        outcome_reason(out, c->arena,
                       "all but nothing: less than a thousandth of what one period "
                       "holds at its highest");
    }
    if (isnan(out->value)) {
        judge_seen_part(out, c, t, m.sum, w);
        return out->verdict == VERDICT_CANNOT_TELL ? check_need(out, c, t, t->period, err) : 0;
    }
    out->words = out->value > 0
                     ? arena_printf(c->arena, "%s%s in %s", out->at_least ? "at least " : "",
                                    check_amount(c->arena, out->value, out->unit), t->period)
                     : arena_printf(c->arena, "nothing in %s", t->period);
    return out->verdict == VERDICT_CANNOT_TELL ? check_need(out, c, t, t->period, err) : 0;
}

/* Index of the first trade, all before it known to be nothing; -1: cannot be seen. */
static int first_trade(const struct series *s)
{
    int i = 0;
    while (i < s->n && !(s->value[i] > 0) && !isnan(s->value[i]))
        i++;
    return i < s->n && i > 0 && s->value[i] > 0 ? i : -1;
}

static void judge_first(struct outcome *o, struct session *c, const struct series *s,
                        struct window w)
{
    int i = first_trade(s), least = s->freq == 'M' ? BEFORE_MONTHS : BEFORE_YEARS;
    char text[16];
    if (i < 0) {
        o->verdict = VERDICT_CANNOT_TELL;
        o->words = "no first flow can be seen";
        outcome_reason(
            o, c->arena,
            "the figures begin with trade or with a gap: what was before cannot be seen");
        return;
    }
    int first = period_of(s->first + i, s->freq);
    struct window at = window_on(w, s->freq);
    bool hit = first >= at.from && first <= at.until;
    o->proxy = (s->freq == 'A' && period_is_month(w.from)) || i < least;
    o->value = o->low = o->high = first;
    o->verdict = !hit ? VERDICT_NOT_REPRODUCED : o->proxy ? VERDICT_CONSISTENT : VERDICT_CONFIRMED;
    if (i < least)
        outcome_reason(o, c->arena, "the figures reach back a short time only");
    o->words = arena_printf(c->arena, "first in %s, nothing in the %d %s before",
                            period_text(text, first), i, s->freq == 'M' ? "months" : "years");
}

int check_first(struct outcome *out, struct session *c, const struct claim_test *t, struct err *err)
{
    struct window w;
    struct measured m;
    struct ask q;
    TRY(ask_of(&q, t, c->arena, err));
    TRY(check_window(&w, t->when, "when", err));
    TRY(measure(&m, c, &q, err));
    out->unit = "period";
    out->sources = m.sources;
    if (m.sum) {
        judge_first(out, c, m.sum, w);
    } else {
        outcome_reason(out, c->arena, m.why);
        out->verdict = VERDICT_CANNOT_TELL;
        out->words = "no figures";
    }
    return out->verdict == VERDICT_CANNOT_TELL ? check_need(out, c, t, t->when, err) : 0;
}
