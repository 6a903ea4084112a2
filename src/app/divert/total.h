/* total.h - how much of the fall of the direct flow is found at intermediaries, all goods together.
 *
 * Gross: what they received more, over what the target received less, of all goods, and of those
 * whose codes the store holds before and after ("comparable").  Net: of these, what they received
 * more than other goods to there let expect: a difference in differences in the manner of
 * A. Chupilkin, B. Javorcik and A. Plekhanov (EBRD Working Paper 276, 2023), as ratios of sums,
 * which is what a Poisson regression on these groups estimates, with a 95 % interval robust by
 * product.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_DIVERT_TOTAL_H
#define APP_DIVERT_TOTAL_H

#include "app/divert/chain.h"

struct displaced {
    int via;                            /* m49; 0: all of them */
    double direct_before, direct_after; /* to the target */
    double before, after;               /* to the intermediary */
    double control;                     /* change of other goods to there, as a ratio; NAN */
    double gross, comparable;           /* shares of the fall; NAN where it did not fall */
    double net, net_low, net_high;      /* NAN where there are no other goods */
    int families, without;              /* without: intermediaries that have no other goods */
};

/* One for each intermediary, by its number, and the last for all. */
int displaced_read(struct displaced **list, const struct chains *c);

#endif
