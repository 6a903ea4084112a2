/* SPDX-License-Identifier: Apache-2.0 */
#include "app/price/fair.h"

#include <math.h>
#include <stdlib.h>

#include "stats/price.h"

static const double level = 0.01; /* of flows that are left out of a price as off it */

static int by_period(const void *x, const void *y)
{
    const struct price_flow *a = *(const struct price_flow *const *)x;
    const struct price_flow *b = *(const struct price_flow *const *)y;
    if (a->period != b->period)
        return a->period < b->period ? -1 : 1;
    return (a > b) - (a < b);
}

/* Those of one period that share a side with a flow. */
static int peers_of(double *quantity, double *value, const struct price_flow *const *list,
                    int count, const struct price_flow *f, bool exporter)
{
    int n = 0;
    for (int i = 0; i < count; i++) {
        const struct price_flow *x = list[i];
        if (x == f || (exporter ? x->exporter != f->exporter : x->importer != f->importer))
            continue;
        quantity[n] = x->quantity;
        value[n++] = x->value;
    }
    return n;
}

static bool fair_of(struct fair *out, const struct price_flow *const *list, int count,
                    const struct price_flow *f)
{
    CLEANUP(arena_free) struct arena own = {0};
    double *quantity = arena_array(&own, double, (size_t)count + 1);
    double *value = arena_array(&own, double, (size_t)count + 1);
    struct price_fit fit;
    int sent = peers_of(quantity, value, list, count, f, true);
    int received = peers_of(quantity, value, list, count, f, false);
    bool exporter = sent >= received;
    if (exporter)
        peers_of(quantity, value, list, count, f, true);
    int n = exporter ? sent : received;
    if (!price_fit(&fit, quantity, value, n, level, &own))
        return false;
    *out = (struct fair){f,        exporter ? "exporter" : "importer", n, fit.price, fit.low,
                         fit.high, f->value - fit.price * f->quantity};
    return true;
}

static int by_stake(const void *x, const void *y)
{
    const struct fair *a = x, *b = y;
    double u = fabs(a->at_stake), v = fabs(b->at_stake);
    return u != v ? (u > v ? -1 : 1) : (a->flow > b->flow) - (a->flow < b->flow);
}

int fair_read(struct fair **out, const struct prices *p)
{
    const struct price_flow **order = arena_array(p->arena, const struct price_flow *,
                                                  (size_t)p->count + 1);
    int n = 0;
    *out = arena_array(p->arena, struct fair, (size_t)p->count + 1);
    for (int i = 0; i < p->count; i++)
        order[i] = &p->flow[i];
    qsort(order, (size_t)p->count, sizeof *order, by_period);
    for (int i = 0, k; i < p->count; i = k) {
        for (k = i; k < p->count && order[k]->period == order[i]->period; k++)
            ;
        for (int t = i; t < k; t++)
            n += fair_of(&(*out)[n], order + i, k - i, order[t]);
    }
    qsort(*out, (size_t)n, sizeof **out, by_stake);
    return n;
}
