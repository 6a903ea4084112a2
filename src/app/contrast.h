/* contrast.h - findings beside what the same exporter sent elsewhere, and what else it sent there.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_CONTRAST_H
#define APP_CONTRAST_H

#include "app/find.h"

/* Fills out->contrast for the findings of `list` (see struct find) from the store of the request:
 * the same goods to other destinations, other goods to the same destination. */
int contrast_findings(struct find *out, struct finding *const *list, int count, struct arena *a,
                      const struct request *q, struct err *err) MUST_CHECK;

#endif
