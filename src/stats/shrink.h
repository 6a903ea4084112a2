/* shrink.h - variances of many short series, each drawn towards what they have in common.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STATS_SHRINK_H
#define STATS_SHRINK_H

struct shrink {
    double df, variance; /* of the prior; df INFINITY: all series share one variance */
};

/* Fits the prior of G. K. Smyth, Statistical Applications in Genetics and Molecular Biology 3(1),
 * 2004, section 6.2: 1/sigma^2 ~ chi^2(df) / (df variance), from n variances with their degrees of
 * freedom.  Variances of 0 are left out.  Fewer than two usable ones: df 0. */
struct shrink shrink_fit(const double *variance, const double *df, int n);

/* How far apart what is estimated n times is beside its errors: the standard deviation, of `most`
 * at most, with which the median square of the distances from the middle, over what their variances
 * and it make of them, is that of chi-squared of 1.  So a change in some counts for nothing.
 * scratch has room for n; 0 where there are none. */
double shrink_apart(const double *distance, const double *variance, int n, double most,
                    double *scratch);

#endif
