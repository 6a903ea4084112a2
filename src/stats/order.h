/* order.h - order statistics and robust scales.
 *
 * Functions that take `double *v` reorder it; n > 0 and no NAN.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STATS_ORDER_H
#define STATS_ORDER_H

void order_sort(double *v, int n);            /* ascending */
double order_select(double *v, int n, int k); /* k-th smallest, from 0 (C. A. R. Hoare, 1961) */
double order_median(double *v, int n);        /* mean of the two middle values for even n */

/* Median of the absolute deviations from the median times 1.4826: consistent at the normal. */
double order_mad(double *v, int n);

/* Scales of P. J. Rousseeuw and C. Croux, JASA 88, 1993, with their factors for small samples
 * (C. Croux and P. J. Rousseeuw, COMPSTAT 1992, 411-428): Qn is the k-th smallest distance of two
 * values, Sn the median of the medians of distances.  0 for n < 2. */
double order_qn(double *v, int n);
double order_sn(double *v, int n);

#endif
