/* passed.h - month by month, what an intermediary imported and what it sent on to the target.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_DIVERT_PASSED_H
#define APP_DIVERT_PASSED_H

#include "app/divert/legs.h"

/* Goods that are sent on in a month came in that or one of two before it: the share of a month is
 * of its own imports, its bounds of the largest and the smallest of the three.  The share of all
 * months is a ratio of sums with a 95 % interval by linearisation, months being what varies, whose
 * errors may repeat over three of them (W. K. Newey and K. D. West, Econometrica 55, 1987). */
struct passed {
    int via, period;                         /* m49; as in series.h, 0: all of them */
    double imported, sent, share, low, high; /* NAN where there is nothing to divide by */
};

int passed_read(struct passed **list, const struct legs *l);

#endif
