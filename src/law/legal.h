/* legal.h - the legal status of flows, each on the last day of its period.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_LEGAL_H
#define LAW_LEGAL_H

#include "base/buf.h"
#include "law/rule.h"
#include "model/finding.h"

struct legal_flow {
    const char *unit;
    int exporter, importer; /* m49 */
    int period;             /* yyyymm or yyyy */
    double value;
};

/* The last day of a month or year: the day by which its status is judged, since a month in which a
 * list begins counts as listed. */
void legal_day(char out[DAY_TEXT], int period);

/* Adds the periods of a series: those in which something was sent, or all. */
enum legal_periods { LEGAL_SENT, LEGAL_ALL };
void legal_add(struct legal_flow **list, int *count, const struct series *s,
               enum legal_periods which, struct arena *a);

/* status[i] for each flow on the last day of its period, before[i] on the day before its first
 * (before NULL: not wanted); in the arena.  Where they differ the law changed within the period. */
int legal_flows(enum legal **status, enum legal **before, struct ref *r, const struct legal_flow *f,
                int count, struct arena *a, struct err *err) MUST_CHECK;

/* status[i] for each finding, on the last day of its change. */
int legal_of(enum legal **status, struct ref *r, const struct finding *f, int count,
             struct arena *a, struct err *err) MUST_CHECK;

/* "by law <when>, of 12.3 M USD: 40 % prohibited, 60 % not listed;
 * 12 % in those within which it changed\n" from sums per status; nothing where they are zero. */
struct legal_sums {
    double of[LEGAL_KINDS], changed;
};
void legal_sum(struct legal_sums *s, enum legal status, enum legal before, double value);
#define LEGAL_AT_ENDS "on the last day of each month or year"
void legal_totals(struct buf *to, const struct legal_sums *s, const char *currency,
                  const char *when);

#endif
