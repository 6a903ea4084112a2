/* annual.h - the first detector's test of an annual series: a moderated t-test on logs.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_ANNUAL_H
#define DETECT_ANNUAL_H

#include <stdbool.h>

#include "base/arena.h"
#include "model/finding.h"
#include "stats/shrink.h"

struct annual {
    int before, after;              /* years on each side; before 0: not an annual series */
    double mean_before, mean_after; /* of logs */
    double variance, df;            /* within sides */
};

/* What one series says; false when fewer than 3 years before or none after are known.  Years that
 * exceed the five before `since` are left out. */
bool annual_look(struct annual *out, struct finding *finding, const struct series *s, int since);

struct shrink annual_prior(struct annual *const *list, int n, struct arena *a);
void annual_test(struct finding *f, const struct annual *s, struct shrink prior);

#endif
