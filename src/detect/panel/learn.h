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

/* Shares, scale and tails from up to 2,000 of the series, chosen by what they are and not by their
 * order, beside the movement that all share; the list is sorted. */
void learn(struct known *out, struct learned *list, int count, const struct common *common,
           bool years, int threads);

#endif
