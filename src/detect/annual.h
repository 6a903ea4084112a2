/* annual.h - an annual series after a date.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_ANNUAL_H
#define DETECT_ANNUAL_H

#include <stdbool.h>

#include "detect/panel/learn.h"
#include "model/finding.h"

/* Added before logarithms are taken: below ten thousand of the currency, ten of the units that BACI
 * counts in, ratios mean nothing. */
enum { ANNUAL_FLOOR = 10000 };

/* Sums the years from `at` on and up to five before `since`.  False when fewer than 3 years before
 * or none after are known. */
bool annual_sums(struct finding *f, const struct series *s, int since, int at);

/* Sums the years from `since` on and up to five before it, and fills the finding as one that says
 * nothing.  False when fewer than 3 years before or none after are known. */
bool annual_describe(struct finding *f, const struct series *s, int since);

/* Then looks for a change of the logarithms of all years (reading.h), and takes the sums from its
 * year on against up to five years before it.  bayes gets what the series says of
 * each family of readings.  Called by several threads at once. */
void annual_test(struct finding *f, const struct series *s, int since, const struct known *known,
                 double *bayes);

/* The part of the series that is read: values with the floor added. */
struct read_window annual_window(const struct series *s, int since, struct arena *a);

#endif
