/* fair.h - what a flow would have cost at the price of its peers.
 *
 * The Joint Research Centre's estimated monthly prices take the flows of one product and origin in
 * one month to all member states; here a flow is left out of its own price.  Peers are the flows of
 * the same period from the same exporter to other importers, or to the same importer from other
 * exporters, whichever are more.  (C. Arsenis, D. Perrotta and F. Torti, EUR 27696 EN, 2015.)
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_PRICE_FAIR_H
#define APP_PRICE_FAIR_H

#include "app/price/prices.h"

struct fair {
    const struct price_flow *flow;
    const char *of; /* "exporter" or "importer": what its peers share with it */
    int peers;
    double price, low, high; /* 95 % */
    double at_stake;         /* its value less its quantity at that price */
};

/* Of each flow with peers enough, the largest stake first. */
int fair_read(struct fair **out, const struct prices *p);

#endif
