/* score.h - how likely two names are of one bearer, and why.
 *
 * Parts of one name are paired with parts of the other, each once, neighbours joined where that
 * agrees better.  What is alike shares the score by weight, and each fault costs: letters that
 * differ, parts that both have and neither shares (a contradiction), parts that one lacks (an
 * omission), other numbers, legal forms of another kind.  The items add up to the score.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_SCORE_H
#define SCREEN_SCORE_H

#include "screen/name/name.h"
#include "screen/near.h"
#include "screen/profile.h"

/* A name with what its parts weigh: 1 for a rare word. */
struct weighed {
    const struct name *name;
    float weight[NAME_PARTS];
    float
        bits[NAME_PARTS]; /* what agreeing in a part tells, in bits: -log2 of its share of names */
    float all;            /* sum of weight */
    bool plain;           /* nothing has a weight of its own: each part counts the same */
};

/* How rare a part is: 0 for the most common, 1 for one that is seen once, and in bits. */
struct rarity {
    float rare, bits;
};
/* What a part weighs. */
float score_weight(const struct part *part, const struct profile *p, const struct rarity *rarity);

/* rarity: one for each part; NULL: nothing is known of any. */
void score_weigh(struct weighed *out, const struct name *n, const struct profile *p,
                 const struct rarity *rarity);

/* What a part counts at least of its weight where it agrees with nothing, 0 to 1. */
float score_lone(const struct part *part, const struct profile *p);

/* What it tells that a part agrees, in bits: less where it is short or a character. */
double score_told(const struct weighed *w, int at);
/* Words that say who somebody is: without company words, particles, numbers. */
int score_naming_words(const struct name *n);

enum item_kind {
    ITEM_PAIR,          /* of parts that agree */
    ITEM_CONTRADICTION, /* all that neither shares */
    ITEM_EXTRA,         /* a part that only the name searched has */
    ITEM_MISSING,       /* one that only the listed name has */
    ITEM_NUMBER,
    ITEM_LEGAL,
    ITEM_CHANCE, /* names that may agree by chance */
    ITEM_FLOOR,  /* what a score would be below 0 */
};

struct item {
    enum item_kind kind;
    enum near_how how;
    uint8_t at[2], count[2]; /* parts of the name searched, of the listed one */
    float alike, weight;     /* weight: share of both names, 0 to 1 */
    float adds;              /* to the score */
};

enum { ITEMS = 2 * NAME_PARTS + 8 };

struct score {
    double score; /* 0 to 1, the sum of what the items add */
    int count;
    struct item item[ITEMS];
    double
        faults[COEFFICIENTS]; /* shares and counts that the costs are times of, for tools/profile */
};

/* names: how many are searched, for what an agreement by chance is worth; 1: two names alone. */
void score_names(struct score *out, const struct weighed *searched, const struct weighed *listed,
                 const struct profile *p, double names);

/* Two names by themselves, without a list: how rare a part is counts for nothing.  In memory of
 * their own, to be scored again and again.  Why they cannot be compared, with a score of 0; NULL:
 * they can. */
struct score_pair {
    struct name name[2];
    struct weighed weighed[2];
    struct score score;
};
const char *score_two(struct score_pair *p, const char *a, const char *b,
                      const struct profile *profile);

#endif
