/* adapter.h - how a published layout becomes flow rows: one SQL file or one mapping file each.
 *
 * An adapter is a SELECT over `raw`, the columns it names in `header` and `optional` as text, that
 * gives the fields of `fields` below.  Directives stand as comments at its top:
 *     -- title: whose statistics
 *     -- header: columns by which the layout is recognised (letters and digits count, case not)
 *     -- optional: columns that may be absent
 *     -- areas: any | m49 | gacc | census    how reporter and partner are written
 *     -- encoding: of files that are not UTF-8
 *     -- needs: flow period                  what the user must say because the file does not
 *     -- repeats: add                        several rows of one cell are parts of it
 *     -- limit: numbers of rows at which the publisher cuts a file
 * A mapping file says the same in INI form, with one expression per field; see map.h.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef INGEST_ADAPTER_H
#define INGEST_ADAPTER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/resource.h"

enum { ADAPTER_LIMITS = 4 };

/* Columns of a wide table, one a period: what stands between prefix and suffix is the period, or
 * where the period is read from elsewhere anything. */
struct wide {
    const char *name, *prefix, *suffix;
    bool any;
};

struct adapter {
    const char *name, *title, *areas, *encoding, *needs, *select;
    char **header, **optional; /* each ends with NULL */
    char **used;               /* columns that a map's fields mention; NULL for SQL */
    struct wide *wide;         /* the first names the periods; count 0: the table is long */
    int wide_count;
    bool one_measure; /* a row has a value or a weight, by what it says of itself */
    bool repeats_add;
    long limit[ADAPTER_LIMITS]; /* rows at which its answers are cut; 0 ends */
};

/* Columns of a file, as it spells them. */
struct columns {
    char **name;
    int count;
};

/* One that is built in as SQL.  Owned by the arena. */
void adapter_from_sql(struct adapter *out, struct arena *a, const struct resource *r);

/* A list of words, parted by blanks or commas; ends with NULL. */
char **adapter_words(struct arena *a, const char *s);

/* "x" of "some/where/x.map". */
char *adapter_name(struct arena *a, const char *path);

/* True when every column of adapter->header is among those of the file. */
bool adapter_matches(const struct adapter *adapter, const struct columns *columns);

/* Index of a column of that name, by letters and digits only; -1 when there is none. */
int columns_find(const struct columns *columns, const char *name);

/* The column of the file that a field is read from, NULL when it is computed. */
const char *adapter_column_of(const struct adapter *adapter, const struct columns *columns,
                              const char *field, struct arena *a);

#endif
