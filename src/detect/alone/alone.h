/* alone.h - what a series says that is asked about by itself, without a panel that teaches what is
 * usual.
 *
 * The scale is chosen first: "rank" where more than a quarter of the values are zero, "log" where
 * none is negative, else "linear".  On ranks the series is split at one shift or one stretch
 * (lumpy.c), and parts in which zeros are few are then read on the log scale.  There, segment.h
 * chooses the shifts, phi and the need of a trend together.  A yearly season is taken out where
 * there is one.  Beside that, burst.c looks for values in a row that have no equal.
 * docs/method/changepoints.md
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_ALONE_ALONE_H
#define DETECT_ALONE_ALONE_H

#include "detect/reading.h"

enum { ALONE_QUESTIONS = 3 }; /* shifts, spikes and bursts: p of a series is that times the least */

/* y has n values, NAN where missing; season is 12 for months, 0 for none.  Only changes from index
 * `from` on are asked about: p is for those places. */
void read_alone(struct readings *out, const double *y, int n, int season, int from,
                struct arena *a);

/* Parts of that.  read_lumpy() takes series in which many values are zero; read_burst() looks at
 * y[first..until). */
void read_lumpy(struct readings *out, const double *y, int n, int from);
void read_burst(struct readings *out, const double *y, int n, int first, int until, int from);

#endif
