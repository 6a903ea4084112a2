/* changes.h - what happens in one series: changes of level and of growth, bursts and dips.
 *
 * A change is taken in while the series is likelier with it than without, all classes of noise that
 * matter together, the best first; then each is moved to its best place given the others, and
 * dropped where it is no longer worth its prior.  What is left is weighed one by one against the
 * series with all others: the Bayes factor of "somewhere from the date asked about on".
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_CHANGE_CHANGES_H
#define DETECT_CHANGE_CHANGES_H

#include "base/arena.h"
#include "detect/change/study.h"

enum { CHANGES_MAX = STUDY_CHANGES };

enum change_kind { CHANGE_LEVEL, CHANGE_PACE, CHANGE_BURST };

struct change {
    enum change_kind kind;
    int at, until;                    /* until: of a burst, else the length of the series */
    int over;                         /* values over which it comes; 1: at once */
    int low, high;                    /* 95 % of the posterior of at */
    int until_low, until_high;        /* the same of until, of a burst */
    double size, size_low, size_high; /* 95 %; on the scale of y, of growth per value */
    double df;                        /* degrees of freedom of that, the panel's among them */
    double bayes; /* logarithm of the Bayes factor, for all places from `from` on */
};

struct changes {
    int count;
    struct change change[CHANGES_MAX]; /* in order of time */
    struct course course;              /* of the class that fits best */
    int season;                        /* of that class: see noise_season() */
    double *fitted;                    /* n: the level */
};

void changes_read(struct changes *out, const struct noise *g, const double *y,
                  const struct weighed *w, const struct panel *p, const struct weigh_options *o,
                  struct arena *a);

#endif
