/* fdr.h - control of false alarms over many tests, and intervals of what is let through.
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

/* The largest chance to be none with which one more would be among those of a rate. */
double fdr_least_likely(const double *none, int n, double rate);

/* The lower end of a 95 % interval of the mean of a normal deviate of variance 1 that came out at
 * z > 0 and would not have been looked at within `least` of 0; its upper end is that of z by
 * itself.  The law is the normal one without its middle (P. Zhong and R. L. Prentice, Biostatistics
 * 9, 2008; A. Weinstein, W. Fithian and Y. Benjamini, JASA 108, 2013, section 2): a mean is in the
 * interval unless those that lie so far above it, or so far below, are 5 % of what is looked at.
 * 0 where no mean above it is outside; never above the lower end of z by itself. */
double chosen_low(double z, double least);

#endif
