/* slopes.h - how much the changes of series from month to month go by what the months have.
 *
 * A regression of the changes of the logarithms beside a median of each calendar month, for several
 * series together; calendar.h says by which papers.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_PANEL_SLOPES_H
#define DETECT_PANEL_SLOPES_H

#include <stdbool.h>

#include "base/arena.h"
#include "detect/panel/month.h"

/* limit SLOPES_LONGEST: months of a series that working days are told from; the last */
enum { SLOPES_LONGEST = 240 };

/* From one month to the next. */
struct month_change {
    int series, month;
    double dy, dx[MONTH_EFFECTS];
    double away[MONTH_EFFECTS]; /* dx less its mean in that calendar month */
    double scale;               /* deviation of dy in its series, the season left out */
    double rest;                /* of dy beside season and slopes, cut where it is far; in scales */
};

struct slopes {
    struct month_change *change; /* of all series, one after the other */
    int n, series;
    bool active[MONTH_EFFECTS];
    double slope[MONTH_EFFECTS], inverse[MONTH_EFFECTS][MONTH_EFFECTS];
};

/* Adds the changes of one series, y[i] that of month first + i, where there are enough of them;
 * there is room for SLOPES_LONGEST. */
void slopes_add(struct slopes *f, const double *y, int n, int first);

/* A few quiet series do not speak for all. */
void slopes_level(struct slopes *f, struct arena *a);

void slopes_rest(struct slopes *f); /* lays the rests beside the slopes */

/* The slopes that chance makes as large in a share of `most` at most, the others 0; false: none. */
bool slopes_fit(struct slopes *f, double most);

#endif
