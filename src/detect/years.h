/* years.h - an annual series that is asked about by itself: are the years since a date higher or
 * lower than up to five before it?
 *
 * A t-test of the logarithms.  That says "higher than the years before", not "off its growth": for
 * that seven points need a panel (annual.h).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_YEARS_H
#define DETECT_YEARS_H

#include <stdbool.h>

#include "model/finding.h"

/* False when fewer than 3 years before or none after are known. */
bool read_years_alone(struct finding *f, const struct series *s, int since);

#endif
