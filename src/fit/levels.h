/* levels.h - the best places of shifts in a series of independent noise, for each number of them.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FIT_LEVELS_H
#define FIT_LEVELS_H

#include "fit/segment.h"

struct levels; /* work space and prefix sums of one series */
struct levels *levels_open(int most, struct arena *a); /* for up to so many values */
void levels_set(struct levels *l, const double *z, int m, int min_length);

/* Sum of squares about the mean of z[from..until). */
double levels_cost(const struct levels *l, int from, int until);

/* Least sums with 0..at_most shifts into rss[]; returns the largest number that fits.  Long series
 * look at every (m / 600)-th place first. */
int levels_search(struct levels *l, int at_most, double *rss);
void levels_places(const struct levels *l, int shifts, int *at); /* after levels_search() */

#endif
