/* feed.h - rows that come from elsewhere, as a table function of SQL: FROM weir_feed(3).
 *
 * The door knows nothing of whoever feeds it: numbers name what is fed, and its columns are asked
 * for when a statement is prepared, its rows while it runs, each scan on a thread of DuckDB's.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUCK_FEED_H
#define DUCK_FEED_H

#include "base/wire/block.h"
#include "duck/duck.h"

struct duck_feed_column {
    const char *name;
    enum block_type type;
    bool list;
};

struct duck_feed {
    void *ctx;
    /* The columns of that number; valid as long as the connection.  ERR_NOT_FOUND: none of it. */
    int (*columns)(void *ctx, int number, const struct duck_feed_column **list, int *count,
                   struct err *err);
    /* Begins a scan of `wanted` columns, by their index, in that order. */
    int (*open)(void *ctx, void **scan, int number, const int *wanted, int count, struct err *err);
    /* The next block; *b has no rows at the end. */
    int (*next)(void *scan, struct block *b, struct err *err);
    void (*close)(void *scan);
};

/* From now on statements of this connection can name it.  *feed is kept by reference. */
int duck_feed(struct duck *d, const struct duck_feed *feed, struct err *err) MUST_CHECK;

/* The next rows of a result, as a view of them; no rows at the end.  Lists and types other than
 * integers, reals and texts fail.  They stay, in the arena and what the block holds, until they are
 * let go. */
int duck_next_block(struct duck_rows *r, struct block *b, struct arena *a,
                    struct err *err) MUST_CHECK;
void duck_let_go(struct block *b);

#endif
