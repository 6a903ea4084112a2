/* common.h - what all series of a panel do together: inflation, a boom, the exporter's whole trade.
 *
 * polish.h finds it.  What is left without the changes of its own level wanders, and is taken out
 * of each series by as much as the series follows it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_PANEL_COMMON_H
#define DETECT_PANEL_COMMON_H

#include <stdbool.h>

#include "base/arena.h"

/* A series as it is read: from some time before the date asked about on. */
struct read_window {
    const double *y;
    int n, from; /* values; first asked about */
    int first;   /* period of y[0] */
    int season;
};

struct common {
    bool there;    /* false: the series move each by itself, or they are too few to tell */
    int first, n;  /* periods */
    double *move;  /* n: logarithms, changes of level left out */
    double spread; /* their standard deviation */
    double apart;  /* standard deviation of how much of it a series has, about 1 */
};

/* How far apart the series are, from what errors leave of it: a median, so that a change in some
 * counts for nothing. */
double common_apart(const struct common *c, const struct read_window *list, int count);

/* A copy of the window without it. */
void common_take_out(struct read_window *w, const struct common *c, struct arena *a);

#endif
