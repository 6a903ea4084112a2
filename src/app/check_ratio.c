/* check_ratio.c - one period over another, and the same computed otherwise.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/check.h"
#include "app/measure.h"

/* --- one period over another --- */

struct ratio {
    double value;
    bool years, partial;
    const char *why;
};

static struct ratio ratio_in(const struct measured *m, struct window now, struct window then,
                             int shift, struct arena *a)
{
    if (!m->sum)
        return (struct ratio){.value = NAN, .why = m->why};
    struct figure x = figure_in(m, now, shift, a), y = figure_in(m, then, shift, a);
    double value = y.value > 0 ? x.value / y.value : x.value > 0 ? INFINITY : (double)NAN;
    if (isnan(x.value) || isnan(y.value))
        value = NAN;
    return (struct ratio){value, x.years || y.years, x.partial || y.partial, x.why ? x.why : y.why};
}

static void add_ratio(struct outcome *o, struct check *c, const char *name, struct ratio r,
                      bool another)
{
    outcome_alternative(o, c->arena,
                        (struct alternative){.name = name,
                                             .value = r.value,
                                             .why = isnan(r.value) ? r.why : NULL,
                                             .another_claim = another});
}

static int try_ask(struct outcome *o, struct check *c, const struct ask *q, struct window now,
                   struct window then, const char *name, bool another, struct err *err)
{
    struct measured m;
    TRY(measure(&m, q, c->arena, err));
    add_ratio(o, c, name, ratio_in(&m, now, then, 0, c->arena), another);
    return 0;
}

/* One code of a family: its own rows only. */
static int try_code(struct outcome *o, struct check *c, const struct ask *q, struct window now,
                    struct window then, struct err *err)
{
    double x, y;
    TRY(measure_code(&x, q, now, c->arena, err));
    TRY(measure_code(&y, q, then, c->arena, err));
    struct ratio r = {y > 0 ? x / y : (double)NAN, false, false,
                      "the code has no rows in one period"};
    add_ratio(o, c, arena_printf(c->arena, "code %s alone, not its family", q->code), r, false);
    return 0;
}

/* Other sets of goods that the claim may mean: named in the file, and the heading. */
static int try_codes(struct outcome *o, struct check *c, const struct claim_test *t,
                     const struct ask *q, struct window now, struct window then, struct err *err)
{
    struct ask other = *q;
    for (const char *p = t->code_sets; p && *p;) {
        size_t n = strcspn(p, ";");
        struct claim_test set = *t;
        set.code = arena_strndup(c->arena, p, n);
        other.code = ask_of(&set, c->store, c->arena).code;
        TRY(try_ask(o, c, &other, now, then, arena_printf(c->arena, "codes %s", set.code), true,
                    err));
        p += n;
        p += strspn(p, "; ");
    }
    if (q->code && strlen(q->code) == 6 && !strchr(q->code, ',')) {
        other.code = arena_strndup(c->arena, q->code, 4);
        TRY(try_ask(o, c, &other, now, then, arena_printf(c->arena, "heading %s", other.code), true,
                    err));
    }
    return 0;
}

static int try_views(struct outcome *o, struct check *c, const struct measured *m,
                     const struct ask *q, struct window now, struct window then, struct err *err)
{
    struct ask other = *q;
    const char **days = NULL;
    int count;
    if (q->measure == MEASURE_VALUE || q->measure == MEASURE_WEIGHT) {
        bool value = q->measure == MEASURE_VALUE;
        other.measure = value ? MEASURE_WEIGHT : MEASURE_VALUE;
        TRY(try_ask(o, c, &other, now, then, value ? "by net weight" : "by value", false, err));
    }
    other = *q;
    other.flow = m->flow && !strcmp(m->flow, "import") ? "export" : "import";
    TRY(try_ask(o, c, &other, now, then,
                arena_printf(c->arena, "as the %ser reports it", other.flow), false, err));
    TRY(measure_vintages(&days, &count, c->store, c->arena, err));
    for (int i = 0; i < count; i++) {
        other = *q;
        other.as_of = days[i];
        TRY(try_ask(o, c, &other, now, then, arena_printf(c->arena, "as published by %s", days[i]),
                    false, err));
    }
    if (m->sum && m->sum->freq == 'M') {
        add_ratio(o, c, "a month earlier", ratio_in(m, now, then, -1, c->arena), false);
        add_ratio(o, c, "a month later", ratio_in(m, now, then, 1, c->arena), false);
    }
    return 0;
}

