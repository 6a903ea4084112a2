/* canon.h - one spelling for what is romanised in several ways.
 *
 * Shchukin, Schtschukin and Szczukin are one name that English, German and Polish officials wrote
 * down.  The spelling here is nobody's: digraphs become one letter, doubled letters single ones.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_NAME_CANON_H
#define SCREEN_NAME_CANON_H

#include <stddef.h>

/* Of small letters a to z to out, which has room for `room` bytes with the NUL; the length. Letters
 * used: a to z without q w x y, C for ch and c for ts. */
size_t canon_of(char *out, size_t room, const char *text, size_t len);

/* Consonants of a canonical form by class (b p, f v, k g, t d, s z and what hisses), without
 * vowels and h. */
size_t canon_skeleton(char *out, size_t room, const char *canon, size_t len);

/* The class of a consonant; 0: a vowel, or h. */
char canon_class(char c);

#endif
