/* words.h - the words in which numbers are said.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_WORDS_H
#define CLAIM_WORDS_H

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
    FILLER
};

struct word {
    const char *text; /* lower case */
    enum word_kind kind;
    double value;     /* a bound, a ratio, a factor, ... */
    const char *unit; /* of UNIT */
};

/* The longest phrase that the text begins with; NULL: none. */
const struct word *word_at(const char *text);

#endif
