/* learn.h - what a panel teaches about its series before they are tested.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_PANEL_LEARN_H
#define DETECT_PANEL_LEARN_H

#include <stdint.h>

#include "detect/panel/common.h"
#include "detect/reading.h"
#include "model/series.h"

struct learned {
    const struct series *series;
    struct read_window window;
    uint64_t mark; /* of what the series is: learn() sets it */
};

/* The movement that all series share and what the calendar does to those of an exporter; beside
 * that shares, scale and tails from up to 2,000 of them, chosen by what they are and not by their
 * order.  The list, in the order of series_compare(), is sorted anew.  What is known lives in the
 * arena. */
struct learn_options {
    bool years, calendar;
    int threads;
};
void learn(struct known *out, struct learned *list, int count, const struct learn_options *o,
           struct arena *a);

/* A copy of the window without what the panel shares and what the calendar does. */
void take_out_known(struct read_window *w, const struct series *s, const struct known *known,
                    struct arena *a);

#endif
