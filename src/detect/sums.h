/* sums.h - the sums of a series after a date and before it, of the same calendar months.
 *
 * After are the known months of a window; before are those before it of the same calendar months,
 * as often as these are in after: what is sold in spring is compared with springs.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_SUMS_H
#define DETECT_SUMS_H

#include "detect/detect.h"
#include "detect/reading.h"

enum { SUMS_MONTHS = 600 };

/* Known months in order of time. */
struct side {
    double value[SUMS_MONTHS];
    double weight[SUMS_MONTHS]; /* in the sum: 1 each after */
    int month[SUMS_MONTHS];     /* of the calendar, from 0 */
    int at[SUMS_MONTHS], n;     /* period */
};
struct sides {
    struct side after, before;
};

/* The months that are compared: from `since` to `until`, and from `base` up to since; at most
 * SUMS_MONTHS of them on each side. */
struct sums_window {
    int base, since, until;
    struct course course;
};

double sums_known(const struct series *s, int index); /* NAN: not */

void sums_split(struct sides *o, const struct series *s, const struct sums_window *w);

/* Before: all its months alike, whichever after has. */
void sums_take_all(struct sides *o, const struct series *s, const struct sums_window *w);

/* Window, sums, excess and ratio of the finding, with the interval of the ratio (95 %) by the noise
 * of the same months without what is known of them. */
void sums_describe(struct finding *f, const struct sides *o, const struct sides *still,
                   const struct sums_window *w);

#endif
