/* reading.h - what one series of a panel says: shifts of its level, changes of growth, bursts,
 * flows begun and ended.
 *
 * Values are taken on the logarithmic scale where none is negative, without the months that have no
 * trade; whether there is trade is read beside that (onoff.h).  changes.h says what is found.
 * docs/method/surge.md
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_READING_H
#define DETECT_READING_H

#include <stdbool.h>

#include "base/arena.h"
#include "detect/panel/calendar.h"
#include "detect/panel/common.h"
#include "detect/panel/onoff.h"
#include "detect/panel/panel.h"
#include "detect/prepare.h"
#include "model/finding.h"

/* limit READINGS_MAX: changes read from one series, changes: the first are kept; */
enum { READINGS_MAX = 24 };

/* What shares of series have is learned for each. */
enum reading_family { READING_LEVEL, READING_PACE, READING_BURST, READING_TRADE, READING_FAMILIES };

struct reading {
    enum finding_kind kind;
    int direction;              /* 1: up, -1: down */
    int at, low, high;          /* first index of the change with its 95 % interval */
    double size;                /* ratio of levels (differences on the linear scale); NAN: none */
    double size_low, size_high; /* 95 % */
    double df;                  /* of that */
    double p;                   /* for all places looked at */
    double bayes;               /* logarithm of its Bayes factor */
    enum reading_family family;
    const char *test;
};

struct readings {
    enum scale scale; /* none: too few values to say anything */
    int count;
    struct reading reading[READINGS_MAX]; /* in order of time */
    struct course course;                 /* of the class of noise that fits best */
    bool trend, seasonal, full;
    double bayes[READING_FAMILIES]; /* logarithm of the Bayes factor of each, found or not */
    double *fitted;                 /* n; the levels, in units of y */
};

/* What is known before of a series: panel.h and onoff.h. */
struct known {
    struct common common;
    struct calendar calendar;
    struct panel panel;
    struct onoff_shares onoff;
};
void known_default(struct known *k, int season, bool years);

/* The Bayes factor, as a logarithm, that a reading of a family has with such a p. */
double reading_bayes_of(double p, enum reading_family family);

struct weigh_options weigh_options_of(const struct prepared *p, const struct panel *panel);

/* y has n values, NAN where missing; season is 12 for months, 0 for none.  Only changes from index
 * `from` on are asked about: p is for those places. */
void read_series(struct readings *out, const double *y, int n, int season, int from,
                 const struct known *known, struct arena *a);

/* A series that is asked about by itself: nothing is known before.  Readings with a p of at most
 * READING_SURE are sure.  A season of another length than 12 is taken out where there is one. */
extern const double READING_SURE;
void read_alone(struct readings *out, const double *y, int n, int season, bool years, int from,
                struct arena *a);

/* Levels in noise that repeats itself (fit/segment.h): what is read of series of more than
 * NOISE_LONGEST values. */
void read_levels(struct readings *out, const struct prepared *p, struct arena *a);

/* The same by the full robust fit of fit/ltsts.h, one shift, where at most a quarter of the values
 * is zero and none negative; else as above. */
void read_full(struct readings *out, const double *y, int n, int season, int from,
               const struct known *known, struct arena *a);

#endif
