/* worth.h - what families of goods are worth by weight, which freight depends on: a kilogram of
 * chips pays less of its value than a kilogram of bricks (BACI takes unit values of the world: G.
 * Gaulier and S. Zignago, CEPII Working Paper 2010-23).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_MIRROR_WORTH_H
#define APP_MIRROR_WORTH_H

#include "app/mirror/pairs.h"

struct worth {
    const char *unit;
    double log; /* of value by kilogram, less that of the middle family */
};

struct worths {
    struct worth *of; /* by unit */
    int count;
};

/* The median over the cells of each family that state a weight, of either side. */
void worths_read(struct worths *out, const struct pairs *p, struct arena *a);

/* 0, which is the middle, where no weight is known. */
double worths_of(const struct worths *w, const char *unit);

#endif
