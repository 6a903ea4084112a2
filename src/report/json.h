/* json.h - values as JSON text.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include "base/buf.h"

void json_text(struct buf *to, const char *text); /* NULL: null */
void json_number(struct buf *to, double number);  /* NAN and infinity: null; shortest exact */
void json_pair(struct buf *to, const char *key, const char *text,
               const char *before);                 /* before"key": "text" */
void json_list(struct buf *to, const char *commas); /* "a,b" -> ["a", "b"] */

#endif
