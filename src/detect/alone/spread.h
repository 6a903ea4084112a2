/* spread.h - shifts that a change of spread makes.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_ALONE_SPREAD_H
#define DETECT_ALONE_SPREAD_H

#include "fit/segment.h"

/* Where a series becomes noisier, levels fit its noise: measured by the noise of all of it, chance
 * there looks like a shift.  Where the spread of differences between neighbours changes (cumulated
 * sums of squares: C. Inclan and G. C. Tiao, JASA 89, 1994), a shift of *s in the noisier part is
 * measured by the noise of that part, times all places, and dropped where it could well be chance.
 * v: the n values that s was fitted to. */
void spread_drop(struct segments *s, const double *v, int n, struct arena *a);

#endif
