/* rank.c - places among exporters, destinations and goods.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/claim/check/check.h"
#include "app/claim/measure.h"

/* What is compared: the figure of the claim and those beside it. */
struct places {
    const char *of;
    struct measured own, others, world; /* world.sum NULL: there is no whole to compare with */
    double value;                       /* of own */
    double there;                       /* the sum of what is there, own among it */
    int above, beside;
};

/* A rank is among all exporters, destinations or goods, or among exporters that are named. */
static bool is_all(const char *of)
{
    return !strcmp(of, "exporters") || !strcmp(of, "destinations") || !strcmp(of, "goods");
}

static int asks(struct ask *others, const struct ask *q, const char *of, struct err *err)
{
    *others = *q;
    if (!strcmp(of, "destinations")) {
        others->by = PEER_DESTINATION;
        others->flow.to = NULL;
    } else if (!strcmp(of, "goods")) {
        if (!q->flow.code || strchr(q->flow.code, ',') || q->all_goods) {
            err_set(err, ERR_USAGE, "a place among goods is that of one code");
            return err_subject(err, of);
        }
        others->by = PEER_GOODS;
        others->digits = strlen(q->flow.code);
        others->flow.code = others->flow.list = others->flow.group = NULL;
    } else {
        others->flow.from = is_all(of) ? NULL : of;
    }
    return 0;
}

static bool is_own(const struct places *p, const char *what, const struct ask *q)
{
    if (!strcmp(p->of, "goods"))
        return !strncmp(what, q->flow.code, q->digits ? q->digits : strlen(q->flow.code));
    for (int i = 0; i < p->own.peer_count; i++)
        if (!strcmp(p->own.peer[i].what, what))
            return true;
    return false;
}

static void count_places(struct places *p, const struct ask *q, struct window w, struct arena *a)
{
    for (int i = 0; i < p->others.peer_count; i++) {
        const struct peer *x = &p->others.peer[i];
        double v = figure_at(&p->others, x, w, a).value;
        p->there += isnan(v) ? 0 : v;
        if (isnan(v) || is_own(p, x->what, q))
            continue;
        p->beside++;
        p->above += v > p->value;
    }
}

static bool is_printed(const struct places *p)
{
    return !strcmp(p->of, "goods") ? p->world.printed : p->world.world_printed;
}

/* Whether nobody who is not there can stand above: what is left of the whole is less than own. */
static bool is_sure(struct places *p, struct window w, struct arena *a)
{
    if (!is_all(p->of))
        return true;
    if (!p->world.sum || !is_printed(p) || p->world.flow != p->others.flow)
        return false;
    double whole = figure_in(&p->world, w, 0, a).value;
    return !isnan(whole) && whole - p->there < p->value;
}

static int measure_places(struct places *p, struct session *c, const struct ask *q, struct err *err)
{
    struct ask others, whole = *q, own = *q;
    TRY(asks(&others, q, p->of, err));
    own.by = others.by;
    own.digits = others.digits;
    if (is_all(p->of))
        TRY(check_whole(&whole, q, p->of, err));
    if (is_all(p->of))
        TRY(measure(&p->world, c, &whole, err));
    if (p->world.sum && is_printed(p)) /* one report of all */
        own.flow.flow = others.flow.flow = direction_name(p->world.flow);
    TRY(measure(&p->own, c, &own, err));
    return measure(&p->others, c, &others, err);
}

static const char *rank_words(const struct outcome *out, const struct places *p, bool sure,
                              const char *period, struct arena *a)
{
    if (isnan(out->value))
        return "no rank can be computed";
    const char *what = is_all(p->of) ? p->of : "exporters";
    return arena_printf(a, "%snumber %.0f of %d %s%s in %s", sure ? "" : "at best ", out->value,
                        p->beside + 1, what, sure ? "" : " that are there", period);
}

/* The place is at best that among those who are there. */
static void judge_at_best(struct outcome *out, const struct claim_test *t, struct places *p,
                          struct arena *a)
{
    out->verdict = out->value > t->says.high ? VERDICT_CONTRADICTED : VERDICT_CANNOT_TELL;
    outcome_reason(out, a,
                   arena_printf(a,
                                "source: the place is among the %d %s in the store, and nothing "
                                "proves that no other stands above",
                                p->beside + 1, is_all(p->of) ? p->of : "exporters"));
}

