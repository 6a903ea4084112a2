/* words.h - the words in which numbers are said.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_WORDS_H
#define CLAIM_WORDS_H

#include <stddef.h>

enum bound { PLAIN, EXACT, ABOUT, ALMOST, ABOVE, AT_LEAST, BELOW, AT_MOST, BETWEEN };
enum word_kind {
    BOUND,
    WAY,
    RATIO,
    VALUE,
    SHARE,
    RANK,
    TRUTH,
    TIMES,
    TENS,
    UNIT,
    MONTHLY,
    PERCENT,
    PART,   /* thirds, a quarter: a number of them is a share */
    OUT_OF, /* 9 out of 10 */
    FROM,   /* from 745 to 53,000 */
    RECORD, /* the most, the least */
    FILLER
};

struct word {
    const char *text; /* lower case */
    enum word_kind kind;
    double value;     /* a bound, a ratio, a factor, ... */
    const char *unit; /* of UNIT */
};

/* All of them: words_list.c. */
extern const struct word word_list[];
extern const int word_count;

/* The longest phrase that the text begins with; NULL: none. */
const struct word *word_at(const char *text);

/* The currency whose ISO 4217 code a text begins with; NULL: none. */
const char *word_currency(const char *text);

/* The word that a text of n bytes is most like; NULL: none is near. */
const char *word_near(const char *text, size_t n);

/* A number in words at the beginning of a text: "twenty-five", "two and a half", "half a" (before a
 * million); how many bytes it takes, 0: none. */
size_t word_number(const char *text, double *value);

#endif
