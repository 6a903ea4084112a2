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
    bool vague;   /* a part of it that is not told */
    bool two_end; /* from and until may be what is compared, as well: from January to October */
    bool ends;    /* they are */
};
enum when_use {
    WHEN_LEVEL,   /* of an amount: the base may be what it is of */
    WHEN_CHANGE,  /* of a ratio: two ends are what is compared */
    WHEN_NOTHING, /* of no trade: before 2021 is all of that */
    WHEN_MAIN,    /* what goes on to the next clause */
};
struct when when_of(const struct building *b, const struct clause *c, const struct frame *f,
                    const struct amount *v, enum when_use use);
const char *when_text(const struct building *b, int from, int until);

/* spans.c: the time of a clause that says when an amount is of (NULL: any of its amounts), and the
 * one that is compared with; NULL: there is none. */
const struct span *span_of_time(const struct building *b, const struct clause *c,
                                const struct amount *v);
const struct span *span_of_base(const struct building *b, const struct clause *c);

/* law.c: lists, warrants, treaties, bans, munitions, lawfulness. */
void build_law(struct building *b);

/* doubt.c: asks where the sentence names what stands in no field of a test. */
void build_doubt(struct building *b);

/* judge.c: why a sentence cannot be checked; NULL: it can be.  judge_not_read: it tells of trade,
 * and no rule knows its words. */
extern const char judge_not_read[];
const char *judge(const struct building *b, bool *hedged);

/* --- the parts of reading a trade --- */

enum { ANCHORS_MAX = AMOUNTS_MAX + 16 };

/* Whether the word at a token says that nothing was traded: no, none, stopped buying. */
bool trade_nothing(const struct parsed *p, int i, int end);

/* "in no month", "not a single year", "none of the months": of what comes behind, the contrary. */
bool trade_in_no(const struct parsed *p, int i);

/* Whether a rank among suppliers or customers begins there. */
bool trade_ranked(const struct parsed *p, int i);

/* "Belgium and Spain each bought": tests from one on are made tests of each. */
void trade_each(struct building *b, int first);
void trade_respectively(struct building *b); /* asks whose an amount is */

/* Cuts a sentence where one amount and its circumstances end; how many. */
int trade_clauses(const struct parsed *p, struct clause *out);

/* Whether a phrase of a sense stands between two tokens. */
bool trade_sense(const struct parsed *p, int from, int until, enum sense s);

/* Which way a word goes (1 up, -1 down), and an amount; 0: none. */
int trade_way_at(const struct parsed *p, int i);
int trade_way(const struct parsed *p, const struct clause *c, const struct amount *v);
/* Whether an amount is a part of something. */
bool trade_is_share(const struct building *b, const struct clause *c, const struct amount *v,
                    int way);

/* Whether a clause is said aside: "of which Poland took 38 %". */
bool trade_aside(const struct parsed *p, const struct clause *c);

/* As tests write it: "more than 75 million USD", "+62 %", "almost tripled". */
const char *trade_amount(const struct building *b, const struct amount *v);

const char *trade_percent(const struct building *b, const struct amount *v, int way);
const char *trade_times(const struct building *b, const struct amount *v);

/* A test with who, to whom and of what; NULL: there are too many, or nothing is traded. */
struct reading_test *trade_begin(struct building *b, const char *kind, const struct frame *f);

/* A test of a flow with its fields; NULL: there are too many. */
struct reading_test *trade_test(struct building *b, const char *kind, const struct clause *c,
                                const struct frame *f, const struct amount *v, enum when_use use);

/* prices.c: two prices are one change: "$317 a tonne, against $105 a year earlier". */
bool trade_prices(struct building *b, const struct clause *c, int clauses, const struct frame *f);

/* shares.c: a share, and what it was before; *last: of what that of the clause before was. */
void trade_share(struct building *b, const struct clause *c, const struct frame *f,
                 const struct amount *v, const char **last);

/* ranks.c: ranks, firsts, stops, surges, records. */
void trade_words(struct building *b, const struct clause *c, const struct frame *f);

/* carry.c: whether a trade goes the other way than the one spoken of before. */
bool trade_turned(const struct parsed *p, const struct clause *c);
bool trade_mirrored(const struct parsed *p, const struct clause *c, const struct frame *last);

/* carry.c: what the first clause of a sentence leaves to the rest of it and to those before. */
void trade_carry(struct building *b, const struct clause *c, struct frame *f);

#endif