int check_rank(struct outcome *out, struct session *c, const struct claim_test *t, struct err *err)
{
    struct window w;
    struct ask q;
    struct places p = {.of = t->of ? t->of : "exporters"};
    bool sure = false;
    TRY(ask_of(&q, t, c->arena, err));
    TRY(check_window(&w, t->period, "period", err));
    TRY(measure_places(&p, c, &q, err));
    out->unit = "rank";
    out->sources = p.others.sources;
    if (p.own.sum && p.others.sum) {
        struct figure own = figure_in(&p.own, w, 0, c->arena);
        p.value = own.value;
        if (own.why)
            outcome_reason(out, c->arena, own.why);
        else
            count_places(&p, &q, w, c->arena);
        sure = is_sure(&p, w, c->arena);
    }
    if (p.beside)
        out->value = p.above + 1;
    else
        outcome_reason(out, c->arena,
                       !p.own.sum      ? p.own.why
                       : !p.others.sum ? p.others.why
                                       : "the store has no other with figures beside it");
    outcome_judge(out, &t->says, c->arena);
    if (!isnan(out->value) && !sure)
        judge_at_best(out, t, &p, c->arena);
    out->words = rank_words(out, &p, sure, t->period, c->arena);
    return out->verdict == VERDICT_CANNOT_TELL ? check_need(out, c, t, t->period, err) : 0;
}

/* "the largest buyer": a place among destinations. */
int check_destination_rank(struct outcome *out, struct session *c, const struct claim_test *t,
                           struct err *err)
{
    struct claim_test among = *t;
    if (!among.of || !is_all(among.of))
        among.of = "destinations";
    return check_rank(out, c, &among, err);
}

static int compared(struct measured *m, struct session *c, const struct claim_test *t,
                    const char *from, struct err *err)
{
    struct claim_test one = *t;
    struct ask q;
    one.from = from;
    TRY(ask_of(&q, &one, c->arena, err));
    return measure(m, c, &q, err);
}

/* "twice what B sells": both in one period, by one kind of report and in one currency. */
int check_compare(struct outcome *out, struct session *c, const struct claim_test *t,
                  struct err *err)
{
    struct window w;
    struct measured a, b;
    TRY(check_window(&w, t->period, "period", err));
    TRY(compared(&a, c, t, t->from, err));
    TRY(compared(&b, c, t, t->from_with, err));
    out->unit = "x";
    out->sources = a.sources;
    if (!a.sum || !b.sum) {
        outcome_reason(out, c->arena, a.sum ? b.why : a.why);
    } else if (strcmp(a.sum->measured_in, b.sum->measured_in) != 0) {
        outcome_reason(out, c->arena,
                       arena_printf(c->arena, "currency: %s beside %s", a.sum->measured_in,
                                    b.sum->measured_in));
        outcome_need(out, c->arena, "a table of monthly exchange rates: weir rates FILE");
    } else if (a.flow != b.flow) {
        outcome_reason(out, c->arena,
                       "source: one is as its exporter, one as its importer "
                       "reports it; --flow: import or export");
    } else {
        struct figure x = figure_in(&a, w, 0, c->arena), y = figure_in(&b, w, 0, c->arena);
        bool whole = x.years == y.years && x.periods == y.periods;
        out->value = whole && y.value > 0 ? x.value / y.value : (double)NAN;
        if (x.why || y.why || !whole)
            outcome_reason(out, c->arena,
                           x.why   ? x.why
                           : y.why ? y.why
                                   : "length: the periods with figures differ");
    }
    outcome_judge(out, &t->says, c->arena);
    out->words = isnan(out->value)
                     ? arena_printf(c->arena, "no figures of %s and %s beside each other", t->from,
                                    t->from_with)
                     : arena_printf(c->arena, "%s over %s in %s: %s times", t->from, t->from_with,
                                    t->period, check_ratio_text(out->value, c->arena));
    return out->verdict == VERDICT_CANNOT_TELL && !out->need_count
               ? check_need(out, c, t, t->period, err)
               : 0;
}
