/* evidence.h - logarithms of likelihoods of many possibilities.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STATS_EVIDENCE_H
#define STATS_EVIDENCE_H

double evidence_sum(const double *log_of, int n); /* log of the sum; -INFINITY for none */

/* The fewest of log_of[first..last], the likeliest first, that hold `share` of their sum: the ends
 * of what they span, from `at` on, which is one of them. */
void evidence_span(const double *log_of, int first, int last, double share, int at, int *low,
                   int *high);

#endif
