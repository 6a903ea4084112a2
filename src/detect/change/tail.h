/* tail.h - how far out single values are: Student's t with a few degrees of freedom, the bulk of
 * each as wide as that of the normal distribution.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_CHANGE_TAIL_H
#define DETECT_CHANGE_TAIL_H

enum { TAILS = 10, TAIL_USUAL = 6 }; /* TAIL_USUAL: before a panel says more, set by hand */
extern const double tail_df[TAILS];

double tail_density(int tail, double z); /* log density of a value z deviations out */

#endif
