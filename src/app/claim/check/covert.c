/* covert.c - what one report does not say: exports that never arrived, goods that went round.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/claim/check/check.h"
#include "app/claim/measure.h"
#include "app/divert/total.h"
#include "app/mirror/mirror.h"

/* A share with an interval: where that leaves the claim open, it cannot be told. */
static void judge(struct outcome *out, struct session *c, const struct claim_test *t, double low,
                  double high)
{
    outcome_judge(out, &t->says, c->arena);
    out->low = low;
    out->high = high;
    if (isnan(low) || said_holds(&t->says, out->value) || high < t->says.low || low > t->says.high)
        return;
    out->verdict = VERDICT_CANNOT_TELL;
    outcome_reason(out, c->arena, "the interval of the share holds what was claimed too");
}

/* Data that are not there are an answer; what else fails is a fault. */
static int not_there(struct outcome *out, struct session *c, const struct claim_test *t,
                     const char *period, int rc, const struct err *why, struct err *err)
{
    if (rc != ERR_NOT_FOUND && rc != ERR_CONFLICT)
        return *err = *why, rc;
    out->verdict = VERDICT_CANNOT_TELL;
    out->words = "the store does not hold both";
    outcome_reason(out, c->arena, arena_strdup(c->arena, why->msg));
    return check_need(out, c, t, period, err);
}

/* --- exports that the importer's report lacks --- */

static void sum_gaps(struct outcome *out, double *low, double *high, const struct gaps *g,
                     struct arena *a)
{
    double value[SIDES] = {0}, gap = 0, least = 0, most = 0;
    const struct line *largest = NULL;
    int open = 0;
    for (int i = 0; i < g->count; i++) {
        const struct line *l = &g->line[i];
        if (!cause_is_open(l) && (!largest || fabs(l->gap) > fabs(largest->gap)))
            largest = l;
        for (int k = 0; k < SIDES; k++)
            value[k] += l->value[k];
        gap += l->gap;
        least += l->low;
        most += l->high;
        open += cause_is_open(l);
    }
    double x = value[SIDE_EXPORTER];
    out->value = x > 0 ? -gap / x : (double)NAN;
    *low = x > 0 ? -most / x : (double)NAN;
    *high = x > 0 ? -least / x : (double)NAN;
    out->words = arena_printf(
        a, "exporters report %s, importers %s: after freight and insurance %s",
        check_amount(a, x, g->pairs.currency),
        check_amount(a, value[SIDE_IMPORTER], g->pairs.currency),
        out->value < 0 ? arena_printf(a, "%.1f %% more than was exported", -100 * out->value)
                       : arena_printf(a,
                                      "%.1f %% of the exports are not in the "
                                      "importers' report",
                                      100 * out->value));
    if (largest)
        outcome_reason(out, a,
                       arena_printf(a,
                                    "mirror: a benign cause fits %d of %d rows, of the largest: %s",
                                    g->count - open, g->count, largest->cause));
}

int check_mirror_gap(struct outcome *out, struct session *c, const struct claim_test *t,
                     struct err *err)
{
    struct window w;
    struct ask q;
    struct gaps g;
    struct err why = {0};
    double low, high;
    TRY(ask_of(&q, t, c->arena, err));
    TRY(check_window(&w, t->period, "period", err));
    q.flow.measure = MEASURE_VALUE;
    int rc = mirror_read(&g, c, &q.flow, w, "code", false, &why);
    if (rc)
        return not_there(out, c, t, t->period, rc, &why, err);
    out->unit = "%";
    sum_gaps(out, &low, &high, &g, c->arena);
    out->sources = g.pairs.sources[SIDE_IMPORTER];
    judge(out, c, t, low, high);
    return isnan(out->value) ? check_need(out, c, t, t->period, err) : 0;
}

/* --- what intermediaries received of a fall --- */

static int find_of(bool *gross, const struct claim_test *t, struct err *err)
{
    *gross = t->of && !strcmp(t->of, "gross");
    if (*gross || !t->of || !strcmp(t->of, "net"))
        return 0;
    err_set(err, ERR_USAGE, "of: '%s' is neither gross nor net", t->of);
    return err_subject(err, t->of);
}

static void take_share(struct outcome *out, const struct displaced *d, bool gross,
                       const char *currency, struct arena *a)
{
    bool net = !gross && !isnan(d->net);
    out->value = net ? d->net : d->gross;
    out->proxy = !gross && !net;
    out->words = isnan(out->value)
                     ? "the direct flow did not fall"
                     : arena_printf(a,
                                    "the direct flow fell by %s; intermediaries received %s more, "
                                    "%.1f %% of that%s",
                                    check_amount(a, d->direct_before - d->direct_after, currency),
                                    check_amount(a, d->after - d->before, currency), 100 * d->gross,
                                    net ? arena_printf(a,
                                                       ", and %.1f %% beyond what other goods "
                                                       "to there did",
                                                       100 * d->net)
                                        : "");
    if (out->proxy)
        outcome_reason(out, a,
                       "control: no other goods to there are in the store, or all were asked for: "
                       "the share is gross, of all that rose");
    if (d->without)
        outcome_reason(out, a,
                       arena_printf(a, "control: %d intermediaries have no other goods to compare",
                                    d->without));
}

int check_diverted(struct outcome *out, struct session *c, const struct claim_test *t,
                   struct err *err)
{
    struct divert_params *q = arena_new(c->arena, struct divert_params);
    struct legs *l = arena_new(c->arena, struct legs);
    struct ask ask;
    struct chains o;
    struct displaced *list;
    struct err why = {0};
    bool gross;
    TRY(ask_of(&ask, t, c->arena, err));
    TRY(find_of(&gross, t, err));
    *q = (struct divert_params){
        .flow = ask.flow, .via = t->via, .since = t->since, .within = 12, .fdr = 0.05};
    q->flow.measure = MEASURE_VALUE;
    int rc = legs_read(l, c, q, &why);
    if (!rc)
        rc = chains_read(&o, l, &why);
    if (rc)
        return not_there(out, c, t, t->since, rc, &why, err);
    const struct displaced *all = NULL;
    int n = displaced_read(&list, &o);
    all = &list[n - 1];
    out->unit = "%";
    out->sources = l->sources;
    take_share(out, all, gross, l->currency, c->arena);
    judge(out, c, t, gross || out->proxy ? (double)NAN : all->net_low,
          gross || out->proxy ? (double)NAN : all->net_high);
    return isnan(out->value) ? check_need(out, c, t, t->since, err) : 0;
}
