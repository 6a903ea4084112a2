/* column.h - one column of a small table of figures, for series that are in no store.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef INGEST_COLUMN_H
#define INGEST_COLUMN_H

#include "base/arena.h"
#include "base/err.h"

/* limit COLUMN_BYTES_MAX: a file of figures for shift and changepoints, bytes: refused; */
enum { COLUMN_BYTES_MAX = 64 << 20 };

/* Reads the column `name` of a CSV with a header; NULL: the only column, or the last of two.  A
 * file of bare numbers needs no header.  Separators are commas, semicolons or tabs.  Empty, NA and
 * NaN are gaps (NAN); anything else that is not a finite number is ERR_INPUT with its place.
 * *values has *n values and lives in the arena; *label is the column's name or "". */
int column_read(double **values, int *n, const char **label, const char *path, const char *name,
                struct arena *a, struct err *err) MUST_CHECK;

#endif
