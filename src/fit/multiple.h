/* multiple.h - several level shifts, one after the other; and the choice of a model's terms.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FIT_MULTIPLE_H
#define FIT_MULTIPLE_H

#include "fit/ltsts.h"

enum { SHIFTS_MAX = 20 };

struct shifts_options {
    struct ltsts_options fit; /* model and effort; its positions are not looked at */
    double level;             /* a shift counts when its p is below; 0: 0.01 */
    int at_most;              /* 0: 5 */
    int edge;                 /* positions from edge to n - edge; 0: 3 */
};

struct shifts {
    int count;
    int position[SHIFTS_MAX]; /* in the order found */
    double p[SHIFTS_MAX];
    struct ltsts_fit final; /* with the shifts found as covariates and no other */
};

/* Finds a level shift, makes it a column of the model and looks for the next, as long as they are
 * significant and of another place: the greedy procedure that accompanies the method of ltsts.h.  A
 * series of 20 values or fewer has none.  h defaults to 0.9 n, outliers to the level 0.95.  False
 * as ltsts_fit(). */
bool ltsts_shifts(struct shifts *out, const double *y, int n, const struct shifts_options *options,
                  struct arena *a);

/* One term after the other leaves the model, the least significant first, until all that remain
 * have p below `level` (backward elimination: the highest power of the trend, the last harmonic by
 * its F test, the highest power of the amplitude, the worst covariate, the step).  h defaults to
 * 0.9 n.  The options end as those of the fit returned. */
bool ltsts_select(struct ltsts_fit *out, const double *y, int n, struct ltsts_options *options,
                  double level, struct arena *a);

#endif
