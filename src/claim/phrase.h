/* phrase.h - a phrase as numbers and words, before it means anything.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_PHRASE_H
#define CLAIM_PHRASE_H

#include <stdbool.h>

#include "base/arena.h"
#include "claim/words.h"

/* What has been read of a phrase. */
struct phrase {
    enum bound bound;
    double number[2];
    double step[2], round[2]; /* a unit of the last printed digit; of the last that is not 0 */
    int numbers;
    double word; /* a value said in words; NAN: none */
    enum word_kind word_kind;
    double tens[2], unit_scale[2]; /* of each number; 0: not said */
    bool minus;                    /* before the number */
    int way, record;               /* record: 1 the most, -1 the least */
    double part;                   /* of "two thirds" 3; 0: none */
    bool out_of, from;             /* 9 out of 10; from 745 to 53,000 */
    bool percent, times, top, monthly, half, negated, to, mixed; /* mixed: words that contradict */
    const char *unit;
};

/* Reads a text to its end; else returns the column (from 1) of what is not understood, and in *what
 * words that say so and what may be meant. */
int phrase_read(struct phrase *out, const char *text, const char **what, struct arena *a);

#endif
