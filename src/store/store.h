/* store.h - where flows are kept: one DuckDB file with the tables of sql/schema.sql.
 *
 * A load happens whole or not at all, whatever ends the process.  One process may write; several
 * may read while none writes.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/err.h"
#include "duck/duck.h"

struct store;

enum store_mode {
    STORE_READ,  /* must exist; shared with other readers */
    STORE_WRITE, /* made when it does not exist */
    STORE_QUERY, /* as STORE_READ, and SQL reaches nothing outside the file */
};

/* On success the caller owns *out.  Reference data of another build of weir is replaced by this
 * build's, which needs write access once.  ERR_NOT_FOUND: no store there; ERR_STORE: held by
 * another process, or not a store. */
int store_open(struct store **out, const char *path, enum store_mode mode,
               struct err *err) MUST_CHECK;
void store_close(struct store **s); /* for CLEANUP(); *s may be NULL */

/* The connection, for staging tables and for SQL of other rooms. */
struct duck *store_duck(struct store *s);
const char *store_path(const struct store *s);

/* Runs src/store/sql/<name>.sql and gives the rows of its last statement. */
int store_query(struct store *s, struct duck_rows **out, const char *name,
                const struct duck_param *params, struct err *err) MUST_CHECK;

/* A file about to enter the store.  Its rows wait in the temporary view `stage`, which has the
 * columns of `flow` from line to flags, `part` (bits that name the dimensions a row breaks down)
 * and `detail`; its flags are those of the temporary table `staged` beneath it, which the store
 * sets.  Rejects wait in `stage_reject` with the columns of `reject` from line on. */
struct store_load {
    const char *path, *sha256, *adapter, *title, *options;
    const char *vintage; /* YYYY-MM-DD */
    const char *note;
    int64_t bytes, rows_read;
    bool repeats_add; /* several rows of one cell are parts of it, not an error */
};

struct store_loaded {
    int64_t source_id, rows_kept, rows_rejected, rows_aggregate, rows_breakdown, rows_unpublished,
        rows_replacing;
};

/* The source with that content, 0 when there is none. */
int store_find(struct store *s, int64_t *source_id, const char *sha256, struct err *err) MUST_CHECK;

/* Marks aggregates, breakdowns and skeleton months, refuses what overlaps with other sources
 * (ERR_CONFLICT, with a hint), sets earlier vintages of the same cells aside and commits.  On
 * failure the store is as it was. */
int store_take(struct store *s, const struct store_load *load, struct store_loaded *out,
               struct err *err) MUST_CHECK;

/* Removes a source; vintages it had replaced are current again. */
int store_drop(struct store *s, int64_t source_id, struct err *err) MUST_CHECK;

#endif
