/* level.c - amounts.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/claim/check/check.h"
#include "app/claim/measure.h"

/* --- levels --- */

static const char *unit_of(const struct measured *m)
{
    return m->sum ? m->sum->measured_in : "";
}

/* Whether what is there bears out "more than", or is too much for what was said, by itself. */
static bool is_settled(const struct said *s, double least)
{
    return isfinite(s->high) ? least > s->high : least >= s->low;
}

void check_take_least(struct outcome *out, const struct said *s, double least, double by)
{
    if (isnan(out->value) && is_settled(s, least / by)) {
        out->value = least / by;
        out->at_least = true;
    }
}

/* Whether families of a heading reach over its edge, much or little. */
static bool is_over_edge(const struct measured *m, const struct figure *f)
{
    return f->crosses || (!isnan(f->value) && m->families_sum != m->codes_sum);
}

int check_figure(struct outcome *out, struct session *c, const struct claim_test *t,
                 const struct ask *q, struct window w, struct measured *m, double *least,
                 struct err *err)
{
    *least = NAN;
    TRY(measure(m, c, q, err));
    out->unit = unit_of(m);
    out->sources = m->sources;
    if (!m->sum) {
        outcome_reason(out, c->arena, m->why);
        return 0;
    }
    struct figure f = figure_in(m, w, 0, c->arena);
    out->value = f.value;
    if (is_over_edge(m, &f) && !f.gap && !f.years) /* of one period: as the statistics print it */
        out->value = f.least = m->codes_sum;
    else if (f.why)
        outcome_reason(out, c->arena, f.why);
    if (f.gap)
        outcome_reason(out, c->arena, f.gap);
    check_notes(out, c, m);
    if (f.partial)
        outcome_reason(out, c->arena,
                       "cover: of some goods the source lacks the codes from before or after an HS "
                       "renumbering");
    if ((f.partial || f.gap) && t->kind == CLAIM_ZERO && f.value == 0)
        out->value = NAN;
    if (f.years) {
        out->value = NAN;
        outcome_reason(out, c->arena,
                       "period: only annual figures are there, and a year is no part of a year");
    }
    if (!strcmp(t->says.unit, "items") && !ref_counts_pieces(out->unit)) {
        f.least = out->value = NAN;
        outcome_reason(out, c->arena,
                       arena_printf(c->arena, "unit: claimed in pieces, counted in %s", out->unit));
    }
    if (check_currency(out, c, t))
        f.least = out->value = NAN;
    *least = f.least;
    return 0;
}

/* A figure of another view, where it is of the same kind. */
static double other_level(const struct measured *m, const struct claim_test *t, struct window w,
                          double months, struct arena *a)
{
    if (!m->sum || check_other_currency(&t->says, unit_of(m)))
        return NAN;
    struct figure f = figure_in(m, w, 0, a);
    return f.years ? (double)NAN : f.value / months;
}

static int level_views(struct outcome *out, struct session *c, const struct claim_test *t,
                       const struct ask *q, struct window w, double months, struct err *err)
{
    struct ask other = *q;
    struct measured m;
    other.flow.flow = direction_of(q->flow.flow) == DIRECTION_IMPORT ? "export" : "import";
    TRY(measure(&m, c, &other, err));
    double v = other_level(&m, t, w, months, c->arena);
    outcome_alternative(
        out, c->arena,
        (struct alternative){
            .name = arena_printf(c->arena, "as the %ser reports it", other.flow.flow),
            .value = v,
            .why = isnan(v) ? "no such report" : NULL});
    other = *q;
    for (const char *p = t->code_sets; p && *p;) {
        const char *set = arena_strndup(c->arena, p, strcspn(p, ";"));
        other.flow.code = ref_codes(set, c->arena);
        TRY(measure(&m, c, &other, err));
        outcome_alternative(out, c->arena,
                            (struct alternative){.name = arena_printf(c->arena, "codes %s", set),
                                                 .value = other_level(&m, t, w, months, c->arena),
                                                 .why = m.why,
                                                 .another_claim = true});
        p += strcspn(p, ";");
        p += strspn(p, "; ");
    }
    return 0;
}

/* In the first year of a code offices go on with the one before: months without it say nothing. */
static int doubt_new_code(struct outcome *out, struct session *c, const struct claim_test *t,
                          const struct measured *m, struct window w, struct err *err)
{
    struct ref *r;
    int year = 0, empty = 0, first, last;
    struct window months = window_months(w);
    if (!m->sum || m->sum->freq != 'M' || !t->code || strlen(t->code) != 6 ||
        out->verdict < VERDICT_NOT_REPRODUCED || !(out->value < t->says.claimed))
        return 0;
    TRY(session_reference(c, &r, err));
    TRY(ref_code_born(r, &year, t->code, err));
    first = period_index(months.from);
    last = period_index(months.until);
    for (int i = first; i <= last; i++) {
        int at = i - m->sum->first;
        empty += at < 0 || at >= m->sum->n || !(m->sum->value[at] > 0);
    }
    if (!year || months.from / 100 > year || 3 * empty < last - first + 1)
        return 0;
    out->verdict = VERDICT_CANNOT_TELL;
    outcome_reason(out, c->arena,
                   arena_printf(c->arena,
                                "code: %s came with the HS of %d, and nothing is reported under it "
                                "in %d of %d months: the office may have gone on with the code "
                                "before it",
                                t->code, year, empty, last - first + 1));
    return 0;
}

