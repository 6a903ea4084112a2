/* split.h - how much of a change of value is price, and how much volume.
 *
 * Of each series that has a value and a quantity in both periods, by the logarithmic mean Divisia
 * index, which leaves no residual (B. W. Ang, Energy Policy 32, 2004): L(v1, v0) log(p1 / p0) is
 * price, L(v1, v0) log(q1 / q0) volume, L(x, y) = (x - y) / log(x / y).  What began and what ended
 * (had no value at all in the other period) stands apart: it has no price to compare.  The share of
 * price in what both did has a 95 % interval by the jackknife (J. W. Tukey, Ann. Math. Statist. 29,
 * 1958) over series, or, of fewer than eight, over the periods of two windows of one length.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_FLOW_SPLIT_H
#define APP_FLOW_SPLIT_H

#include "app/flow/compare.h"
#include "model/series.h"

struct split;

/* ERR_USAGE: the options of a split, or of a price index, do not go together. */
int split_check(const struct compare_params *q, struct err *err) MUST_CHECK;

struct split *split_open(const struct compare *c);

/* A unit value or price: values over quantities; whether it traded in each period, with a quantity
 * or without.  Of two windows of one length only periods count that state a quantity in both. */
void split_add(struct split *s, const struct series *x, bool then, bool now);

struct split_result {
    double price, volume, begun, ended; /* they sum up to the change of what was added */
    double share, low, high; /* of price in price and volume; NAN: neither, or too few to say */
    int series;              /* in both periods */
};
struct split_result split_result(const struct split *s);

#endif
