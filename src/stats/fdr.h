/* fdr.h - control of false alarms over many tests.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STATS_FDR_H
#define STATS_FDR_H

/* Adjusted p-values of the step-up procedure of Y. Benjamini and Y. Hochberg, JRSS B 57, 1995:
 * adjusted[i] <= q exactly where the procedure at rate q rejects.  NAN p-values are not tests.
 * Returns the number of tests.  adjusted may be p. */
int fdr_adjust(double *adjusted, const double *p, int n);

/* The same of chances that a finding is none: the mean of the chances of those at least as likely
 * is the share of false ones among them (M. A. Newton et al., Biostatistics 5, 2004; B. Efron,
 * Large-Scale Inference, 2010, chapter 5).  One is not let in by others that are sure: at a rate of
 * 5 % its own chance is a quarter at most (Efron, section 5.2, takes a fifth). */
int fdr_of_chances(double *adjusted, const double *none, int n);

#endif