/* What the other side's own report says is not contradicted. */
static void take_other_report(struct outcome *out, struct session *c)
{
    for (int i = 0; i < out->alternative_count && out->verdict >= VERDICT_NOT_REPRODUCED; i++)
        if (!out->alternatives[i].another_claim && out->alternatives[i].exact) {
            out->verdict = VERDICT_CONSISTENT;
            outcome_reason(
                out, c->arena,
                arena_printf(c->arena, "source: %s it holds", out->alternatives[i].name));
        }
}

/* The figure of one period as the statistics print it. */
static double printed_in(const struct measured *m, struct window w, struct arena *a)
{
    if (!m->sum)
        return NAN;
    struct figure f = figure_in(m, w, 0, a);
    return f.years || f.gap ? (double)NAN : is_over_edge(m, &f) ? m->codes_sum : f.value;
}

/* "rose to 14.5 billion in 2022": against the year before; what is not known takes from how sure a
 * level is that was borne out. */
static int judge_moved(struct outcome *out, struct session *c, const struct claim_test *t,
                       const struct ask *q, const struct measured *m, struct window w,
                       const char **from, struct err *err)
{
    struct measured before;
    struct ask other = *q;
    bool rose = t->moved && !strcmp(t->moved, "rose");
    int back = period_is_month(w.from) ? 100 : 1;
    *from = "";
    if (!t->moved)
        return 0;
    if (!rose && strcmp(t->moved, "fell") != 0) {
        err_set(err, ERR_USAGE, "moved: '%s' is neither rose nor fell", t->moved);
        return err_subject(err, t->moved);
    }
    if (!m->sum || out->at_least || out->verdict > VERDICT_CONSISTENT)
        return 0;
    other.asked[0] = (struct window){w.from - back, w.until - back};
    other.asked[1] = w;
    TRY(measure(&before, c, &other, err));
    double now = printed_in(m, w, c->arena), then = printed_in(&before, other.asked[0], c->arena);
    if (isnan(now) || isnan(then)) {
        out->verdict = VERDICT_CONSISTENT;
        outcome_reason(out, c->arena,
                       arena_printf(c->arena,
                                    "sentence: that it %s is not borne out: there is no figure of "
                                    "the year before that this can be compared with",
                                    t->moved));
    } else if (rose ? now < then : now > then) {
        out->verdict = VERDICT_CONTRADICTED;
        *from = arena_printf(c->arena, ", %s from %s a year before", rose ? "down" : "up",
                             check_amount(c->arena, then, m->sum->measured_in));
        outcome_reason(out, c->arena,
                       arena_printf(c->arena, "sentence: it %s to that", rose ? "fell" : "rose"));
    }
    return 0;
}

/* "more than 100 million in every month": the month that bears it out least. */
static int take_each(struct outcome *out, struct session *c, const struct claim_test *t,
                     const struct measured *m, struct window months, int *at, struct err *err)
{
    *at = 0;
    if (!t->each)
        return 0;
    if (strcmp(t->each, "month") != 0) {
        err_set(err, ERR_USAGE, "each: '%s' is no month", t->each);
        return err_subject(err, t->each);
    }
    if (!m->sum || m->sum->freq != 'M' || isnan(out->value)) {
        out->value = NAN;
        return 0;
    }
    double middle = isfinite(t->says.high) ? (t->says.low + t->says.high) / 2 : INFINITY;
    bool least = !isfinite(t->says.high), most = t->says.low <= 0;
    double worst = -INFINITY;
    for (int i = period_index(months.from); i <= period_index(months.until); i++) {
        int month = period_of(i, 'M');
        double v = figure_in(m, (struct window){month, month}, 0, c->arena).value;
        double off = least ? -v : most ? v : fabs(v - middle);
        if (!(off > worst))
            continue;
        worst = off;
        out->value = v;
        *at = month;
    }
    return 0;
}

int check_level(struct outcome *out, struct session *c, const struct claim_test *t, struct err *err)
{
    struct window w, months;
    int month;
    char when[16];
    const char *from;
    struct measured m;
    struct ask q;
    double least;
    TRY(ask_of(&q, t, c->arena, err));
    TRY(check_window(&w, t->period, "period", err));
    TRY(check_figure(out, c, t, &q, w, &m, &least, err));
    months = window_months(w);
    bool a_month = t->says.per_month && !t->each;
    double by = a_month ? period_index(months.until) - period_index(months.from) + 1 : 1;
    out->value /= by;
    TRY(take_each(out, c, t, &m, months, &month, err));
    if (!t->each) {
        check_take_least(out, &t->says, least, by);
        TRY(level_views(out, c, t, &q, w, by, err));
    }
    outcome_judge(out, &t->says, c->arena);
    take_other_report(out, c);
    TRY(doubt_new_code(out, c, t, &m, w, err));
    TRY(judge_moved(out, c, t, &q, &m, w, &from, err));
    check_explain(out, c, t, &m);
    out->words = isnan(out->value)
                     ? arena_printf(c->arena, "no figure of %s to %s, %s, in %s%s", t->from, t->to,
                                    check_goods(t), t->each ? "every month of " : "", t->period)
                     : arena_printf(c->arena, "%s%s%s in %s%s", out->at_least ? "at least " : "",
                                    check_amount(c->arena, out->value, out->unit),
                                    by > 1 ? " a month" : "",
                                    month ? period_text(when, month) : t->period, from);
    return out->verdict == VERDICT_CANNOT_TELL && !out->need_count
               ? check_need(out, c, t, t->period, err)
               : 0;
}
