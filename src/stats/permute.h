/* permute.h - permutation tests (R. A. Fisher, The Design of Experiments, 1935, section 21).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STATS_PERMUTE_H
#define STATS_PERMUTE_H

#include <stdint.h>

/* Two-sided p that the means of x and of y differ by as much when the labels are exchanged: over
 * all choices where there are at most `rounds`, else over `rounds` drawn from `stream`, counting
 * the one at hand (B. Phipson and G. K. Smyth, SAGMB 9(1), 2010). */
double permutation_test(const double *x, int n1, const double *y, int n2, int rounds,
                        uint64_t stream);

#endif
