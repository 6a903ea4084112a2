/* reader.h - the columns of a file, and the SQL that reads them as text.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef INGEST_READER_H
#define INGEST_READER_H

#include "base/arena.h"
#include "base/err.h"
#include "duck/duck.h"
#include "ingest/adapter.h"

/* limit READER_COLUMNS_MAX: columns of a table, columns: refused; */
enum { READER_COLUMNS_MAX = 1000 };

struct reader {
    const char *path;        /* what is read: the file, or what it was converted to */
    const char *compression; /* as DuckDB names it */
    struct columns columns;  /* no name twice, none empty */
    char delimiter;          /* 0: Parquet */
    int header_lines;        /* before the first record; 0 where records are counted, not lines */
};

/* Reads the header line in `head`, UTF-8 or not: delimiter, columns, and the empty last column of
 * rows that end with a delimiter.  source names the file in errors. */
int reader_of_text(struct reader *out, struct arena *a, const char *source, const char *head,
                   struct err *err) MUST_CHECK;
int reader_of_parquet(struct reader *out, struct arena *a, struct duck *d, const char *path,
                      struct err *err) MUST_CHECK;

/* SELECT with the adapter's columns under its names (absent optional ones NULL) and the other
 * columns under their own, all VARCHAR.  Lines that do not fit go to DuckDB's reject_errors. */
/* Where the table is wide: how many columns name a period.  ERR_INPUT: none does, or a column has
 * the name of one that is made. */
int reader_spread(int *out, const struct reader *r, const struct adapter *adapter, const char *path,
                  struct err *err) MUST_CHECK;

char *reader_sql(const struct reader *r, const struct adapter *adapter, struct arena *a);

#endif
