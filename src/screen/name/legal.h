/* legal.h - the words of a name that are its legal form.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_NAME_LEGAL_H
#define SCREEN_NAME_LEGAL_H

#include "screen/name/text.h"
#include "screen/name/word.h"

/* What is read of a name before it becomes parts. */
struct words {
    struct raw raw[TEXT_WORDS];
    char legal[TEXT_WORDS][PART_TEXT + 1]; /* as legal forms are looked up */
    int count;
    bool pinyin; /* all are syllables of Chinese: Li Na */
};

/* The legal form at word i, where it stands as one; 0 words: none does. */
struct legal legal_at(const struct words *w, int i);

#endif
