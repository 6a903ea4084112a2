/* clean.h - what stands in the way of seeing levels: single spikes, seasons.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FIT_CLEAN_H
#define FIT_CLEAN_H

#include <stdbool.h>

/* Values farther from the median of the seven around them than `limit` times the scale of such
 * distances are marked and replaced by that median (F. R. Hampel, JASA 69, 1974).  Returns their
 * number.  `distance` (n) gets the distances in units of their scale. */
int clean_spikes(double *y, bool *spike, double *distance, int n, double limit);

/* p that the largest of n distances is no larger than the tail of the others lets expect: the
 * spacings of the logarithms of the largest are exponential where the tail is a power (A. Renyi,
 * 1953; B. M. Hill, Annals of Statistics 3, 1975).  1 where there are too few. */
double spike_test(const double *distance, int n, int *at);

/* Takes out a season that repeats itself every `season` values, where it does: the medians by
 * phase of what is left after a running median.  y has no gaps.  False when it left y alone: the
 * changes of y, cut at 3 scales, correlate by less than 0.3 over a season, or y is shorter than
 * two and a half of them. */
bool clean_season(double *y, int n, int season);

#endif
