/* step.h - what single flows did since the date, each in the panel of its like.
 *
 * What goes to intermediaries is tested after what it is held against (control.h) is taken out.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_DIVERT_STEP_H
#define APP_DIVERT_STEP_H

#include "app/divert/control.h"
#include "detect/contrast.h"

/* Sums are of the same periods of the year before. */
struct step {
    bool seen;
    int periods; /* that are known on both sides */
    double before, after;
    int since, low, high; /* index of the first period of the change, 95 %; 0: none */
    double none, p;       /* chance that it did not fall (direct), or rise; p of that */
};

struct steps {
    const struct legs *legs;
    const struct controls *controls;
    int until;             /* index of the last period that is compared */
    struct step *of[LEGS]; /* of the links of direct, in, out and arrived, in their order */
};
void steps_read(struct steps *s);

/* The location of a flow after the date against before it, without a control. */
struct contrast step_alone(const struct series *s, int since, int until);

#endif
