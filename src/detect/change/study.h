/* study.h - one series under the classes of noise that matter for it, with what was found in it
 * swept out.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_CHANGE_STUDY_H
#define DETECT_CHANGE_STUDY_H

#include "detect/panel/panel.h"

enum {
    STUDY_CLASSES = 11,
    STUDY_CHANGES = 10,
    STUDY_SHORT = 3, /* values of a short burst and of a long one, at most */
    STUDY_LONG = 12,
    STUDY_MONTHS = 24, /* values of a series at least in which a level changes gradually */
};
/* How often it does, of each, to at once: set by hand. */
extern const double study_gradual;

struct study {
    const struct noise *g;
    const double *y;
    const struct panel *panel;
    const struct weigh_options *o;
    int n, count;
    int classes[STUDY_CLASSES];
    double log_weight[STUDY_CLASSES];
    struct swept *base[STUDY_CLASSES]; /* with all changes taken in swept out */
    struct pattern taken[STUDY_CHANGES];
    bool unsure[STUDY_CHANGES]; /* may as well not be there: others are weighed without it */
    double none;                /* log evidence of no change, of any spread, beside its own odds */
    int taken_count;
    bool opened;
};

/* Picks the classes; nothing is taken in. */
void study_open(struct study *s, const struct weighed *w, struct arena *a);

/* Sweeps all that was taken in; but one and what is unsure (its number); or but short bursts; or
 * nothing. */
enum { STUDY_ALL = -1, STUDY_NO_BURSTS = -2, STUDY_BARE = -3 };
void study_sweep(struct study *s, int without);
void study_take(struct study *s, const struct pattern *p); /* sweeps one more */

/* Logarithms: how likely the series is with what is swept out, and with one pattern more; how
 * likely the pattern is before. */
double study_evidence(const struct study *s);
double study_with(const struct study *s, const struct pattern *p);
/* With each of n places of a pattern, in rising order: as swept_places(). */
void study_with_each(const struct study *s, const struct pattern *kind, const int *at, int n,
                     double *with);
double study_prior(const struct study *s, const struct pattern *p);
double study_odds(const struct study *s, const struct pattern *p); /* of it being there */

struct size_prior study_size(const struct study *s, int class, double along, double norm,
                             bool ramp);
int study_best(const struct study *s); /* the class that fits best */

#endif
