/* prices.h - the flows of one family of goods, with what each was traded at.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_PRICE_PRICES_H
#define APP_PRICE_PRICES_H

#include "app/flow/select.h"

struct price_params {
    struct words words;
    struct flow_params flow;
    const char *period, *per, *by;
    bool fair;
};

/* One exporter, importer and period. */
struct price_flow {
    int exporter, importer, period;
    const char *unit;
    double value, quantity;
};

struct prices {
    const struct price_params *q;
    struct session *session;
    struct arena *arena;
    struct window w;
    struct units units;
    const struct areas *areas;
    const char *per, *valuation, *sources;
    struct price_flow *flow; /* by exporter, importer and period */
    int count, silent;       /* silent: with a value and no quantity */
    int *without;            /* exporters of those, one for each series */
    int without_count;
    const char
        *unstated; /* of these, who has no other flow in the report that is read; NULL: none */
    bool mixed;    /* of several valuations */
};

/* Reads what was asked.  ERR_USAGE: it is of several families; ERR_CONFLICT: in several units of
 * quantity. */
int prices_read(struct prices *out, struct err *err) MUST_CHECK;

#endif
