/* number.h - numbers in names.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_NAME_NUMBER_H
#define SCREEN_NAME_NUMBER_H

#include "screen/name/legal.h"

/* The value of i to xxxix in small letters as they are written; 0: none. */
int number_roman(const char *text);

/* Whether a word says that a number follows, and what of: No. 5, Nr 5, IMO No. 5, INN 7707083893.
 * It is as the sign for a number is, no part of the name. */
bool number_follows(const struct words *w, int i);

/* Whether a word is the ending of the number before it: 5th. */
bool number_ends(const struct words *w, int i);

#endif
