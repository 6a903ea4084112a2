/* reading.h - what one series says by itself: shifts of its level, spikes, flows begun and ended.
 *
 * The scale is chosen first: "rank" where more than a quarter of the values are zero, "log" where
 * none is negative, else "linear".  On ranks lumpy.c looks for one shift or one stretch; on the
 * others segment.h chooses the shifts, phi and the need of a trend together.  A yearly season is
 * taken out where there is one.  docs/method/changepoints.md
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_READING_H
#define DETECT_READING_H

#include <stdbool.h>

#include "base/arena.h"
#include "model/finding.h"

enum { READINGS_MAX = 24 };

struct reading {
    enum finding_kind kind;
    int direction;              /* 1: up, -1: down */
    int at, low, high;          /* first index of the change with its 95 % interval */
    double size;                /* ratio of levels (differences on the linear scale); NAN: none */
    double size_low, size_high; /* 95 % */
    double p;                   /* for all places it could have been found at */
};

struct readings {
    const char *scale; /* NULL: too few values to say anything */
    int count;
    struct reading reading[READINGS_MAX]; /* in order of time; spikes last */
    double phi;                           /* how much neighbouring values repeat each other */
    bool trend, seasonal, full;
    double slope;   /* of the trend, per period, on the scale */
    double *fitted; /* n; the levels, in units of y */
};

/* y has n values, NAN where missing; season is 12 for months, 0 for none. */
void read_series(struct readings *out, const double *y, int n, int season, struct arena *a);

/* The same for series in which most values are zero; lumpy.c. */
void read_lumpy(struct readings *out, const double *y, int n, struct arena *a);

#endif
