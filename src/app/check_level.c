/* check_level.c - amounts, nothing at all, and the first flow.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/check.h"
#include "app/measure.h"

/* --- levels --- */

static const char *unit_of(const struct measured *m)
{
    return m->sum ? m->sum->measured_in : "";
}

static bool other_unit(const struct said *s, const char *unit)
{
    return *s->unit && strcmp(s->unit, "items") != 0 && *unit && strcmp(s->unit, unit) != 0;
}

int check_level_figure(struct outcome *out, struct check *c, const struct claim_test *t,
                       const struct ask *q, struct window w, struct measured *m, struct err *err)
{
    TRY(measure(m, q, c->arena, err));
    out->unit = unit_of(m);
    out->sources = m->sources;
    out->value = out->low = out->high = NAN;
    if (!m->sum) {
        outcome_reason(out, c->arena, m->why);
        return 0;
    }
    struct figure f = figure_in(m, w, 0, c->arena);
    out->value = f.value;
    if (f.why)
        outcome_reason(out, c->arena, f.why);
    if (f.years) {
        out->value = NAN;
        outcome_reason(out, c->arena,
                       "period: only annual figures are there, and a year is no part of a year");
    }
    if (other_unit(&t->says, out->unit)) {
        out->value = NAN;
        outcome_reason(out, c->arena,
                       arena_printf(c->arena,
                                    "currency: claimed in %s, figures in %s: weir rates FILE "
                                    "converts to USD",
                                    t->says.unit, out->unit));
    }
    return 0;
}

static int level_views(struct outcome *out, struct check *c, const struct claim_test *t,
                       const struct ask *q, struct window w, double months, struct err *err)
{
    struct ask other = *q;
    struct measured m;
    other.flow = q->flow && !strcmp(q->flow, "import") ? "export" : "import";
    TRY(measure(&m, &other, c->arena, err));
    double v = m.sum && !other_unit(&t->says, unit_of(&m))
                   ? figure_in(&m, w, 0, c->arena).value / months
                   : (double)NAN;
    outcome_alternative(
        out, c->arena,
        (struct alternative){.name = arena_printf(c->arena, "as the %ser reports it", other.flow),
                             .value = v,
                             .why = isnan(v) ? "no such report" : NULL});
    for (const char *p = t->code_sets; p && *p;) {
        size_t n = strcspn(p, ";");
        struct claim_test set = *t;
        set.code = arena_strndup(c->arena, p, n);
        other = *q;
        other.code = ask_of(&set, c->store, c->arena).code;
        TRY(measure(&m, &other, c->arena, err));
        v = m.sum ? figure_in(&m, w, 0, c->arena).value / months : (double)NAN;
        outcome_alternative(
            out, c->arena,
            (struct alternative){.name = arena_printf(c->arena, "codes %s", set.code),
                                 .value = v,
                                 .why = isnan(v) ? m.why : NULL,
                                 .another_claim = true});
        p += n;
        p += strspn(p, "; ");
    }
    return 0;
}

int check_level(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err)
{
    struct window w, months;
    struct measured m;
    struct ask q = ask_of(t, c->store, c->arena);
    TRY(check_window(&w, t->period, "period", err));
    TRY(check_level_figure(out, c, t, &q, w, &m, err));
    months = window_months(w);
    double by = t->says.per_month ? period_index(months.until) - period_index(months.from) + 1 : 1;
    out->value /= by;
    TRY(level_views(out, c, t, &q, w, by, err));
    outcome_judge(out, &t->says, c->arena);
    check_explain(out, c, t, &m);
    out->words = isnan(out->value)
                     ? arena_printf(c->arena, "no figure of %s to %s, %s, in %s", t->from, t->to,
                                    check_goods(t), t->period)
                     : arena_printf(c->arena, "%s%s in %s", check_amount(c, out->value, out->unit),
                                    by > 1 ? " a month" : "", t->period);
    return out->verdict == VERDICT_CANNOT_TELL ? check_need(out, c, t, t->period, err) : 0;
}

/* --- nothing, and the first flow --- */

static double highest(const struct series *s)
{
    double most = 0;
    for (int i = 0; i < s->n; i++)
        most = s->value[i] > most ? s->value[i] : most;
    return most;
}

int check_zero(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err)
{
    struct window w;
    struct measured m;
    struct ask q = ask_of(t, c->store, c->arena);
    struct said none;
    said_parse(&none, "none", SAID_LEVEL, c->arena);
    TRY(check_window(&w, t->period, "period", err));
    TRY(check_level_figure(out, c, t, &q, w, &m, err));
    outcome_judge(out, &none, c->arena);
    if (out->value > 0 && m.sum && out->value < 0.001 * highest(m.sum)) {
        out->verdict = VERDICT_NOT_REPRODUCED;
        outcome_reason(out, c->arena,
                       "all but nothing: less than a thousandth of what one period "
                       "holds at its highest");
    }
    out->words = isnan(out->value)
                     ? arena_printf(c->arena, "cannot be seen for all of %s", t->period)
                 : out->value > 0 ? arena_printf(c->arena, "%s in %s",
                                                 check_amount(c, out->value, out->unit), t->period)
                                  : arena_printf(c->arena, "nothing in %s", t->period);
    return out->verdict == VERDICT_CANNOT_TELL ? check_need(out, c, t, t->period, err) : 0;
}

int check_first(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err)
{
    struct window w;
    struct measured m;
    char text[16];
    struct ask q = ask_of(t, c->store, c->arena);
    TRY(check_window(&w, t->when, "when", err));
    TRY(measure(&m, &q, c->arena, err));
    out->value = out->low = out->high = NAN;
    out->unit = "";
    out->sources = m.sources;
    if (!m.sum) {
        outcome_reason(out, c->arena, m.why);
        out->verdict = VERDICT_CANNOT_TELL;
        out->words = "no figures";
        return check_need(out, c, t, t->when, err);
    }
    const struct series *s = m.sum;
    int i = 0;
    while (i < s->n && !(s->value[i] > 0) && !isnan(s->value[i]))
        i++;
    bool known = i < s->n && i > 0 && s->value[i] > 0;
    int first = known ? period_of(s->first + i, s->freq) : 0;
    struct window years = {period_is_month(w.from) ? w.from / 100 : w.from,
                           period_is_month(w.until) ? w.until / 100 : w.until};
    struct window at = s->freq == 'M' ? window_months(w) : years;
    out->value = known ? first : (double)NAN;
    bool hit = known && first >= at.from && first <= at.until;
    out->proxy = s->freq == 'A' && period_is_month(w.from);
    out->verdict = !known               ? VERDICT_CANNOT_TELL
                   : hit && !out->proxy ? VERDICT_CONFIRMED
                   : hit                ? VERDICT_CONSISTENT
                                        : VERDICT_NOT_REPRODUCED;
    if (!known)
        outcome_reason(out, c->arena,
                       "the figures begin with trade or with a gap: what was before "
                       "cannot be seen");
    out->words = known ? arena_printf(c->arena, "first in %s, nothing in the %d %s before",
                                      period_text(text, first), i,
                                      s->freq == 'M' ? "months" : "years")
                       : "no first flow can be seen";
    return out->verdict == VERDICT_CANNOT_TELL ? check_need(out, c, t, t->when, err) : 0;
}
