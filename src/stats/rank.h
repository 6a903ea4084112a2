/* rank.h - tests on ranks for short series with ties.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STATS_RANK_H
#define STATS_RANK_H

#include <stdbool.h>

struct rank_sum {
    double z;   /* normal approximation with tie and continuity correction; > 0: x is higher */
    double p;   /* two-sided */
    bool exact; /* p is of the exact permutation distribution given the ties */
};

/* Wilcoxon's rank-sum test of x against y (F. Wilcoxon, Biometrics Bulletin 1, 1945; ties by
 * midranks, E. L. Lehmann, Nonparametrics, 1975, section 1.4).  The exact distribution is found by
 * counting subsets (dynamic programming over doubled midranks) when the approximate p is below
 * `exact_below` and that is not too dear: always up to 40 values, and beyond where one side is
 * short. */
struct rank_sum rank_sum_test(const double *x, int n1, const double *y, int n2, double exact_below);

#endif
