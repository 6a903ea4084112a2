/* map.h - mapping files: a layout in words of its columns, written by whoever has the table.
 *
 *     [map]
 *     header = country hs8 month value_eur      columns by which it is recognised
 *     wide = v:Value-* q:Quantity1-*            one column a period: each makes a row with the
 *                                               columns v, q and wide (what stands for the *)
 *     [fields]
 *     code = hs8                                one expression each, see expression.h
 *
 * Lines are "key = value"; a line that begins with blanks goes on with the value above; ';' or '#'
 * at the beginning makes a remark.  What the reader cannot hold or does not know (a section, a key,
 * a key for the second time, a longer file) it refuses, with the place.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef INGEST_MAP_H
#define INGEST_MAP_H

#include "ingest/adapter.h"

/* limit MAP_BYTES_MAX: a mapping file, bytes: refused; */
enum { MAP_BYTES_MAX = 64 * 1024 };

/* Reads the text of a map; path is for messages and gives the layout's name. */
int map_read(struct adapter *out, struct arena *a, const char *text, const char *path,
             struct err *err) MUST_CHECK;

/* Reads a user's mapping file. */
int map_from_file(struct adapter *out, struct arena *a, const char *path,
                  struct err *err) MUST_CHECK;

#endif
