/* claim.h - statements of others as tests that figures and registers can answer.
 *
 * A claim file is YAML; docs/method/claims.md describes it.  Reading checks words and numbers; what
 * areas, codes and periods mean is for whoever answers.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_CLAIM_H
#define CLAIM_CLAIM_H

#include "base/arena.h"
#include "base/err.h"
#include "claim/says.h"

/* limit CLAIM_FILE_MAX: a file of claims, bytes: refused; limit CLAIM_DEPTH_MAX: YAML of claims,
 * levels: refused, with its place, as are aliases; limit CLAIMS_MAX: claims in a file, claims:
 * refused; limit CLAIM_TESTS_MAX: tests of a claim, tests: refused; */
enum {
    CLAIM_FILE_MAX = 4 * 1024 * 1024,
    CLAIM_DEPTH_MAX = 16,
    CLAIMS_MAX = 2000,
    CLAIM_TESTS_MAX = 50
};

enum claim_kind {
    CLAIM_RATIO,            /* growth: one period over another */
    CLAIM_CHANGE,           /* a difference: one period less another */
    CLAIM_RECORD,           /* the most, or the least, of all such periods since another */
    CLAIM_LEVEL,            /* an amount in a period, or cumulated over it */
    CLAIM_SHARE,            /* of all exporters, destinations or goods */
    CLAIM_RANK,             /* of the exporter among all, by value */
    CLAIM_DESTINATION_RANK, /* of the importer among all destinations of the exporter */
    CLAIM_COMPARE,          /* one exporter over another, in one period */
    CLAIM_UNIT_VALUE,       /* value per kg of one period over another */
    CLAIM_ZERO,             /* nothing at all in a period */
    CLAIM_FIRST,            /* the first flow ever, in or around `when` */
    CLAIM_RISE,             /* a sharp increase in or around `when` */
    CLAIM_COINCIDENCE,      /* that a rise falls on an event */
    CLAIM_LAWFUL,           /* a share of value by legal status */
    CLAIM_MUNITIONS,        /* whether anything of the munitions group was reported */
    CLAIM_COUNT,            /* states bound by a treaty */
    CLAIM_BOUND,            /* whether a state was bound */
    CLAIM_WARRANT,          /* who issued a warrant, against whom, for what */
    CLAIM_LISTED,           /* whether a name is on a list */
    CLAIM_LISTINGS,         /* how many were put on a list on a day, or between two */
    CLAIM_LIST_COUNT,       /* how many are on a list on a day */
    CLAIM_MIRROR_GAP,       /* share of an export that the importer's report lacks */
    CLAIM_DIVERTED,         /* share of a fall that intermediaries received */
    CLAIM_KINDS
};

const char *claim_kind_name(enum claim_kind k);
enum said_as claim_kind_says(enum claim_kind k);

/* Where the text of a field stands. */
struct claim_place {
    const char *text;
    long line, column;
};

/* Fields as written; NULL where they are not. */
struct claim_test {
    enum claim_kind kind;
    const char *from, *from_with, *to, *via, *code, *code_sets, *list, *group, *flow;
    const char *period, *with, *when, *since, *on;
    const char *measure, *of, *status, *event;
    const char *treaty, *state, *person, *issuer, *charge, *name, *register_list;
    const char *unit;      /* what was counted, where the sentence says it: items */
    const char *moved;     /* of a level: rose or fell, against a year before */
    const char *price;     /* of a unit value: its level in the period: 240 USD a tonne */
    const char *each;      /* of a level: month: it is that in every month of the period */
    const char *code_note; /* what the code does not isolate */
    const char *says_text;
    struct said says;
    long line;
    struct claim_place *place; /* of each field */
    int place_count;
};

struct claim {
    const char *id, *sentence, *said_by, *said_on, *where, *note;
    struct claim_test *tests;
    int test_count;
    long line;
};

struct claims {
    struct claim *claim;
    int count;
};

/* ERR_INPUT names the line and column of what is wrong.  All strings are in the arena. */
int claims_read(struct claims *out, const char *path, struct arena *a, struct err *err) MUST_CHECK;

#endif
