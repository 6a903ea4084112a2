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

struct segment_options {
    int min_length; /* values between shifts; 0: 3 */
    int at_most;    /* shifts; 0: SEGMENT_SHIFTS_MAX, fewer for short series */
    double penalty; /* of a shift, in units of log m; 0: 3 */
    int from;       /* index from which on shifts are asked about: p is for those places */
    int lost;       /* degrees of freedom that were spent before, on a season */
    bool no_screen; /* search whether or not there is a sign of a shift */
    double spike;   /* values farther than that from their neighbours do not count; 0: 4 */
};

struct segment_shift {
    int at;          /* first index of the new level, from 0 */
    int low, high;   /* 95 % interval of that (B. E. Hansen, Econometrica 68(3), 2000) */
    bool slope;      /* phi is near 1: the change is one of growth, not of level */
    double size, se; /* of the step; of growth per period when slope */
    double p;        /* of its worth, for all places it could have been found at */
};

struct segments {
    int n, known;
    double phi, sigma; /* of u */
    bool trend;
    double slope, slope_p; /* of the trend; p NAN without one */
    int count;
    struct segment_shift shift[SEGMENT_SHIFTS_MAX]; /* in order of time */
    double gain;    /* of the criterion over the best without shifts */
    double *level;  /* n: the fitted value */
    bool *spike;    /* n: far from its neighbours, replaced by their median for the fit */
    double spike_p; /* that the farthest is no farther than the tail of the others lets expect */
    int spike_at;   /* -1: none */
    bool full;      /* false: the screen found no sign of a shift */
};

/* Fits y (n values, NAN where missing) and tests each shift.  A series of fewer than 3 min_length
 * known values has no shifts.  out lives in the arena. */
void segment_fit(struct segments *out, const double *y, int n, const struct segment_options *o,
                 struct arena *a);

#endif
