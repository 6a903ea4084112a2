/* stairs.h - steps one way that are a change of growth.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_ALONE_STAIRS_H
#define DETECT_ALONE_STAIRS_H

#include "fit/segment.h"

/* A series that begins to grow steadily is fitted by levels as a stair.  Where there are three
 * steps or more, all one way, and one line with a kink is worth more by the criterion that chose
 * the steps (segment.h; one change, of growth, in place of many of level), the steps of *s become
 * that change: size is growth per period, the interval of its place is that of the profile
 * likelihood, and p is the least of the steps' times their number, since the hypothesis of no
 * change is the same.  v: the n values that s was fitted to; from: the first place a change is
 * asked about. */
void stairs_to_slope(struct segments *s, const double *v, int n, int from, struct arena *a);

#endif
