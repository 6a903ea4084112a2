/* evidence.h - logarithms of likelihoods of many possibilities.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STATS_EVIDENCE_H
#define STATS_EVIDENCE_H

double evidence_sum(const double *log_of, int n); /* log of the sum; -INFINITY for none */

/* Logarithm of the largest Bayes factor that a p-value may stand for (T. Sellke, M. J. Bayarri and
 * J. O. Berger, The American Statistician 55, 2001); 0 from 1 / e on. */
double evidence_of_p(double p);

/* The fewest of log_of[first..last], the likeliest first, that hold `share` of their sum: the ends
 * of what they span, from `at` on, which is one of them. */
void evidence_span(const double *log_of, int first, int last, double share, int at, int *low,
                   int *high);

#endif
