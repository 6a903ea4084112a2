/* monthly.h - a monthly series after a date: sums against the time before, and what the series
 * says of a change there.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_MONTHLY_H
#define DETECT_MONTHLY_H

#include <stdbool.h>

#include "detect/detect.h"
#include "detect/panel/learn.h"
#include "model/finding.h"

/* Sums the months from index `since` on and the same calendar months of the 24 before, with the
 * interval of their ratio, and fills the finding as one that says nothing.  False when fewer than 3
 * months after or 6 before are known. */
bool monthly_describe(struct finding *out, const struct series *s, int since);

/* Then looks for changes over all of the series (reading.h) and takes the one that speaks of the
 * time after, with the sums of its own window: from its date until it went back, against the level
 * before it, at most two years of it.  A reading whose sums go the other way is none.  bayes gets
 * what the series says of each family of readings.  bayes gets what the series says of each family
 * of readings.  Called by several threads at once. */
void monthly_test(struct finding *f, const struct series *s, int since, enum detect_method method,
                  const struct known *known, double *bayes);

/* The part of the series that is read. */
struct read_window monthly_window(const struct series *s, int since);

#endif
