/* calendar.h - what working days and the Chinese New Year do to the series of a panel, where it can
 * be told: taken out of each beside the movement that all share.
 *
 * Steady effects of a calendar month are the season's, and have no part in this (month.h).  Taken
 * from the changes of the logarithms from month to month, with a change of level as one value that
 * is cut (P. J. Huber, Robust Statistics, 1981, section 7.8), for all series of one exporter that
 * one reporter has together.  The errors of one month may go together and those of months beside
 * each other (L. P. Hansen and R. J. Hodrick, JPE 88, 1980), those of the New Year by year; what
 * months it hangs on makes the degrees of freedom (R. M. Bell and D. F. McCaffrey, Survey
 * Methodology 28, 2002).  An effect that chance may make as large, or that is more than days can do
 * (0 to 2, -2 to 1), is left alone.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_PANEL_CALENDAR_H
#define DETECT_PANEL_CALENDAR_H

#include "base/arena.h"
#include "detect/panel/common.h"
#include "detect/panel/month.h"
#include "model/series.h"

/* Times of what month_effect() says, of the logarithm of the value: 1 of working days is a value in
 * proportion to them; -0.3 of the New Year is three weeks whose whole month lacks a quarter. */
struct calendar_effects {
    double slope[MONTH_EFFECTS]; /* 0: none that can be told */
    double apart[MONTH_EFFECTS]; /* standard deviation of the slopes of a group's series */
};

struct calendar_key {
    int exporter, reporter; /* m49 */
};

struct calendar_group {
    struct calendar_key key;
    struct calendar_effects effects;
};

/* What is known of the calendar: groups with an effect, in order. */
struct calendar {
    struct calendar_group *group;
    int count;
};

/* Of lists of months in the order of series_compare(). */
void calendar_learn(struct calendar *out, const struct series *const *series,
                    const struct read_window *window, int count, int threads, struct arena *a);

struct calendar_effects calendar_of(const struct calendar *c, const struct series *s);

/* Of one series asked about by itself: y[i] is that of month first + i. */
struct calendar_effects calendar_alone(const double *y, int n, int first);

/* "0.96 of working days, -0.31 of the Chinese New Year"; NULL: none. */
const char *calendar_words(const struct calendar_effects *e, struct arena *a);

/* A copy of the window without them, where there are any: of a group's, as far as the series itself
 * goes by them. */
void calendar_take_out(struct read_window *w, const struct calendar_effects *e, struct arena *a);

#endif
