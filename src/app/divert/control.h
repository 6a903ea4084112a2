/* control.h - what a flow to an intermediary is held against: other goods to there, and the same
 * goods elsewhere.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_DIVERT_CONTROL_H
#define APP_DIVERT_CONTROL_H

#include "app/divert/legs.h"

/* How other goods of an origin went to an intermediary.  Where a part of all goods was asked for,
 * the sum of the others; where all were, what the middle one did of those that are on no list
 * towards the target; where there are too few of these, the middle one of all. */
enum control_kind { CONTROL_NONE, CONTROL_OTHERS, CONTROL_UNLISTED, CONTROL_TYPICAL };
struct control {
    int origin, via;
    enum control_kind kind;
    struct series *series; /* a sum, or of the middle family an index of 1 before */
};

struct controls {
    const struct legs *legs;
    struct control *goods; /* by origin and via */
    int count;
};
void controls_read(struct controls *out, const struct legs *l);

/* NULL: there is none. */
const struct control *controls_goods(const struct controls *c, const struct link *in);

/* The same goods of the origin to where neither the target nor intermediaries are, in the arena;
 * NULL: there are too few. */
struct series *controls_elsewhere(const struct controls *c, const struct link *in, struct arena *a);

/* The series as it would be had the control stayed as it was in the year before the date (medians
 * of seven periods of the control); a copy without change where that has too little trade. */
struct series *control_taken_out(const struct series *s, const struct series *control, int since,
                                 struct arena *a);

/* Whether there is enough of a control before the date. */
bool control_serves(const struct series *control, int since);

#endif
