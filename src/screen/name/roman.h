/* roman.h - letters of other scripts in Latin ones.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_NAME_ROMAN_H
#define SCREEN_NAME_ROMAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum script {
    SCRIPT_NONE, /* parts words: a sign, a space */
    SCRIPT_LATIN,
    SCRIPT_CYRILLIC,
    SCRIPT_GREEK,
    SCRIPT_ARABIC,
    SCRIPT_HEBREW,
    SCRIPT_GEORGIAN,
    SCRIPT_ARMENIAN,
    SCRIPT_HAN,
    SCRIPT_HANGUL,
    SCRIPT_OTHER, /* by ICU */
    SCRIPT_DIGIT,
    SCRIPT_UNSEEN, /* a format character, or a mark by itself */
};

enum script roman_script(uint32_t letter);

/* A letter of a script with a table; "": it has no sound of its own; NULL: unknown. */
const char *roman_letter(uint32_t letter);

/* What letters of a word of so many, from one on, stand for together or in that place
 * (data/name/sequence.csv), and how many they are; NULL: for what they stand for each. */
const char *roman_sequence(const uint32_t *letter, size_t count, size_t at, size_t *took);

/* Whether it is a syllable of Chinese. */
bool roman_is_pinyin(const char *text);

/* What a letter looks like in the other script of Latin and Cyrillic or Greek; 0: like none. */
uint32_t roman_alike(uint32_t letter, enum script to);

/* A word of letters that have no table, to small letters a to z; the length. */
size_t roman_other(char *out, size_t room, const uint32_t *letters, size_t count);

/* The Latin name that the longest beginning of a text in characters stands for (data/name/
 * rendered.csv); NULL: none.  *took: its bytes. */
const char *roman_rendered(const char *text, size_t len, size_t *took);

/* The value of a digit of any script. */
int roman_digit(uint32_t digit);

#endif
