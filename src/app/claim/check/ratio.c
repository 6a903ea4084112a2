/* ratio.c - one period over another, and the same computed otherwise.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/claim/check/check.h"
#include "app/claim/measure.h"

/* A claim that is computed in several ways. */
struct growth {
    struct session *session;
    struct outcome *out;
    struct window now, then;
    double base; /* as the claim has it */
    int clean;   /* the alternative without renumbered families; -1: none */
};

struct ratio {
    double value;
    bool years, partial, means;
    const char *why, *gap;
};

/* Windows of unequal length are compared by their means. */
static struct ratio ratio_in(const struct measured *m, const struct growth *g, int shift)
{
    if (!m->sum)
        return (struct ratio){.value = NAN, .why = m->why};
    struct figure x = figure_in(m, g->now, shift, g->session->arena);
    struct figure y = figure_in(m, g->then, shift, g->session->arena);
    if (x.years && y.years && g->now.from / 100 == g->then.from / 100 &&
        g->now.until / 100 == g->then.until / 100)
        return (struct ratio){.value = NAN, .years = true, .why = "both periods lie in one year"};
    bool means = x.periods != y.periods && !m->per_kg;
    double a = means ? x.value / x.periods : x.value, b = means ? y.value / y.periods : y.value;
    double value = b > 0 ? a / b : a > 0 ? INFINITY : (double)NAN;
    if (isnan(x.value) || isnan(y.value))
        value = NAN;
    const char *why = x.why          ? x.why
                      : y.why        ? y.why
                      : isnan(value) ? "nothing in both periods"
                                     : NULL;
    return (struct ratio){value, x.years || y.years,   x.partial || y.partial, means,
                          why,   x.gap ? x.gap : y.gap};
}

/* --- otherwise --- */

static void add_ratio(struct growth *g, const char *name, struct ratio r, bool another)
{
    outcome_alternative(g->out, g->session->arena,
                        (struct alternative){.name = name,
                                             .value = r.value,
                                             .why = isnan(r.value) ? r.why : NULL,
                                             .another_claim = another});
}

static int try_ask(struct growth *g, const struct ask *q, const char *name, bool another,
                   struct err *err)
{
    struct measured m;
    TRY(measure(&m, g->session, q, err));
    add_ratio(g, name, ratio_in(&m, g, 0), another);
    return 0;
}

static bool is_one_code(const char *code)
{
    return code && strlen(code) == 6 && !strchr(code, ',');
}

/* The code without its family, its heading and its neighbours there. */
static int try_code(struct growth *g, const struct measured *m, const struct ask *q,
                    struct err *err)
{
    struct arena *a = g->session->arena;
    struct ask other = *q;
    const char **near = NULL;
    int count;
    if (m->several_codes) {
        other.alone = true;
        TRY(try_ask(g, &other, arena_printf(a, "code %s alone, not its family", q->flow.code),
                    false, err));
        other.alone = false;
    }
    other.flow.code = arena_strndup(a, q->flow.code, 4);
    TRY(try_ask(g, &other, arena_printf(a, "heading %s", other.flow.code), true, err));
    TRY(store_neighbours(g->session->store, &near, &count, q->flow.code, a, err));
    for (int i = 0; i < count; i++) {
        other.flow.code = near[i];
        TRY(try_ask(g, &other, arena_printf(a, "neighbouring code %s", near[i]), true, err));
    }
    return 0;
}

/* Other sets of goods that the claim may mean. */
static int try_sets(struct growth *g, const struct claim_test *t, const struct ask *q,
                    struct err *err)
{
    struct arena *a = g->session->arena;
    struct ask other = *q;
    for (const char *p = t->code_sets; p && *p;) {
        const char *set = arena_strndup(a, p, strcspn(p, ";"));
        other.flow.code = ref_codes(set, a);
        TRY(try_ask(g, &other, arena_printf(a, "codes %s", set), true, err));
        p += strcspn(p, ";");
        p += strspn(p, "; ");
    }
    return 0;
}