void check_explain(struct outcome *o, struct check *c, const struct claim_test *t,
                   const struct measured *m)
{
    bool set = false;
    for (int i = 0; i < o->alternative_count; i++)
        set |= o->alternatives[i].another_claim && o->alternatives[i].exact;
    bool bad = o->verdict >= VERDICT_NOT_REPRODUCED;
    if (bad && t->code_sets)
        outcome_reason(o, c->arena,
                       "code set: the claim does not name its goods, and the number follows them");
    else if (bad && set)
        outcome_reason(o, c->arena, "code set: other goods give the number claimed");
    if (bad && t->kind == CLAIM_UNIT_VALUE)
        outcome_reason(o, c->arena,
                       "unit: measured per kg; per piece it may differ, and pieces are not there");
    for (int i = 0; i < o->alternative_count && bad; i++)
        if (!o->alternatives[i].another_claim && o->alternatives[i].exact)
            outcome_reason(o, c->arena,
                           arena_printf(c->arena, "%s it holds", o->alternatives[i].name));
    if (bad && m->sum)
        outcome_reason(o, c->arena,
                       arena_printf(c->arena,
                                    "source: %s figures here as %s reports them, valued %s; the "
                                    "claim may rest on another source or a later revision",
                                    m->sum->freq == 'M' ? "monthly" : "annual", m->reporter,
                                    m->valuation));
    if (t->code_note)
        outcome_reason(o, c->arena, t->code_note);
}

static const char *ratio_words(struct check *c, const struct claim_test *t, const struct outcome *o)
{
    if (isnan(o->value))
        return arena_printf(c->arena, "no figure of %s to %s, %s, for both periods", t->from, t->to,
                            check_goods(t));
    if (isinf(o->value))
        return arena_printf(c->arena, "%s against nothing in %s", t->period, t->with);
    return arena_printf(c->arena, "%s over %s%s: %s times (%+.1f %%)", t->period, t->with,
                        o->proxy ? ", by a stand-in" : "", check_ratio_text(o->value, c->arena),
                        100 * (o->value - 1));
}

/* Where pieces are not counted, values stand in. */
static int stand_in(struct outcome *o, struct check *c, struct ask *q, struct measured *m,
                    struct err *err)
{
    q->measure = MEASURE_VALUE;
    TRY(measure(m, q, c->arena, err));
    o->proxy = true;
    outcome_reason(o, c->arena,
                   "unit: the claim counts pieces, which no source here states; value stands in");
    return 0;
}

int check_ratio(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err)
{
    struct window now, then;
    struct measured m;
    struct ask q = ask_of(t, c->store, c->arena);
    bool pieces = q.measure == MEASURE_QUANTITY;
    TRY(check_window(&now, t->period, "period", err));
    TRY(check_window(&then, t->with, "with", err));
    TRY(measure(&m, &q, c->arena, err));
    if (pieces && (!m.sum || isnan(ratio_in(&m, now, then, 0, c->arena).value)))
        TRY(stand_in(out, c, &q, &m, err));
    struct ratio r = ratio_in(&m, now, then, 0, c->arena);
    out->value = r.value;
    out->low = out->high = NAN;
    out->unit = "x";
    out->sources = m.sources;
    out->proxy |= r.years;
    if (r.years)
        outcome_reason(out, c->arena,
                       "period: only annual figures are there; whole years stand in for months");
    if (isnan(r.value) && r.why)
        outcome_reason(out, c->arena, r.why);
    if (r.partial)
        outcome_reason(out, c->arena,
                       "cover: some families are held on one side of a renumbering only");
    if (m.several_codes && q.code && strlen(q.code) == 6 && !out->proxy)
        TRY(try_code(out, c, &q, now, then, err));
    TRY(try_codes(out, c, t, &q, now, then, err));
    TRY(try_views(out, c, &m, &q, now, then, err));
    outcome_judge(out, &t->says, c->arena);
    check_explain(out, c, t, &m);
    out->words = ratio_words(c, t, out);
    if (out->verdict != VERDICT_CANNOT_TELL && !out->proxy)
        return 0;
    TRY(check_need(out, c, t, t->period, err));
    return check_need(out, c, t, t->with, err);
}
