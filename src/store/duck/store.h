/* store.h - a store in one DuckDB file with the tables of sql/schema.sql, seen from inside.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_DUCK_STORE_H
#define STORE_DUCK_STORE_H

#include <stdio.h>

#include "duck/definitions.h"
#include "store/backend.h"

enum { STORE_VERSION = 2 };

/* Every column of every table takes a block at least, and most of them hold a few values. */
enum { STORE_BLOCK_KB = 32 };

/* Of what sql/schema.sql makes, see duck/definitions.h; the contract test says the true one. */
#define STORE_DIGEST "6638e1aab674ffc086385376ecfc10400ee1ec4fd0892f2231e69d65c4417bb3"

struct goods_item;

/* What was read of a store, until it changes: questions ask it again and again. */
struct store_memory {
    struct arena arena;
    struct goods_item *held; /* its codes, in order; NULL: not read */
    int held_count;
    bool *there;          /* by m49: occurs in a row; NULL: not read */
    bool facts;           /* the following were read */
    bool rates, vintages; /* there are rates; a layout has several sources */
    const char
        *shadowed; /* "'exportM','importA'": a group and members of it report; NULL: nowhere */
};

struct duck_store;

/* Which rows of `flow` a statement reads, at most, where these stand elsewhere. */
struct flow_scope {
    const char *rows; /* a condition in words that both engines know; NULL: all */
    bool distinct;    /* each different row once is enough */
};

/* Flows that stand elsewhere (store/click/): what the file would do to its own.  In each of them
 * `flow` is a view, the temporary tables are those of the SQL that ran before. */
struct duck_cells;
struct far_flows {
    /* Moves the rows of `stage` in as those of a source; `again` names cells of other vintages. */
    int (*put)(struct duck_store *s, int64_t source_id, const struct store_load *load,
               struct err *err);
    int (*drop)(struct duck_store *s, int64_t source_id, struct err *err);
    int (*mend)(struct duck_store *s, struct err *err);  /* by `mended` */
    int (*begin)(struct duck_store *s, struct err *err); /* before a transaction */
    int (*keep)(struct duck_store *s, struct err *err);  /* in it, when all is done */
    void (*ended)(struct duck_store *s, int rc);         /* after it */
    /* How many rows there are, how many of them are replaced and how many no sum uses. */
    int (*count)(struct duck_store *s, struct store_counts *out, struct err *err);
    int (*copy)(struct duck_store *s, const char *path, struct err *err); /* to a new file */
    /* Makes the table of the cells of a selection, where that can be done there; of the World, or
     * of all goods as one, the table of its sources too. */
    int (*cells)(struct duck_store *s, struct duck_cells *c, const struct selection *sel,
                 bool *made, int64_t *count, struct err *err);
    /* cells_traded(), with what they say of traded_flows.sql. */
    int (*traded)(struct duck_store *s, struct duck_cells *c, struct duck_rows **out,
                  struct err *err);
    /* cells_whole_said(), with its sums by level; of cells that were made there. */
    int (*whole_said)(struct duck_store *s, struct duck_cells *c, struct duck_rows **out,
                      struct err *err);
};

struct duck_store {
    struct store store;
    const char *file;            /* where it is kept */
    int memory_mb;               /* that the engine may use; 0: as ever */
    const struct far_flows *far; /* NULL: flows are in the file */
    struct flow_scope scope;     /* of the statement that runs */
    struct duck *duck;
    struct arena arena;
    struct store_memory memory;
    bool macros;    /* are made */
    int selections; /* made so far: names their temporary tables */
};

static inline struct duck_store *on_duck(struct store *s)
{
    return (struct duck_store *)(void *)s;
}

/* The text of src/store/duck/sql/<name>.sql. */
const char *store_text(const char *name);

/* Opens the file of a store as it stands, without waiting: its tables, whose version is read, and
 * the reference tables beside them. */
struct store_state;
int store_attach(struct duck_store *s, const struct store_options *o, struct store_state *now,
                 struct err *err) MUST_CHECK;

