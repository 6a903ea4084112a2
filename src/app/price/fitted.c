/* SPDX-License-Identifier: Apache-2.0 */
#include "app/price/fitted.h"

#include <string.h>

static const double level = 0.01; /* that any flow is called off where none is */

bool prices_fit(struct fitted *out, const struct prices *p, const struct price_flow *like,
                same_key same)
{
    size_t size = 1;
    for (int i = 0; i < p->count; i++)
        size += !same || same(&p->flow[i], like);
    double *quantity = arena_array(p->arena, double, size),
           *value = arena_array(p->arena, double, size);
    *out = (struct fitted){.flow = arena_array(p->arena, const struct price_flow *, size)};
    for (int i = 0; i < p->count; i++)
        if (!same || same(&p->flow[i], like)) {
            quantity[out->count] = p->flow[i].quantity;
            value[out->count] = p->flow[i].value;
            out->flow[out->count++] = &p->flow[i];
        }
    return price_fit(&out->fit, quantity, value, out->count, level, p->arena);
}

int prices_too_few(const struct prices *p, struct err *err)
{
    err_set(err, ERR_NOT_FOUND, "%d flows have a value and a %s: a price needs %d", p->count,
            strcmp(p->q->per, "kg") ? "quantity" : "weight", PRICE_LEAST);
    return err_hint(err, "%s",
                    p->unstated ? prices_other_side(p)
                    : p->count  ? "ask for more periods, exporters or importers"
                                : "their sources may state others: --per kg, unit or piece");
}

const char *prices_other_side(const struct prices *p)
{
    const char *flow = p->q->flow.flow;
    return !flow ? "the report that is read does not state it; --flow import, or "
                   "export, reads the other side's"
           : !strcmp(flow, "import") ? "the importers do not state it; --flow export reads the "
                                       "exporter's report"
                                     : "the exporters do not state it; --flow import reads the "
                                       "importer's report";
}
