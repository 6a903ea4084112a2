/* pairs.h - both reports of the same flows: what the exporter says and what the importer says.
 *
 * A cell is one exporter, importer, family and period; where one side has a heading as a whole and
 * the other its codes, the heading.  Only periods that both reporters of a pair have published are
 * compared; what lies in others is counted apart.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_MIRROR_PAIRS_H
#define APP_MIRROR_PAIRS_H

#include "app/flow/select.h"
#include "app/mirror/quality.h"

struct pair {
    int exporter, importer, period; /* m49; yyyymm or yyyy */
    const char *unit;
    double value[SIDES], weight[SIDES], quantity[SIDES]; /* 0: none */
    const char *counted[SIDES];                          /* what quantities are in; NULL: none */
};

struct pairs {
    struct pair *cell; /* by exporter, importer, unit, period */
    int count;
    const char *currency, *valuation[SIDES], *sources[SIDES];
    struct units units;
    const struct areas *areas;
    bool monthly;
    struct window window; /* what was asked, as periods of the cells: months, or years */
    int *common, commons; /* periods that both sides of some pair have published, in order */
    int left[SIDES];      /* cells in periods that the other side has not published */
    struct partners {
        int exporter, importer;
    } * other; /* whose flow is there by the other frequency, and was left out */
    int others;
};

/* Reads both reports of what was asked in a window, and of so many periods after it (for a lag);
 * measures: weights and quantities too; in: only figures in that currency, NULL: all have to be in
 * one.
 * ERR_CONFLICT: they are in different currencies, or one is annual and the other monthly;
 * ERR_NOT_FOUND: one side has nothing, or no period is of both. */
int pairs_read(struct pairs *out, struct session *s, const struct flow_params *flow,
               struct window w, int after, bool measures, const char *in,
               struct err *err) MUST_CHECK;

/* Whether a period is one that both have published. */
bool pairs_have(const struct pairs *p, int period);

#endif