/* What was published before counts where it differs. */
static int try_vintages(struct growth *g, const struct ask *q, struct err *err)
{
    const char **days = NULL;
    int count;
    TRY(store_vintages(g->session->store, &days, &count, g->session->arena, err));
    for (int i = 0; i < count; i++) {
        struct measured m;
        struct ask other = *q;
        other.flow.as_of = days[i];
        TRY(measure(&m, g->session, &other, err));
        struct ratio r = ratio_in(&m, g, 0);
        if (r.value != g->base)
            add_ratio(g, arena_printf(g->session->arena, "as published by %s", days[i]), r, false);
    }
    return 0;
}

static int try_views(struct growth *g, const struct measured *m, const struct ask *q,
                     struct err *err)
{
    struct ask other = *q;
    bool value = q->flow.measure == MEASURE_VALUE;
    if (value || q->flow.measure == MEASURE_WEIGHT) {
        other.flow.measure = value ? MEASURE_WEIGHT : MEASURE_VALUE;
        TRY(try_ask(g, &other, value ? "by net weight" : "by value", false, err));
    }
    other = *q;
    other.flow.flow = m->flow == DIRECTION_IMPORT ? "export" : "import";
    TRY(try_ask(g, &other,
                arena_printf(g->session->arena, "as the %ser reports it", other.flow.flow), false,
                err));
    TRY(try_vintages(g, q, err));
    if (m->sum && m->sum->freq == 'M') {
        add_ratio(g, "a month earlier", ratio_in(m, g, -1), false);
        add_ratio(g, "a month later", ratio_in(m, g, 1), false);
    }
    return 0;
}

/* Where months are missing in one period, the months that both have. */
static void try_common(struct growth *g, const struct measured *m)
{
    struct window now = window_months(g->now), then = window_months(g->then);
    int length = period_index(now.until) - period_index(now.from) + 1, both = 0;
    double a = 0, b = 0;
    if (!m->sum || m->sum->freq != 'M' || m->per_kg ||
        length != period_index(then.until) - period_index(then.from) + 1)
        return;
    for (int i = 0; i < length; i++) {
        int x = period_of(period_index(now.from) + i, 'M'),
            y = period_of(period_index(then.from) + i, 'M');
        double u = figure_in(m, (struct window){x, x}, 0, g->session->arena).value;
        double v = figure_in(m, (struct window){y, y}, 0, g->session->arena).value;
        if (isnan(u) || isnan(v))
            continue;
        both++;
        a += u;
        b += v;
    }
    if (both && both < length)
        add_ratio(g,
                  arena_printf(g->session->arena, "over the %d of %d months that both have", both,
                               length),
                  (struct ratio){.value = b > 0 ? a / b : (double)NAN}, true);
}

/* --- reasons --- */

