/* size.h - limits of outliers that hold their size in small samples.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FIT_SIZE_H
#define FIT_SIZE_H

#include "fit/model.h"

/* The square of the limit of |r| that one of m->n good values exceeds with chance 1 %, for trimmed
 * fits that keep h. */
double size_threshold(const struct model *m, int h);

#endif
