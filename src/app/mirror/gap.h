/* gap.h - rows of a mirror: both reports by code, month, exporter or importer, what is between them
 * and how surely that is more than freight, insurance and the usual scatter.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_MIRROR_GAP_H
#define APP_MIRROR_GAP_H

#include "app/mirror/margin.h"
#include "app/mirror/worth.h"

enum { LAGS = 2 }; /* months in which goods may be on their way */

struct line {
    const char *key;
    double value[SIDES], later[LAGS];      /* later: the importer's, so many months after */
    double weight[SIDES], quantity[SIDES]; /* NAN: in several units */
    const char *counted[SIDES];            /* NULL: no quantity is stated */
    double *period[SIDES];                 /* value by period of the window */
    int cells, only[SIDES];
    struct margin margin; /* of its pairs, weighted by what the exporter says */
    double weights;       /* what that was weighted by */
    double gap, low, high;
    double p, p_adjusted;             /* NAN: of one side only, or too few to say */
    double best, best_low, best_high; /* NAN: not asked */
    const char *cause, *evidence;     /* evidence: "" where the cause says it */
};

struct gaps {
    struct arena *arena;
    const char *by; /* "code", "month", "exporter", "importer" */
    struct pairs pairs;
    struct margins margins;
    struct worths worths; /* of the families of what the margins were fitted to */
    struct line *line;    /* by key */
    int count, periods;
    bool mixed; /* totals of one side beside sums of what is held of the other */
    int last;   /* place of the last period of which the importers say anything */
};

/* Rows of the pairs, which have been read; the margins have been fitted. */
void gaps_read(struct gaps *g);

/* The row of a key, while they are by key; NULL: there is none. */
struct line *gaps_line(const struct gaps *g, const char *key);
struct line *gaps_of(const struct gaps *g, const struct pair *c); /* that of a cell */

/* Fills p and p_adjusted.  Of a row whose months both sides report: a t-test of the logarithms of
 * their ratios against the nearer bound of the margin, located by Huber's M-estimate, scaled by Qn,
 * inflated where neighbouring months repeat each other.  Of others: how far their ratio is from the
 * margin in the spread (Qn) of all rows, by the tail of t with 4 degrees of freedom. */
void gaps_test(struct gaps *g);

/* Whether the importer's value lies between the exporter's and that with the most freight there
 * is. */
bool gap_within(const struct line *l, double exporter, double importer);

#endif
