/* json.h - values and facts as JSON text.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"
#include "base/fact.h"

void json_text(struct buf *to, const char *text);   /* NULL: null */
void json_number(struct buf *to, double number);    /* NAN and infinity: null; shortest exact */
void json_list(struct buf *to, const char *commas); /* "a,b" -> ["a", "b"] */

/* A tree of facts: what holds nothing but values stands on one line, what holds more has a line for
 * each of its parts. */
void json_facts(struct buf *to, const struct fact *root);

/* The same on one line. */
void json_line(struct buf *to, const struct fact *root);

/* JSON text without the white space between its values: two texts that say the same in the same
 * order are then equal to the byte. */
void json_squeeze(struct buf *to, const char *json);

#endif
