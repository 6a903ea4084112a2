/* reading.h - what one series says by itself: shifts of its level, spikes, flows begun and ended.
 *
 * The scale is chosen first: "rank" where more than a quarter of the values are zero, "log" where
 * none is negative, else "linear".  On ranks the series is split at one shift or one stretch
 * (lumpy.c), and parts in which zeros are few are then read on the log scale.  There, segment.h
 * chooses the shifts, phi and the need of a trend together.  A yearly season is taken out where
 * there is one.  Beside that, burst.c looks for values in a row that have no equal.
 * docs/method/changepoints.md
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_READING_H
#define DETECT_READING_H

#include <stdbool.h>

#include "base/arena.h"
#include "model/finding.h"

/* limit READINGS_MAX: changes read from one series, changes: the first are kept; */
enum { READINGS_MAX = 24 };

enum scale { SCALE_NONE, SCALE_RANK, SCALE_LOG, SCALE_LINEAR };
const char *scale_name(enum scale s); /* NULL for none */

struct reading {
    enum finding_kind kind;
    int direction;              /* 1: up, -1: down */
    int at, low, high;          /* first index of the change with its 95 % interval */
    double size;                /* ratio of levels (differences on the linear scale); NAN: none */
    double size_low, size_high; /* 95 % */
    double p;                   /* for all places looked at */
    const char *test;
};

struct readings {
    enum scale scale; /* none: too few values to say anything */
    int count;
    struct reading reading[READINGS_MAX]; /* in order of time; spikes last */
    double phi;                           /* how much neighbouring values repeat each other */
    bool trend, seasonal, full;
    double slope;   /* of the trend, per period, on the scale */
    double *fitted; /* n; the levels, in units of y */
};

enum {
    READING_QUESTIONS = 3
}; /* shifts, spikes and bursts: p of a series is that times the least */

/* y has n values, NAN where missing; season is 12 for months, 0 for none.  Only changes from index
 * `from` on are asked about: p is for those places. */
void read_series(struct readings *out, const double *y, int n, int season, int from,
                 struct arena *a);

/* The same by the full robust fit of fit/ltsts.h, one shift, where at most a quarter of the values
 * is zero and none negative; else as above. */
void read_full(struct readings *out, const double *y, int n, int season, int from, struct arena *a);

/* Parts of that.  read_lumpy() takes series in which many values are zero; read_burst() looks at
 * y[first..until). */
void read_lumpy(struct readings *out, const double *y, int n, int from);
void read_burst(struct readings *out, const double *y, int n, int first, int until, int from);

#endif
