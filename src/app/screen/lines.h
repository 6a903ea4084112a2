/* lines.h - what was found of each name of a file, as lines.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_SCREEN_LINES_H
#define APP_SCREEN_LINES_H

#include "app/screen/subject.h"
#include "base/buf.h"

/* {"query": ..., "unscreenable": false or why, "hits": [...]} and the end of the line. */
void line_json(struct buf *to, const struct screener *s, const struct subject *who,
               const struct screened *x, struct arena *a);

/* A row for each hit, one without where there is none. */
void line_csv_header(struct buf *to);
void line_csv(struct buf *to, const struct screener *s, const struct subject *who,
              const struct screened *x, long row, struct arena *a);

#endif