void check_explain(struct outcome *o, struct session *c, const struct claim_test *t,
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

void check_notes(struct outcome *o, struct session *c, const struct measured *m)
{
    for (int i = 0; i < m->notes.count; i++)
        outcome_reason(o, c->arena, arena_printf(c->arena, "total: %s", m->notes.note[i].text));
}

static const char *ratio_words(struct session *c, const struct claim_test *t,
                               const struct outcome *o)
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

/* Where codes were renumbered, a ratio over both sides stands only if that of the others is near.
 */
static void try_clean(struct growth *g, const struct measured *m)
{
    struct measured clean = *m;
    clean.sum = m->clean;
    clean.part_count = 0;
    clean.why = "of all goods the source lacks the codes from before or after an HS renumbering";
    g->clean = g->out->alternative_count;
    add_ratio(g, "families without a renumbering", ratio_in(&clean, g, 0), false);
}

static void judge_clean(struct growth *g)
{
    const struct alternative *x = g->clean >= 0 ? &g->out->alternatives[g->clean] : NULL;
    if (!x || x->exact)
        return;
    outcome_reason(g->out, g->session->arena,
                   "renumbering: without the goods whose codes were renumbered it is another "
                   "figure");
    if (!x->holds && g->out->verdict <= VERDICT_CONSISTENT)
        g->out->verdict = VERDICT_CANNOT_TELL;
}

static void give_reasons(struct growth *g, const struct ratio *r)
{
    struct arena *a = g->session->arena;
    if (r->years)
        outcome_reason(g->out, a,
                       "period: only annual figures are there; whole years stand in for months");
    if (isnan(r->value) && r->why)
        outcome_reason(g->out, a, r->why);
    if (r->gap)
        outcome_reason(g->out, a, r->gap);
    if (r->partial)
        outcome_reason(g->out, a,
                       "cover: of some goods the source lacks the codes from before or after an HS "
                       "renumbering");
    if (r->means)
        outcome_reason(g->out, a, "length: the periods differ in it; their means are compared");
}

/* Where pieces are not counted, values stand in. */
static int measure_base(struct growth *g, struct measured *m, struct ask *q, struct err *err)
{
    TRY(measure(m, g->session, q, err));
    bool counted = m->sum && ref_counts_pieces(m->sum->measured_in);
    if (q->flow.measure != MEASURE_QUANTITY || counted)
        return 0;
    bool stated = m->sum != NULL;
    q->flow.measure = MEASURE_VALUE;
    TRY(measure(m, g->session, q, err));
    g->out->proxy = true;
    outcome_reason(g->out, g->session->arena,
                   stated
                       ? "unit: the claim counts pieces, the source counts otherwise; value stands "
                         "in"
                       : "unit: the claim counts pieces, which no source here states; value "
                         "stands in");
    return 0;
}

/* Families that reach over the edge of a heading may do so in either period: as they do in that in
 * which more is in or out. */
static int look_over_edge(struct measured *m, struct session *c, const struct ask *q,
                          struct err *err)
{
    struct measured base;
    struct ask other = *q;
    double apart = fabs(m->families_sum - m->codes_sum), most = fmax(m->families_sum, m->codes_sum);
    if (!m->sum || !(most > 0) || !q->asked[1].from)
        return 0;
    other.asked[0] = q->asked[1];
    other.asked[1] = q->asked[0];
    TRY(measure(&base, c, &other, err));
    if (fabs(base.families_sum - base.codes_sum) * most >
        apart * fmax(base.families_sum, base.codes_sum)) {
        m->families_sum = base.families_sum;
        m->codes_sum = base.codes_sum;
    }
    return 0;
}

int check_ratio(struct outcome *out, struct session *c, const struct claim_test *t, struct err *err)
{
    struct growth g = {.session = c, .out = out, .clean = -1};
    struct measured m;
    struct ask q;
    TRY(ask_of(&q, t, c->arena, err));
    TRY(check_window(&g.now, t->period, "period", err));
    TRY(check_window(&g.then, t->with, "with", err));
    TRY(measure_base(&g, &m, &q, err));
    TRY(look_over_edge(&m, c, &q, err));
    struct ratio r = ratio_in(&m, &g, 0);
    g.base = out->value = r.value;
    out->unit = "x";
    out->sources = m.sources;
    out->proxy |= r.years;
    give_reasons(&g, &r);
    check_notes(out, c, &m);
    if (r.partial)
        try_clean(&g, &m);
    if (isnan(r.value))
        try_common(&g, &m);
    if (isinf(r.value))
        outcome_reason(out, c->arena, "the earlier period holds nothing: any growth is infinite");
    if (t->kind == CLAIM_UNIT_VALUE && t->unit) {
        out->proxy = true;
        outcome_reason(out, c->arena, "unit: the claim is per piece; value per kg stands in");
    }
    if (is_one_code(q.flow.code))
        TRY(try_code(&g, &m, &q, err));
    TRY(try_sets(&g, t, &q, err));
    TRY(try_views(&g, &m, &q, err));
    outcome_judge(out, &t->says, c->arena);
    judge_clean(&g);
    out->words = ratio_words(c, t, out);
    TRY(check_price(out, c, t, &m, g.now, err));
    check_explain(out, c, t, &m);
    if (out->verdict != VERDICT_CANNOT_TELL && !out->proxy)
        return 0;
    TRY(check_need(out, c, t, t->period, err));
    return check_need(out, c, t, t->with, err);
}
