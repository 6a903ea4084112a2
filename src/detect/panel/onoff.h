/* onoff.h - trade that comes and goes: months with trade and months with none.
 *
 * Whether there is trade is a chain of two states; how often it begins and ends is one of a few
 * classes, whose shares the panel gives, as for the noise (panel.h).  A change is another class
 * from a date on, or a run of
 * months without trade after which it goes on as before.  So the last of many runs is no news, and
 * trade that goes on where it never went on for long is.  (The chain: M. S. Bartlett, Proc.
 * Cambridge Phil. Soc. 47, 1951.)
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_PANEL_ONOFF_H
#define DETECT_PANEL_ONOFF_H

#include <stdbool.h>

enum { ONOFF_RATES = 9, ONOFF_CLASSES = ONOFF_RATES * ONOFF_RATES, ONOFF_LONGEST = 1000 };

/* Shares of classes: begins at one rate, ends at another; of series that change, and of these of
 * those that go on as before. */
struct onoff_shares {
    double class[ONOFF_CLASSES], change, paused;
};
void onoff_default(struct onoff_shares *s);

/* What one series says: likelihoods of each class for what is before and after each place, over the
 * greatest of the place, whose logarithm stands beside. */
struct onoff {
    int n, from; /* known months; first place asked about */
    double *before, *after, *before_log, *after_log;
    bool *trade; /* by month */
};

/* EM over a panel, as panel_learn(); beside the list so many that always trade, or never. */
void onoff_learn(struct onoff_shares *s, struct onoff *const *list, int n, int constant);

struct arena;
void onoff_open(struct onoff *o, const bool *trade, int n, int from, struct arena *a);

struct onoff_change {
    double bayes;      /* log Bayes factor, over all places asked about */
    int at, low, high; /* the likeliest, with 95 % of the posterior */
    int direction;     /* 1: more often */
    int until;         /* where it goes on as before; 0: it does not */
};
struct onoff_change onoff_read(const struct onoff *o, const struct onoff_shares *s);

#endif
