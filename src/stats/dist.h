/* dist.h - tails of distributions.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STATS_DIST_H
#define STATS_DIST_H

double log_gamma(double x);       /* x > 0; unlike lgamma() for any number of threads at once */
double normal_upper(double z);    /* P(Z > z) */
double normal_quantile(double p); /* z with P(Z <= z) = p, 0 < p < 1 */
double student_upper(double t, double df); /* P(T > t); df may be INFINITY */
double student_quantile(double p, double df);
double student_reach(int df); /* its 0.975 quantile, of a 95 % interval: kept for small df */
double chi_squared_upper(double x, double df);
double chi_squared_quantile(double p, double df);
double f_upper(double x, double df1, double df2);
double normal_density(double z);
double beta_incomplete(double a, double b, double x); /* regularised I_x(a, b) */
double gamma_upper(double a, double x);               /* regularised Q(a, x), a > 0 */
double trigamma(double x);                            /* x > 0 */
double trigamma_inverse(double y);                    /* x with trigamma(x) = y, y > 0 */
double digamma(double x);                             /* x > 0 */

#endif
