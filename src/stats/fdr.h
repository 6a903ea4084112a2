/* fdr.h - control of false alarms over many tests.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STATS_FDR_H
#define STATS_FDR_H

/* Adjusted p-values of the step-up procedure of Y. Benjamini and Y. Hochberg, JRSS B 57, 1995:
 * adjusted[i] <= q exactly where the procedure at rate q rejects.  NAN p-values are not tests.
 * Returns the number of tests.  adjusted may be p. */
int fdr_adjust(double *adjusted, const double *p, int n);

#endif
