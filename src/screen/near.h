/* near.h - how alike two parts of names are.
 *
 * Parts are alike in ways that an index can enumerate, so that a search finds what a full
 * comparison finds: one canonical form, one name of the tables, an edit distance within EDITS_MOST,
 * one skeleton of consonants, one the beginning of the other.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_NEAR_H
#define SCREEN_NEAR_H

#include "screen/name/name.h"
#include "screen/profile.h"

enum near_how {
    NEAR_NOT,
    NEAR_EXACT,
    NEAR_SPELLING,
    NEAR_NAME,
    NEAR_NICKNAME,
    NEAR_EDIT,       /* letters differ */
    NEAR_CONSONANTS, /* of a script without vowels */
    NEAR_CUT,
    NEAR_INITIAL,
    NEAR_JOINED,
    NEAR_ACRONYM,
    NEAR_HOWS
};

struct near {
    float alike; /* 0 to 1 */
    enum near_how how;
};

/* Parts of these lengths (canonical letters) may differ in so many edits; see edits_count(). */
enum { EDITS_MOST = 2, CUT_LEAST = 3, TYPED_LEAST = 3 };
/* Words with the same consonants, so many at least, may differ in more; fewer where one of them was
 * romanised here. */
enum { FRAME_LEAST = 4, FRAME_FOREIGN = 2 };
static inline int near_budget(size_t shorter)
{
    return shorter < 3 ? 0 : shorter < 5 ? 1 : EDITS_MOST;
}

struct near near_parts(const struct part *a, const struct part *b, const struct profile *p);

/* In words: "letters differ". */
const char *near_word(enum near_how how);

#endif
