/* detect.h - which of many series rose or fell after a date.
 *
 * A detector is given series one by one, looks in each for changes of its level (reading.h), takes
 * those dated after the date, and ends by adjusting all p-values for the number of series it was
 * given.  The answer depends neither on the order of the series nor on the number of threads.
 * docs/method/surge.md describes the tests.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_DETECT_H
#define DETECT_DETECT_H

#include "base/arena.h"
#include "detect/panel/calendar.h"
#include "model/finding.h"

enum detect_method {
    DETECT_LEVELS, /* reading.h */
    DETECT_LTSTS,  /* the full fit of fit/ltsts.h where values are seldom zero, else reading.h */
};

struct detect_options {
    int since_month; /* index of the first month of "after" */
    int since_year;  /* for annual series */
    double keep;     /* series with an unadjusted p below this stay available for display; below 1,
                      * those are chosen that an adjusted one lets in (panel/chosen.h) */
    enum detect_method method;
    bool no_calendar; /* exporters are not what they are called: nothing is told by them */
    int threads;      /* 0: one per core */
};

enum {
    DETECT_BEFORE = 24,  /* months that "before" goes back */
    DETECT_HISTORY = 60, /* months before the date that are looked at */
    DETECT_BEFORE_YEARS = 5,
};

struct detector;

struct detector *detect_open(const struct detect_options *options, struct arena *a);
bool detect_add(struct detector *d, const struct series *s); /* false: it cannot be tested */

/* One that is tested as those of the panel are, and that nothing is learned from: where these are a
 * sample of very many. */
bool detect_add_beside(struct detector *d, const struct series *s);

struct findings {
    struct finding *finding; /* those with p below `keep`, largest excess first */
    int count;
    int tested;     /* series that the p-values are adjusted for */
    int full;       /* of these, monthly series in which a change was weighed */
    int too_short;  /* not tested: too few periods before or after */
    int renumbered; /* not tested: held on one side of a renumbering only */
    double common;  /* standard deviation, in logarithms, of what all series did together and was
                     * taken out of each before it was tested; 0: nothing */
    struct calendar calendar; /* what was taken out beside that */
};

/* Ends the detector; out lives in its arena. */
void detect_close(struct detector *d, struct findings *out);

#endif
