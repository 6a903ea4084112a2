/* finding.h - what a detector says of a series: one reading over one window.  Direction, kind,
 * sums, ratio and excess say the same: what rose has a ratio above 1 (NAN: nothing was before) and
 * an excess above 0.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_FINDING_H
#define MODEL_FINDING_H

#include <stdbool.h>

#include "model/series.h"

enum finding_kind {
    FINDING_SHIFT, /* a higher or lower level */
    FINDING_NEW,   /* no trade before: value_before is 0 */
    FINDING_ENDED, /* no trade from since to until: value_after is 0 */
    FINDING_SPIKE, /* a single value, or a rise that has gone back */
    FINDING_TREND, /* growth of another pace */
};

struct finding {
    const struct series *series;
    enum finding_kind kind;
    int direction;                /* 1: up, -1: down */
    int base, since;              /* index of the first period of before, and of the change */
    int before, after;            /* periods compared, of base..since - 1 and of since..until */
    double value_before;          /* sum before, scaled to the number of periods after */
    double value_after;           /* sum after */
    double expected;              /* as value_before, single spikes of the past cut down */
    double excess;                /* value_after - expected */
    double ratio;                 /* value_after / value_before; NAN for new flows */
    double ratio_low, ratio_high; /* 95 %, NAN where there is none */
    int since_low, since_high;    /* 95 % interval of since */
    int until;                    /* last period before it went back; of the series if it did not */
    double size;                  /* of the change of level, as a ratio; NAN where it has none */
    double size_low, size_high;   /* 95 % */
    double df;                    /* degrees of freedom of that, the panel's among them */
    double p, p_adjusted;
    double none;      /* chance that there is no lasting change, by the panel; 1: none found */
    double bayes;     /* logarithm of its Bayes factor; -INFINITY: none found */
    int family;       /* of the reading, see detect/reading.h */
    const char *test; /* which test gave p */
    bool full;        /* the screen found a sign and every place was fitted */
};

const char *finding_kind_name(enum finding_kind k);

#endif
