/* legal.h - the words of a name that are its legal form.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_NAME_LEGAL_H
#define SCREEN_NAME_LEGAL_H

#include "screen/name/text.h"
#include "screen/name/word.h"

enum { LEGAL_MEANT = 3 };

/* What is read of a name before it becomes parts. */
struct words {
    struct raw raw[TEXT_WORDS];
    char legal[TEXT_WORDS][PART_TEXT + 1];      /* as legal forms are looked up */
    const char *meant[TEXT_WORDS][LEGAL_MEANT]; /* words of them that it is but for a slip */
    int meant_count[TEXT_WORDS];
    struct legal form[TEXT_WORDS]; /* that begins at each; 0 words: none does */
    int count;
    bool pinyin; /* all are syllables of Chinese: Li Na */
};

/* Whether a word of two or three letters with points is somebody's first letters, or one of two
 * letters behind what ends as surnames do: Sidorov I.P., Mishustin MV. */
bool legal_initials(const struct words *w, int i);

/* The same of two single letters beside such a word: Yarovaya I A. */
bool legal_lone_letter(const struct words *w, int i);

/* Finds the legal forms of a name. */
void legal_read(struct words *w);

#endif
