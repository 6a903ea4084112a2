/* robust.h - M-estimation, consistency of trimmed scales, outliers among residuals.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STATS_ROBUST_H
#define STATS_ROBUST_H

#include <stdbool.h>

/* rho of P. J. Huber, Annals of Mathematical Statistics 35, 1964: u^2 / 2 within c, else linear. */
double huber_rho(double u, double c);
double huber_weight(double u, double c); /* psi(u) / u */

/* Location with a fixed scale (1.4826 MAD), iterated from the median to the last digits; NAN for
 * n = 0, the median where the scale is 0. */
double robust_location(const double *v, int n, double (*weight)(double u, double c), double c);

/* How much neighbouring values repeat each other: variance inflation of their location under an
 * AR(1), (1 + r) / (1 - r) with r in [0, 0.8], r the lag-one correlation about `middle`
 * (G. V. Bayley and J. M. Hammersley, JRSS Suppl. 8, 1946). */
double serial_inflation(const double *v, int n, double middle);

/* What makes the root mean square of the fraction q of smallest |z| of a normal sample consistent
 * (G. M. Tallis, 1963; C. Croux and P. J. Rousseeuw, 1992). */
double trimmed_consistency(double q);

/* Factors of G. Pison, S. Van Aelst and G. Willems, Metrika 55, 2002, for a scale of n residuals
 * about one parameter of which the fraction q was kept: before and after reweighting.  They
 * multiply the variance. */
double trimmed_small_raw(int n, double q);
double trimmed_small_reweighted(int n, double q);

/* The filter of D. Gervini and V. J. Yohai, Annals of Statistics 30, 2002: keep[i] is false for
 * those of the n residuals that exceed what the chi-squared distribution lets expect beyond its
 * quantile alpha.  Returns the number kept.  Repeated on what was kept up to `rounds` times. */
int gervini_yohai(bool *keep, const double *residual, int n, double alpha, int rounds);

#endif
