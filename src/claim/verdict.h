/* verdict.h - what figures say of a claim.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_VERDICT_H
#define CLAIM_VERDICT_H

#include "base/arena.h"
#include "claim/claim.h"
#include "fetch/wish.h"

/* From the best to the worst; the verdict of a claim is the worst of its tests. */
enum verdict {
    VERDICT_CONFIRMED,      /* what the claim says, measured, bears it out */
    VERDICT_CONSISTENT,     /* something near to it does: years for months, value for pieces */
    VERDICT_CANNOT_TELL,    /* the data at hand do not measure it */
    VERDICT_NOT_REPRODUCED, /* measured, and another number */
    VERDICT_CONTRADICTED,   /* measured, and the other way, or far off */
};
const char *verdict_name(enum verdict v);  /* as in JSON: cannot_tell */
const char *verdict_words(enum verdict v); /* cannot tell */

/* The same claim computed otherwise. */
struct alternative {
    const char *name;   /* "by weight", "one month later" */
    double value;       /* NAN: not there */
    const char *why;    /* why not */
    bool holds;         /* bears the claim out in substance: the same way, and near its size */
    bool exact;         /* bears it out to the letter */
    bool another_claim; /* another set of goods: does not count for the interval */
};

struct outcome {
    enum verdict verdict;
    double value, low, high; /* of the measure; low and high over alternatives or an interval */
    bool at_least;     /* value is of what is there, and the whole no less: there is no high */
    const char *unit;  /* "x", "USD", "kg", "%", "" */
    const char *words; /* what was found, in a sentence */
    const char **reasons;
    int reason_count;
    const char **needs; /* what would settle it */
    int need_count;
    struct wishes wishes; /* flows among them, as they can be fetched */
    struct alternative *alternatives;
    int alternative_count, surviving; /* that leave the verdict on its side: for or against */
    bool proxy;                       /* what was measured is near to the claim, not it */
    const char *sources;
};

void outcome_reason(struct outcome *o, struct arena *a, const char *text);
void outcome_need(struct outcome *o, struct arena *a, const char *text);
void outcome_alternative(struct outcome *o, struct arena *a, struct alternative x);

/* Sets verdict, low, high and the count of surviving alternatives from value, proxy and
 * alternatives.  A value NAN is VERDICT_CANNOT_TELL. */
void outcome_judge(struct outcome *o, const struct said *s, struct arena *a);

#endif
