/* parse.h - a sentence with everything in it that means something: names, goods, words of trade,
 * amounts and times.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_TEXT_PARSE_H
#define CLAIM_TEXT_PARSE_H

#include "claim/text/glossary.h"
#include "claim/text/lexicon.h"
#include "claim/words.h"

/* limit AMOUNTS_MAX: numbers that are read of one sentence, numbers: those after are left out; */
enum { MENTIONS_MAX = 800, AMOUNTS_MAX = 48, SPANS_MAX = 48 };

struct mention {
    enum sense sense;
    const char *value;
    bool bulk;
    int first, end; /* tokens */
};

enum amount_kind {
    AMOUNT_PLAIN, /* a number and nothing that says of what */
    AMOUNT_MONEY,
    AMOUNT_WEIGHT,
    AMOUNT_UNITS,    /* pieces, or a number before goods */
    AMOUNT_PERCENT,  /* 62 % */
    AMOUNT_POINTS,   /* 13 percentage points */
    AMOUNT_TIMES,    /* 5.7 times, tripled */
    AMOUNT_FRACTION, /* a third, two fifths: number is the share */
    AMOUNT_MOST,     /* almost all */
};

struct amount {
    enum amount_kind kind;
    double number, second; /* second: of "five to seven"; NAN: none */
    enum bound bound;
    const char *bound_word; /* as it is written in tests: "more than" */
    const char *word;       /* of AMOUNT_TIMES and AMOUNT_MOST where it is a word: "tripled" */
    const char *tens;       /* "million", "bn"; "": none */
    const char *unit;       /* USD, tonnes, kg, units; "": none */
    bool minus, per_month, per_year, per_tonne;
    int first, end;
};

enum span_kind {
    SPAN_SAID, /* 2023, July 2023, the first half of last year */
    SPAN_YOY,  /* a year earlier */
    SPAN_SAME, /* the same months of 2022: from and until 0 where no year is said */
    SPAN_MOM,  /* a month earlier */
    SPAN_NOW,
    SPAN_THAT, /* that month: of what was spoken of */
    SPAN_LATER /* two years later: than what the sentence before spoke of */
};

struct span {
    enum span_kind kind;
    int from, until; /* yyyymm or yyyy */
    int years;       /* of SPAN_YOY and SPAN_LATER: how many */
    int run;         /* in the three years to 2022, in two years: how many; a change is over all */
    bool to;         /* two ends that are said: from July to August */
    bool pair;       /* two that are named: in October and November */
    bool yearless;   /* the year is taken from the day of publication */
    bool before_war, since, average;
    bool before;     /* what went before it is spoken of: until 2021 */
    bool vague;      /* a part of it that is not told: late 2023 */
    bool whole;      /* of SPAN_LATER: the year, where months were spoken of */
    const char *day; /* YYYY-MM-DD where a day is said */
    int first, end;
};

struct parsed {
    struct tokens t;
    struct lexicon *lexicon;
    const struct glossary *glossary; /* NULL: the text is in English */
    struct arena *arena;
    const char *dateline; /* YYYY-MM-DD */
    int now;              /* its month, counted (period_index) */
    struct mention *m;    /* in order of their first tokens */
    int *from;            /* of each token: the first mention that begins there or behind it */
    int mentions;
    struct amount *v;
    int amounts;
    struct span *s;
    int spans;
};

/* p is all zeros, or of the sentence before, whose room is used again. */
void parse_sentence(struct parsed *p, const char *text, size_t len, struct lexicon *l,
                    const char *dateline, struct arena *a);

void parse_amounts(struct parsed *p); /* amounts.c, after mentions and times */
void parse_times(struct parsed *p);   /* times.c, after mentions */

/* The mention of a sense that begins at a token, ends before one, or covers one; NULL: none. */
const struct mention *mention_at(const struct parsed *p, int token, enum sense sense);
const struct mention *mention_before(const struct parsed *p, int token, enum sense sense);
const struct mention *mention_over(const struct parsed *p, int token, enum sense sense);

/* Whether a phrase of any sense covers a token. */
bool mention_any(const struct parsed *p, int token);

/* The first mention of a sense that begins in [first, end); NULL: none. */
const struct mention *mention_in(const struct parsed *p, int first, int end, enum sense sense);

/* The span and the amount that cover a token; NULL: none. */
const struct span *span_over(const struct parsed *p, int token);
const struct amount *amount_over(const struct parsed *p, int token);

/* How many tokens a text of n bytes takes that begins at token i. */
int tokens_within(const struct tokens *t, int i, size_t n);

/* What stands from one token to before another, as it is written, in the arena. */
const char *words_of(const struct parsed *p, int first, int end);

#endif
