/* name.h - a name as parts that can be compared with those of another.
 *
 * A name of any script becomes parts in small Latin letters, each in three forms: as romanised, in
 * a spelling that does not depend on who romanised it, and its consonants by class.  What a part is
 * (title, particle, legal form, number ...) comes from the tables of data/name/.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_NAME_NAME_H
#define SCREEN_NAME_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum part_kind {
    PART_WORD,
    PART_PATRONYMIC, /* Ivanovich */
    PART_INITIAL,    /* one letter */
    PART_LETTERS,    /* A.B.C., J.-C. */
    PART_NUMBER,     /* 44, XLIV, forty-four; text is its value in digits */
    PART_LEGAL,      /* a legal form, all its words; text is what it is compared by */
    PART_COMPANY,    /* company, group, trading */
    PART_DOMAIN,     /* bank, oil, shipping: what somebody does */
    PART_PARTICLE,   /* al, bin, von */
    PART_TITLE,      /* Dr, Mullah */
    PART_STOP,       /* the, of, and */
    PART_KINDS
};

/* limit NAME_BYTES: bytes of a name that is screened, : unscreenable; */
/* limit NAME_PARTS: parts of a name that is screened, : unscreenable; */
enum {
    NAME_BYTES = 1000,
    NAME_PARTS = 40,
    PART_TEXT = 31,
    PART_SKELETON = 15,
    PART_CLASSES = 4,
    SKELETON_LEAST = 3, /* consonants that tell a word */
};

struct part {
    uint8_t kind;
    uint8_t text_length, canon_length, skeleton_length;
    bool consonants;     /* of a script that leaves vowels out */
    bool syllable;       /* of a script with a character for each */
    bool foreign;        /* read from another script than the Latin one */
    bool common;         /* a name that many have, see word.h */
    bool hyphen;         /* one stands between it and the part behind it */
    uint8_t class_count; /* names that are the same elsewhere; see word.h */
    uint16_t class_of[PART_CLASSES];
    uint32_t letters[2];       /* a bit for each letter of the canonical form, of the text */
    uint64_t key;              /* of the canonical form */
    uint64_t paper;            /* the same with m for rn, which paper and scanners confuse */
    char text[PART_TEXT + 1];  /* romanised: a to z, or digits */
    char canon[PART_TEXT + 1]; /* in a spelling of its own, see canon.h */
    char skeleton[PART_SKELETON + 1];
};

/* Neighbouring parts as one, to find "Patr ushev" and "vanderbilt". */
struct run {
    uint8_t at, count;
    uint64_t key;   /* of the parts written as one */
    uint64_t frame; /* of their consonants, where they are written without vowels; else 0 */
};
enum { NAME_RUNS = 3 * NAME_PARTS, RUN_PARTS = 3 };

struct name {
    const char *unscreenable; /* why it cannot be compared with anything; NULL: it can */
    int count, runs;
    uint64_t initials; /* key of the first letters of its words; 0: fewer than three */
    uint64_t legal;    /* set of generic legal forms, see word.h */
    struct part part[NAME_PARTS];
    struct run run[NAME_RUNS];
};

/* Reads len bytes of UTF-8.  Never fails: what cannot be compared says why. */
void name_read(struct name *out, const char *text, size_t len);

/* Whether a part says who somebody is, and not what he is called by or in what form. */
bool part_names(const struct part *p);

#endif
