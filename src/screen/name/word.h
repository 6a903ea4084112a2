/* word.h - what words of names are, by the tables of data/name/.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_NAME_WORD_H
#define SCREEN_NAME_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum word_kind {
    WORD_NONE,
    WORD_TITLE,
    WORD_PARTICLE,
    WORD_STOP,
    WORD_COMPANY,
    WORD_DOMAIN,
    WORD_VESSEL, /* M/V and what else stands before a ship's name */
    WORD_NUMBER,
    WORD_BARE, /* a particle as it is written without vowels */
    WORD_KINDS
};

struct word {
    enum word_kind kind;
    const char *as; /* what it is compared by: "trading" of traders, "44" of forty-four; or NULL */
};

/* The word of that spelling, small letters a to z; of kind WORD_NONE where it is none. */
struct word word_find(const char *text, size_t len);

/* A legal form: how many of the words it takes, 0 where they begin with none. */
struct legal {
    const char *form; /* what it is compared by: "llc" of OOO */
    uint64_t generic; /* one bit, of what kind it is in any country; 0: any */
    size_t words;
};
/* words: as word_legal_form() has them, canonical where they are long enough to be misspelt. */
struct legal word_legal(const char *const *words, size_t count);
size_t word_legal_form(char *out, const char *text, size_t len); /* PART_TEXT + 1 bytes */

/* The words of legal forms, of five letters or more, that one slip makes it (limted, sotck), as
 * word_legal_form() has them, at most `most`; 0: of none, or it is one. */
size_t word_legal_near(const char **out, size_t most, const char *text, size_t len);

/* Whether many people anywhere have the name, in canonical form. */
bool word_common(const char *canon, size_t len);

/* Names that are one in other languages (John, Ivan) or for short (Bob): classes of a name in
 * canonical form, at most `most`. */
enum {
    CLASS_NICKNAME = 1 << 15, /* set in classes of short forms */
    CLASS_RARE = 1 << 14,     /* set in classes of names that few have */
};
size_t word_classes(uint16_t *out, size_t most, const char *canon, size_t len);

#endif