/* Makes an empty store; what stands at its place is replaced. */
int store_make(const char *path, struct arena *a, struct err *err) MUST_CHECK;

/* Runs statements that read no more of `flow` than the scope says. */
int store_run_in(struct duck_store *s, const char *sql, const struct duck_param *params,
                 struct flow_scope scope, struct err *err) MUST_CHECK;
int store_query_in(struct duck_store *s, struct duck_rows **out, const char *sql,
                   const struct duck_param *params, struct flow_scope scope,
                   struct err *err) MUST_CHECK;

/* "reporter IN (...) AND period BETWEEN ...", of the rows of `stage`. */
int store_stage_scope(struct duck_store *s, const char **out, struct arena *a,
                      struct err *err) MUST_CHECK;

/* Makes the macros when the first statement comes that needs them. */
int store_ready(struct duck_store *s, const char *sql, struct err *err) MUST_CHECK;

/* Runs it; gives the rows of its last statement. */
int store_run(struct duck_store *s, const char *name, const struct duck_param *params,
              struct err *err) MUST_CHECK;
int store_query(struct duck_store *s, struct duck_rows **out, const char *name,
                const struct duck_param *params, struct err *err) MUST_CHECK;

/* The texts of a query's first column. */
int store_texts(struct duck_rows *r, const char ***list, int *count, struct arena *a,
                struct err *err) MUST_CHECK;

/* Begins a transaction, and ends it: commits when rc is 0, else rolls back and passes rc on. */
int store_begin(struct duck_store *s, struct err *err) MUST_CHECK;
int store_end(struct duck_store *s, int rc, struct err *err) MUST_CHECK;

/* Reads the facts in s->memory; forgets all that is there. */
int store_facts(struct duck_store *s, struct err *err) MUST_CHECK;
void store_forget(struct duck_store *s);

/* Which version a file is of; ERR_STORE: it is no store, or not as weir makes one. */
struct store_state {
    bool empty; /* its making was cut off: no table yet */
    int64_t version;
    bool current; /* what was derived follows from the reference tables of this build */
};
int store_read_state(struct duck_store *s, struct store_state *out, struct err *err) MUST_CHECK;

/* ERR_STORE where the tables and views of a store are not those that weir makes. */
int store_check(struct duck_store *s, struct err *err) MUST_CHECK;

/* What follows from the flows and the reference tables together: where data sets have one side of a
 * renumbering only, and the names that the view `flows` shows.  Part of the caller's transaction.
 */
int store_derive(struct duck_store *s, struct err *err) MUST_CHECK;

/* Derives anew, in a transaction of its own, and marks the store with the state of the reference
 * tables. */
int store_refresh(struct duck_store *s, struct err *err) MUST_CHECK;

/* How long who waits sleeps between two looks, and whether the user says stop. */
enum { STORE_NAP_MS = 50 };
static inline bool store_is_stopped(const struct store_options *o)
{
    return o->cancel && atomic_load(o->cancel);
}

/* migrate.c: the right to make or change the store at path, as a descriptor; -1 where that fails,
 * or somebody has it for longer than the options wait (5 seconds at least), or the user says stop.
 */
int store_lock(const char *path, const struct store_options *o, struct err *err) MUST_CHECK;
void store_unlock(const char *path, int fd);

/* Puts a migrated copy in the place of the store, which s has open for writing and `file` for
 * reading; keeps the earlier one beside it. */
int store_migrate(struct duck_store *s, FILE *file, int version, struct err *err) MUST_CHECK;

/* What the failure of opening a store is about (see err_subject()) where its log cannot be
 * replayed.
 */
#define STORE_LOG "log"

/* Copies what `in` reads; puts a file that is whole in the place of another. */
int store_copy_file(FILE *in, const char *from, const char *to, struct err *err) MUST_CHECK;
const char *store_beside_place(const char *path, struct arena *a);
int store_clear(const char *made, struct err *err) MUST_CHECK;
int store_put_in_place(const char *made, const char *path, struct arena *a,
                       struct err *err) MUST_CHECK;

