/* sums.h - a group of areas as one exporter or importer: its sums beside its members.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_FIND_SUMS_H
#define APP_FIND_SUMS_H

#include "app/find/find.h"

struct sums;

/* For a question that names one group to export or to import (EU27, not EU27,CHN); NULL where it
 * names none. */
int sums_open(struct sums **out, struct session *s, const struct flow_params *q,
              struct err *err) MUST_CHECK;

void sums_add(struct sums *sums, const struct series *s); /* sums may be NULL */

/* Calls fn for each sum of two members or more, in order of importer, exporter and unit. */
int sums_each(struct sums *sums, series_fn fn, void *ctx, struct err *err) MUST_CHECK;

#endif
