/* tail.h - how far out single values are: Student's t with a few degrees of freedom, the bulk of
 * each as wide as that of the normal distribution.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_CHANGE_TAIL_H
#define DETECT_CHANGE_TAIL_H

enum { TAILS = 5 };

double tail_share(int tail); /* of series that have it, before a panel says more: set by hand */

double tail_density(int tail, double z); /* log density of a value z deviations out */

/* out[0]: log likelihoods of those of n values that are below 0, for each of the tails; out[1]: of
 * those above.  The deviation is from 0.7 to 1.4, each as likely. */
void tail_likelihoods(double out[2][TAILS], const double *z, int n);

#endif
