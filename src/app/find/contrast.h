/* contrast.h - findings beside what the same exporter sent elsewhere, and what else it sent there.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_FIND_CONTRAST_H
#define APP_FIND_CONTRAST_H

#include "app/find/find.h"

/* Fills out->contrasts for the findings of `list` (see struct find): the same goods to other
 * destinations, other goods to the same destination. */
int contrast_findings(struct find *out, struct finding *const *list, int count, struct session *s,
                      const struct flow_params *q, struct err *err) MUST_CHECK;

#endif
