/* trace.h - where an answer comes from: lines of files, reference tables, lists.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_EVIDENCE_TRACE_H
#define APP_EVIDENCE_TRACE_H

#include "app/evidence/journal.h"

/* What an answer, or an item of it (NULL: all of it), rests on, a file or table a row. */
int trace_lines(struct table *out, struct session *s, const struct recorded *r, const char *item,
                struct err *err) MUST_CHECK;

#endif
