/* edits.h - how many edits lie between two texts, and what they weigh.
 *
 * An edit is a letter more, less or another, or two neighbours that change places (optimal string
 * alignment: Boytsov 2011, section 2).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_EDITS_H
#define SCREEN_EDITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many, most + 1 where there are more than `most`; texts have PART_TEXT letters at most. */
int edits_count(const char *a, size_t la, const char *b, size_t lb, int most);

/* The first eight letters of a text, the first the lowest; and whether one edit at most lies
 * between two that have no more. */
enum { PACKED = 8 };
uint64_t edits_packed(const char *text, size_t len);
bool edits_one(uint64_t a, int la, uint64_t b, int lb);

/* What they weigh: from 0 for letters that are hardly told apart to 1; of words that are spelt out,
 * or of one without vowels (the first) and one that has them.  Something more than `most` where
 * they weigh more; m is taken for rn by who reads it from paper. */
enum edits_how { EDITS_SPELT, EDITS_BARE };
float edits_weighed(const char *s, size_t ls, const char *t, size_t lt, enum edits_how how,
                    float most);

bool edits_vowel(char c);

#endif
