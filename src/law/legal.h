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

/* status[i] for each flow; in the arena. */
int legal_flows(enum legal **status, struct ref *r, const struct legal_flow *f, int count,
                struct arena *a, struct err *err) MUST_CHECK;

/* status[i] for each finding, on the last day of its change. */
int legal_of(enum legal **status, struct ref *r, const struct finding *f, int count,
             struct arena *a, struct err *err) MUST_CHECK;

/* "by law <when>, of 12.3 M USD: 40 % prohibited, 60 % not listed\n" from sums per status; nothing
 * where they are zero. */
void legal_totals(struct buf *to, const double sum[LEGAL_KINDS], const char *currency,
                  const char *when);

#endif
