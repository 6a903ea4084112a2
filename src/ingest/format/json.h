/* json.h - the table inside a JSON answer, as CSV.
 *
 * Statistical services wrap their records in different ways: {"data": [{...}, ...]} (UN Comtrade),
 * [{...}, ...], [["name", ...], ["value", ...], ...] (US Census).  The first array of objects or
 * of arrays is the table; its columns are all keys met, in order.  The values of an object inside a
 * row are columns too ("Country.Code"); what lies deeper is left out.  Streams: memory does not
 * grow with the file.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef INGEST_FORMAT_JSON_H
#define INGEST_FORMAT_JSON_H

#include "base/err.h"

/* Writes the table of `path` to `to` with a header line.  ERR_INPUT: malformed JSON (with its
 * place), no table, no record, an answer that says it is an error, or one that says that it has
 * more rows than it holds; cut takes those: how many it says (one more than it holds where it says
 * only that there is more), 0 where it is whole. */
int json_to_csv(const char *path, const char *to, long *cut, struct err *err) MUST_CHECK;

#endif
