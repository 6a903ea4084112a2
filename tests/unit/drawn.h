/* drawn.h - series for tests of the detector: of values that are given, and noise to draw them
 * from.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DRAWN_H
#define DRAWN_H

#include <stdint.h>

#include "base/arena.h"
#include "model/series.h"

struct series drawn_series(struct arena *a, char freq, int first, int n, const double *v);

void drawn_seed(uint64_t seed);
double drawn_uniform(void);
double drawn_normal(void);

#endif
