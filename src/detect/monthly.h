/* monthly.h - the first detector's test of a monthly series.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_MONTHLY_H
#define DETECT_MONTHLY_H

#include <stdbool.h>

#include "model/finding.h"

/* Compares the months from index `since` on with the same calendar months of the 24 before.
 * False when fewer than 3 months after or 6 before are known. */
bool monthly_test(struct finding *out, const struct series *s, int since);

/* Adds the interval of the ratio, which is dear, to a finding that will be shown. */
void monthly_interval(struct finding *f, const struct series *s, int since);

#endif
