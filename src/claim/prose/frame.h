/* frame.h - who sends what to whom, when: of a clause, filled up from what was said before.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_PROSE_FRAME_H
#define CLAIM_PROSE_FRAME_H

#include "claim/text/parse.h"

/* A value and the tokens it was read from. */
struct said_field {
    const char *value; /* NULL: not said */
    const char *words;
    long start, end; /* bytes of the text; -1: nowhere */
    bool carried;    /* from a sentence before */
};

struct frame {
    struct said_field from, to, goods;
    struct said_field goods1, goods2; /* of two that are named together: nickel and lead */
    struct said_field subject;        /* whom the sentence is about: for "its" and "it" */
    struct said_field share_of;       /* who has the share or the rank */
    const char *flow;                 /* export, import, re-export, both; NULL: not said */
    struct window_said {
        int from, until;        /* 0: none */
    } when, base;               /* base: what it was last compared with, where that was said */
    struct said_field person;   /* the last against whom there is said to be a warrant */
    struct said_field stray;    /* an area with no part, of one side that may have it */
    struct said_field named[2]; /* the first two areas: the former and the latter */
    bool bulk;                  /* goods that are weighed */
    bool total;                 /* goods of all kinds were meant */
    bool asked;                 /* whether the goods are those of before, or all */
    int unplaced;               /* areas with no part in the trade */
    const char *puzzle;         /* one of them */
    const char *others;         /* the side that has more areas than are named: "from", "to" */
    const char *unknown;        /* words that stand where goods do, and are none that is known */
    bool supplier, customer;
    int year; /* the last that was named in the text; 0: none */
};

struct clause {
    int first, end; /* tokens */
};

/* Who and what a clause names; offset: of the sentence in the text. */
void frame_read(struct frame *out, const struct parsed *p, const struct clause *c, long offset,
                const struct frame *before);

/* What b says and a does not is taken into a. */
void frame_fill(struct frame *a, const struct frame *b);

struct said_field said_of(const struct parsed *p, int first, int end, const char *value,
                          long offset);

#endif
