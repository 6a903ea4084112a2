/* rates.h - exact tests that two counts come from one rate.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STATS_RATES_H
#define STATS_RATES_H

/* P(X >= x) for X binomial of n draws with chance q. */
double binomial_upper(int x, int n, double q);

/* P(X >= x) for X beta-binomial of n draws, shape a and b. */
double beta_binomial_upper(int x, int n, double a, double b);

/* Two-sided p, twice the smaller tail, that events x1 in t1 periods and x2 in t2 are Poisson of
 * one rate: given their sum the first is binomial (J. Przyborowski and H. Wilenski, Biometrika 31,
 * 1940). */
double poisson_rate_test(int x1, double t1, int x2, double t2);

/* Likewise for counts whose variance is mean + mean^2 / size in each period: given their sum the
 * first is beta-binomial (M. D. Robinson and G. K. Smyth, Biostatistics 9(2), 2008). */
double negative_binomial_rate_test(int x1, double t1, int x2, double t2, double size);

#endif
