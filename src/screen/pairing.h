/* pairing.h - which parts of two names stand for each other.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_PAIRING_H
#define SCREEN_PAIRING_H

#include "screen/score.h"

/* A part, or neighbours as one, of each name. */
struct paired {
    uint8_t at[2], count[2];
    struct near near;
    float gain; /* what it is worth to pair them */
};

enum { PAIRED_MOST = NAME_PARTS };

/* The most worthwhile pairs first, each part once; how many. */
int pair_parts(struct paired *out, const struct weighed *a, const struct weighed *b,
               const struct profile *p);

#endif
