/* profile.h - the numbers of the scoring, with a version.
 *
 * data/name/profile.csv holds one row a coefficient and one column a mode; tools/profile fits those
 * of `default` to pairs of names that people judged.  A score is only ever compared with scores of
 * the same version.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_PROFILE_H
#define SCREEN_PROFILE_H

enum profile_mode { MODE_DEFAULT, MODE_STRICT, MODE_WIDE, PROFILE_MODES };

enum coefficient {
    /* how alike two parts are, 0 to 1, where they are not the same */
    ALIKE_SPELLING, /* the same in canonical form */
    ALIKE_NAME,     /* the same name in another language */
    ALIKE_NICKNAME,
    ALIKE_INITIAL,
    ALIKE_CUT, /* one begins with the other */
    ALIKE_JOINED,
    ALIKE_FRAME, /* neighbours with the consonants of one word */
    ALIKE_ACRONYM,
    /* what makes parts less alike whose letters differ */
    LETTERS_SHARE,   /* edits by length */
    LETTERS_FOREIGN, /* times so much where one of them was romanised here */
    LETTERS_MORE,    /* each edit after the first */
    /* weights of kinds of parts, beside 1 for a word */
    WEIGHT_PATRONYMIC,
    WEIGHT_INITIAL,
    WEIGHT_LONE_INITIAL,    /* times so much where it agrees with nothing */
    WEIGHT_LONE_PATRONYMIC, /* the same where the other name has none */
    WEIGHT_COMPANY,
    WEIGHT_DOMAIN,
    WEIGHT_PARTICLE,
    WEIGHT_COMMON, /* of the most common part, beside 1 for the rarest */
    /* what lowers a score, by share of weight */
    COST_UNLIKE,        /* parts that are alike, not the same */
    COST_CONTRADICTION, /* both have parts that the other lacks */
    COST_CONTRADICTED,  /* the same by weight, however long the names are */
    COST_EXTRA,         /* parts that only the name searched has */
    COST_MISSING,       /* parts that only the listed name has */
    COST_SINGLE,        /* the same, where the listed name is one word */
    /* or once */
    COST_NUMBER,       /* other numbers */
    COST_NUMBER_ALONE, /* a number on one side */
    COST_LEGAL,        /* legal forms of other kinds */
    COST_LEGAL_ALONE,
    CHANCE_BITS,  /* what names that agree must tell beside finding one among all, in bits */
    COST_UNKNOWN, /* what such names cost besides where they are not the same */
    COST_CHANCE,  /* how much more all of them cost where little is known of the name that agrees */
    THRESHOLD,
    COEFFICIENTS
};

struct profile {
    const char *version;
    double of[COEFFICIENTS];
};

/* Read from the tables built in, once. */
const struct profile *profile_of(enum profile_mode mode);

#endif