/* The functions of the backend, by file. */
int duck_store_open(struct store **out, const char *path, const struct store_options *options,
                    struct err *err);
void duck_store_close(struct store *s);
int duck_store_backup(struct store *s, const char *path, struct store_counts *counts,
                      struct err *err);
int duck_store_compact(struct store *s, int64_t *before, int64_t *after, struct err *err);
int duck_store_check(struct store *s, store_check_fn fn, void *ctx, struct err *err);
int duck_store_repair(const char *path, const struct store_options *options,
                      struct store_repair *out, struct arena *a, struct err *err);

int duck_store_change(struct store *s, struct err *err);
int duck_store_keep(struct store *s, int rc, struct err *err);
int duck_store_find(struct store *s, int64_t *source_id, const char *sha256, struct err *err);
int duck_store_take(struct store *s, const struct store_load *load, struct store_loaded *out,
                    struct err *err);
int duck_store_drop(struct store *s, int64_t source_id, struct err *err);

int duck_store_sources(struct store *s, struct source **list, int *count, struct arena *a,
                       struct err *err);
int duck_store_rejects(struct store *s, int64_t source_id, reject_fn fn, void *ctx,
                       struct err *err);
int duck_store_count(struct store *s, struct store_counts *out, struct err *err);
int duck_store_held(struct store *s, held_fn fn, void *ctx, struct err *err);
int duck_store_coverage(struct store *s, const char *as_of, coverage_fn fn, void *ctx,
                        struct err *err);
int duck_store_renumberings(struct store *s, renumbering_fn fn, void *ctx, struct err *err);
int duck_store_vintages(struct store *s, const char ***days, int *count, struct arena *a,
                        struct err *err);
int duck_store_revisions(struct store *s, struct revision **list, int *count, int64_t first_source,
                         struct arena *a, struct err *err);
int duck_store_rates(struct store *s, struct rate **list, int *count, struct arena *a,
                     struct err *err);
int duck_store_identity(struct store *s, struct buf *to, struct err *err);
int duck_store_neighbours(struct store *s, const char ***codes, int *count, const char *code,
                          struct arena *a, struct err *err);
int duck_store_consigned(struct store *s, struct consigned **list, int *count,
                         const struct consigned_question *q, struct arena *a, struct err *err);
int duck_store_missing(struct store *s, const char **out, const struct selection *sel,
                       struct arena *a, struct err *err);
int duck_store_group_flows(struct store *s, struct group_flow **list, int *count,
                           const struct group_question *q, struct arena *a, struct err *err);
int duck_store_group_cover(struct store *s, struct group_cover **list, int *count,
                           const struct group_question *q, struct arena *a, struct err *err);
int duck_store_sql(struct store *s, struct table *out, const char *statement, struct arena *a,
                   struct err *err);

int duck_cells_open(struct store *s, struct cells **out, struct cells_found *found,
                    const struct selection *sel, struct err *err);
void duck_cells_close(struct cells *c);
int duck_cells_each(struct cells *c, cell_fn fn, void *ctx, struct err *err);
int duck_cells_units(struct cells *c, struct units *out, struct arena *a, struct err *err);
int duck_cells_goods(struct cells *c, struct cells_goods *out, struct err *err);
int duck_cells_sources(struct cells *c, struct source **list, int *count, struct arena *a,
                       struct err *err);
int duck_cells_said(struct cells *c, struct cells_said **list, int *count, struct arena *a,
                    struct err *err);
int duck_cells_span(struct cells *c, int *first, int *last, struct err *err);
int duck_cells_monthly(struct cells *c, bool *monthly, struct err *err);
int duck_cells_lines(struct cells *c, struct source_lines **list, int *count, const char *windows,
                     struct arena *a, struct err *err);
int duck_cells_export(struct cells *c, const char *path, int64_t *rows, struct err *err);

bool duck_store_is_wanted(const char *path);
void duck_store_state(char state[STORE_STATE], const char *path);

/* Says that somebody waits to write, or (not still) no more; see store_is_wanted(). */
void store_want(const char *path, bool still);

#endif
