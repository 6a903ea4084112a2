/* coincidence.h - does the date of a change fall on an event, and how often would chance do that?
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_COINCIDENCE_H
#define DETECT_COINCIDENCE_H

#include <stdbool.h>

#include "base/arena.h"
#include "model/event.h"
#include "model/finding.h"

/* Whether the interval of the finding's date overlaps the event. */
bool event_overlaps(const struct event *e, const struct finding *f);

/* Chance of that if the date were anywhere from index `since` on in the series. */
double event_chance(const struct event *e, const struct finding *f, int since);

struct coincidence {
    int findings, overlaps;
    double expected; /* overlaps by chance */
    double p;        /* of as many or more, if dates were independent and anywhere */
};
struct coincidence event_coincidence(const struct event *e, struct finding *const *list, int count,
                                     int since, struct arena *a);

#endif
