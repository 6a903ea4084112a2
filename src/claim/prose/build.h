/* build.h - puts tests together from what a sentence says.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_PROSE_BUILD_H
#define CLAIM_PROSE_BUILD_H

#include "claim/prose/frame.h"
#include "claim/prose/prose.h"

enum { TESTS_MAX = 12 };

struct building {
    const struct parsed *p;
    long offset;                /* of the sentence in the text */
    const struct frame *before; /* the sentences before */
    struct frame whole;         /* the sentence */
    struct reading_test test[TESTS_MAX];
    int tests;
    bool law; /* tests of registers and law were found */
};

/* A test to fill; NULL: there are too many. */
struct reading_test *build_test(struct building *b, const char *kind);
void build_field(struct reading_test *t, const char *name, const struct said_field *f);
/* A value with the tokens it was read from; end 0: a rule gave it. */
void build_said(struct building *b, struct reading_test *t, const char *name, const char *value,
                int first, int end);
/* Calls a field, and what is asked of it, otherwise: a period that is when something rose. */
void build_rename(struct reading_test *t, const char *name, const char *other);
/* Takes a field away again. */
void build_drop(struct reading_test *t, const char *name);
void build_ask(struct reading_test *t, const char *field, const char *one, const char *two,
               const char *three);

/* trade.c: amounts, shares, ranks and changes of flows. */
void build_trade(struct building *b);
/* times of a test of a clause: when.c */
struct when {
    int from, until, with_from, with_until; /* 0: not said */
    int first, end, with_first, with_end;   /* tokens */
    bool guessed, carried, average, with_said;
};
enum when_use {
    WHEN_LEVEL,  /* of an amount: the base may be what it is of */
    WHEN_CHANGE, /* of a ratio: two ends are what is compared */
    WHEN_MAIN,   /* what goes on to the next clause */
};
struct when when_of(const struct building *b, const struct clause *c, const struct frame *f,
                    const struct amount *v, enum when_use use);
const char *when_text(const struct building *b, int from, int until);

/* law.c: lists, warrants, treaties, bans, munitions, lawfulness. */
void build_law(struct building *b);

/* judge.c: asks where the sentence names what stands in no field of a test. */
void build_doubt(struct building *b);

/* judge.c: why a sentence cannot be checked; NULL: it can be. */
const char *judge(const struct building *b, bool *hedged);

#endif
