/* points.h - the figures of one series, from the store or from a file, for a fit.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_FLOW_POINTS_H
#define APP_FLOW_POINTS_H

#include "app/flow/params.h"

struct points_params {
    struct flow_params flow;
    const char *series, *column; /* a column of a CSV file in place of the store */
};

#define POINTS_FILE(params, field)                                                                 \
    {PARAM(params, field.series, "series", TEXT, "FILE",                                           \
           "a column of this CSV file in place of the store", FILES),                              \
     .file = true},                                                                                \
    {                                                                                              \
        PARAM(params, field.column, "column", TEXT, "NAME", "which column", NOTHING)               \
    }

struct points {
    double *y; /* NAN where there is no figure */
    int n;
    char freq;         /* 'M', 'A'; 0: of a file, periods are numbers from 1 */
    int first;         /* index of the first period, see period.h */
    const char *title; /* what it is, in one line */
    const char *sources;
};

/* q->series names a file (see ingest/column.h), else the store is asked. */
int points_read(struct points *out, struct session *s, const struct points_params *q,
                struct err *err) MUST_CHECK;

/* The period of index i from 0: "2022-03", or "17" of a file. */
const char *points_period(const struct points *p, int i, struct arena *a);

#endif
