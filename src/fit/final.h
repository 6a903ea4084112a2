/* final.h - from a trimmed fit to coefficients with their errors, and outliers.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FIT_FINAL_H
#define FIT_FINAL_H

#include "fit/lts.h"
#include "fit/ltsts.h"

/* Scale, weights, least squares on what has weight 1, tests, outliers.  The model has its step at
 * out->position; theta is the trimmed solution. */
void final_fit(struct ltsts_fit *out, struct model *m, struct lts *l, double *theta,
               const struct ltsts_options *options);

#endif
