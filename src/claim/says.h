/* says.h - numbers as people say them: "more than tripled", "about 48 thousand", "+258 %".
 *
 * A phrase becomes what was claimed and the interval of figures that bear it out.  How wide that is
 * follows the words, by rules that docs/method/claims.md states:
 *   a plain number       to the digit: half a unit of its last printed digit (at most 5 %), or a
 *                        unit and a half within 2 %, for it may be cut as well as rounded; near
 *                        it, and so consistent: 2 %, as releases of one flow differ, or cut by
 *                        less than a unit where that is more (2.38 as "2.3")
 *   exactly              half a unit of its last printed digit, at most 0.5 %
 *   about, around, ~     10 %, at least half a unit of its last digit that is not a rounded zero
 *                        (at most 25 %)
 *   almost, close to     up to 15 % (or that half unit) short of the number
 *   more than, at least  from the number up; beyond twice the number it is understated
 *   less than, at most   down from the number
 *   between A and B      from A to B
 *   fractions            about; "unchanged" 5 %
 * Of ratios the percentages are capped by half of the change (almost: 0.3 of it), and the way that
 * was said must be kept: "+1 %" is not borne out by a fall.  Of a fall "more than" is further down.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_SAYS_H
#define CLAIM_SAYS_H

#include <stdbool.h>

#include "base/arena.h"

/* What a number is of. */
enum said_as {
    SAID_LEVEL,  /* an amount; "none" is 0 */
    SAID_RATIO,  /* one period over another: +258 % is 3.58, halved is 0.5 */
    SAID_SHARE,  /* 0..1: 45 %, most, nearly all, half, none */
    SAID_RANK,   /* first, main supplier, among the top 4 */
    SAID_COUNT,  /* whole things: 123 states */
    SAID_TRUTH,  /* yes or no, as 1 or 0 */
    SAID_CHANGE, /* a difference: 0.4 bn USD less is -0.4e9 */
    SAID_RECORD, /* the most or the least, as 1 or -1 */
};

struct said {
    const char *text; /* as it was written */
    enum said_as as;
    double claimed;
    double low, high;             /* figures from low to high bear it out; infinite where open */
    double exact_low, exact_high; /* of these, those that agree to the digit that was said */
    double much;       /* past it an open claim is true, but understates; NAN: does not apply */
    const char *unit;  /* "USD", "EUR", ..., "kg", "items"; "" where none was said */
    bool per_month;    /* "5-7 million USD per month" */
    const char *fault; /* why it was not understood; NULL: it was */
    int fault_at;      /* column of it, from 1 */
};

/* Reads a phrase; false with fault and fault_at set.  Strings are in the arena. */
bool said_parse(struct said *out, const char *text, enum said_as as, struct arena *a);

/* Whether a figure bears it out, and whether it agrees to the digit. */
bool said_holds(const struct said *s, double value);
bool said_exactly(const struct said *s, double value);

/* -1, 0 or 1: which way the claim says it went (of ratios); of others 0. */
int said_direction(const struct said *s);

#endif
