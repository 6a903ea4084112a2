/* text.h - the words of a name of any script, in small Latin letters.
 *
 * What is not seen (format characters, marks) is left out, look-alikes of other scripts are put
 * back into the script of their word, and each word is romanised by the tables of data/name/.
 * Scripts without a table go through ICU.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_NAME_TEXT_H
#define SCREEN_NAME_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "screen/name/name.h"

struct raw {
    char text[PART_TEXT + 1];
    size_t len;
    bool digits;     /* only */
    bool letters;    /* first letters, with points between */
    bool foreign;    /* of another script than the Latin one */
    bool plain;      /* without marks on Latin letters */
    bool syllable;   /* a Chinese or Korean character */
    bool consonants; /* of Arabic or Hebrew letters */
    bool dotted;     /* a point follows and perhaps a blank, or stands between its letters */
    char after;      /* what follows: ' ', '.', '-', or another sign; 0: nothing, script or case
                        changes */
};

enum { TEXT_WORDS = 4 * NAME_PARTS };

/* At most TEXT_WORDS words; returns how many, -1 where there are more, -2 where text is no UTF-8.
 */
int text_words(struct raw *out, const char *text, size_t len);

#endif
