/* fitted.h - flows with the price that was fitted to them: what weir price and the page share.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_PRICE_FITTED_H
#define APP_PRICE_FITTED_H

#include "app/price/prices.h"
#include "stats/price.h"

struct fitted {
    struct price_fit fit;
    const struct price_flow **flow; /* those it is of */
    int count;
};

/* Whether two flows are of one group. */
typedef bool (*same_key)(const struct price_flow *x, const struct price_flow *y);

/* The price of all flows, or (same) of those that are as `like` is.  False: they are too few. */
bool prices_fit(struct fitted *out, const struct prices *p, const struct price_flow *like,
                same_key same);

/* Why there is no price. */
int prices_too_few(const struct prices *p, struct err *err);

/* Where a quantity may be found that the report which is read does not state. */
const char *prices_other_side(const struct prices *p);

#endif
