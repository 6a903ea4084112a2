/* segment.h - levels of a series in noise that repeats itself.
 *
 *   y(t) = level of its segment + trend t + e(t),   e(t) = phi e(t - 1) + u(t)
 *
 * Number and place of the shifts, phi and the need of a trend are chosen together: by the criterion
 * m log(RSS / m) + (3 shifts + trend) log m over whitened values (S. Chakar et al., Bernoulli
 * 23(2), 2017, for the noise; N. R. Zhang and D. O. Siegmund, Biometrics 63, 2007, for the 3), each
 * number of shifts by dynamic programming (I. E. Auger and C. E. Lawrence, Bulletin of Mathematical
 * Biology 51, 1989).  Without phi, a wandering series is read as full of shifts.
 * docs/method/changepoints.md
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FIT_SEGMENT_H
#define FIT_SEGMENT_H

#include <stdbool.h>

#include "base/arena.h"

enum { SEGMENT_SHIFTS_MAX = 20 };

struct segment_shift {
    int at;          /* first index of the new level, from 0 */
    int low, high;   /* 95 % interval of that (B. E. Hansen, Econometrica 68(3), 2000) */
    bool slope;      /* phi is near 1: the change is one of growth, not of level */
    double size, se; /* of the step; of growth per period when slope */
    double p;        /* of its worth, for all places it could have been found at */
};

struct segments {
    int known;         /* values */
    double phi, sigma; /* of u */
    bool trend;
    int count;
    struct segment_shift shift[SEGMENT_SHIFTS_MAX]; /* in order of time */
    double *level;                                  /* n: the fitted value */
    double spike_p; /* that the farthest is no farther than the tail of the others lets expect */
    int spike_at;   /* -1: none */
};

/* Fits y (n values, NAN where missing) and tests each shift; p is for places from index `from` on,
 * `lost` degrees of freedom were spent before, on a season.  A series of fewer than 9 known values
 * has no shifts.  out lives in the arena. */
void segment_fit(struct segments *out, const double *y, int n, int from, int lost, struct arena *a);

#endif
