/* store.h - a store in a cluster of ClickHouse, seen from inside.
 *
 * Flows stand in the tables of sql/tables.sql.  All else (sources, coverage, contents, rates,
 * registers) is small: it is kept as rows that come and go with each load (book.c), and every
 * client has it as a file of DuckDB in the user's cache, the book of a generation.  Statements are
 * those of store/duck/; `flow` is a view in them, whose rows come from the shards (flows.c).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_CLICK_STORE_H
#define STORE_CLICK_STORE_H

#include "click/click.h"
#include "duck/feed.h"
#include "store/duck/store.h"

/* A source and the load that brought its rows; ALL_SOURCES: those of a store that was copied, but
 * for the ones that were dropped since. */
enum { ALL_SOURCES = -1 };
struct click_source {
    int64_t source_id, load;
};

/* What the rows of `loads` say. */
struct click_head {
    int64_t id;         /* load of the first row: which store this is */
    int64_t generation; /* 0: as it was made */
    int64_t load;       /* of the last */
    struct click_source *source;
    int source_count;
    int64_t *load_list; /* all of them */
    int load_count;
    int64_t *dropped; /* sources of a copied store */
    int dropped_count;
    bool replaces; /* a row of some load is replaced */
    int shards;    /* that rows were sent to, at most */
};

/* The change that is under way. */
struct click_change {
    int64_t load, took, dropped, replaces, rows, book_rows;
    bool begun; /* the cluster knows of it */
};

struct claim;
struct cells_whole;

struct click_query {
    const char *sql, *order; /* order: by what, of its columns; NULL: none */
    const struct duck_feed_column *column;
    int count;
};

struct click_store {
    struct duck_store duck;
    struct click_place place;
    struct click *click;
    const struct store_options *options;
    int shards, replicas, nodes; /* replicas: of the shard that has fewest */
    struct click_head head;
    struct click_change change;
    struct claim *claim;
    const char *base; /* the book of the generation that is known */
    const char *work; /* the one that is changed; NULL: open for reading */
    bool base_is_old; /* a change was kept since */
    bool moved;       /* the cluster is at another generation than the book: nothing more is kept */
    struct duck_feed feed;
    struct click_query *query; /* by number of the feed; 0: flows */
    int query_count;
};

static inline struct click_store *on_click(struct duck_store *s)
{
    return (struct click_store *)(void *)s;
}

/* The text of src/store/click/sql/<name>.sql; with its marks filled, {db} among them. */
const char *click_text(const char *name);
const char *click_sql(const struct click_store *s, const char *name, const struct duck_param *marks,
                      struct arena *a);
const char *click_number(int64_t n, struct arena *a);

/* " ON CLUSTER c" where there is one; the name of a table on all shards. */
const char *click_on(const struct click_store *s, struct arena *a);
const char *click_all(const struct click_store *s, const char *table, struct arena *a);

/* tables.c */
/* There: a store begins with these; whole: so are all others. */
struct click_there {
    bool there, whole;
};
int click_tables_there(struct click_store *s, struct click_there *out, struct err *err) MUST_CHECK;
int click_tables_make(struct click_store *s, struct err *err) MUST_CHECK;
int click_nodes(struct click_store *s, struct err *err) MUST_CHECK;
/* Tables of the book, "main.source" first; NULL ends. */
struct click_table {
    const char *schema, *name;
};
extern const struct click_table click_tables[];

/* The columns of one, as they go over the wire: integers, reals, and all else as text.  From an
 * open book. */
int click_columns(struct duck *d, const struct click_table *t, struct duck_feed_column **list,
                  int *count, struct arena *a, struct err *err) MUST_CHECK;

/* head.c: what the cluster has now; a load that has begun and one that is done. */
const char *click_who(struct arena *a); /* this process, quoted */
int click_read_head(struct click_store *s, struct err *err) MUST_CHECK;
int click_begin(struct click_store *s, struct err *err) MUST_CHECK;
void click_took(struct click_store *s, int64_t source_id, int64_t load);
void click_dropped(struct click_store *s, int64_t source_id);
int click_commit(struct click_store *s, struct err *err) MUST_CHECK;
/* Takes away what loads left that came to no end; the tables are the caller's by his claim. */
int click_sweep(struct click_store *s, int64_t *loads, struct err *err) MUST_CHECK;

/* claim.c: the right to write; ERR_BUSY: somebody has it for longer than the options wait. */
int claim_take(struct claim **out, struct click_store *s, struct err *err) MUST_CHECK;
int claim_holds(struct claim *c, struct err *err) MUST_CHECK;
void claim_give(struct claim **c);

/* book.c: the file of the generation that is known, made from the cluster where it is missing; what
 * a change did to it, sent. */
int click_book(struct click_store *s, const char **path, struct err *err) MUST_CHECK;
int click_book_open(struct click_store *s, const char *path, enum store_mode mode,
                    struct err *err) MUST_CHECK;
void click_book_close(struct click_store *s);
int click_table_there(struct duck *d, const struct click_table *t, const char *database,
                      bool *there, struct err *err) MUST_CHECK;
int click_publish(struct click_store *s, int64_t *rows, struct err *err) MUST_CHECK;
int click_rebase(struct click_store *s, struct err *err) MUST_CHECK;

/* flows.c: the feed, and how a statement of ClickHouse names the flows of a scope that are there;
 * and rows of a statement of the book into a table of the cluster. */
int click_feed(struct click_store *s, struct err *err) MUST_CHECK;
int click_add_query(struct click_store *s, struct click_query q);
int click_pour(struct click_store *s, const char *table, const char *sql,
               const struct duck_param *params, const char *const *nullable, int quorum,
               int64_t *rows, struct err *err) MUST_CHECK;
const char *click_select(const struct click_store *s); /* "SELECT ", for the following */
void click_from_flows(struct buf *b, const struct click_store *s, const struct flow_scope *scope);
/* Sends the rows of a table, each with its source, as those of the load that is under way. */
int click_put(struct click_store *s, const char *rows, const char *source,
              const struct duck_param *params, struct err *err) MUST_CHECK;
/* Sends the rows of sql/<which>.sql to the table of replaced ones. */
int click_replace(struct click_store *s, const char *which, const struct duck_param *params,
                  struct flow_scope scope, struct err *err) MUST_CHECK;
/* The columns of the table flow that may have no value. */
extern const char *const click_nullable[];
extern const struct far_flows click_flows;

int click_skip_numbers(struct duck *d, struct err *err) MUST_CHECK; /* of lists, in a book */

/* cells.c */
int click_cells(struct duck_store *s, struct duck_cells *c, const struct selection *sel, bool *made,
                int64_t *count, struct err *err) MUST_CHECK;
int click_traded(struct duck_store *s, struct duck_cells *c, struct duck_rows **out,
                 struct err *err) MUST_CHECK;
/* FROM ... WHERE ...: the rows of a selection; and the layout of each of them. */
int click_cells_rows(struct buf *b, struct buf *adapter, struct click_store *s,
                     const struct duck_cells *c, struct err *err) MUST_CHECK;

/* whole.c: conditions on rows, as store/duck/whole.c has them: those that are added up; of these
 * rows, in each period, those that need the least adding. */
void click_add_summed(struct buf *rows, const struct cells_whole *w);
void click_add_highest(struct buf *rows, const struct click_store *s, const struct cells_whole *w);
int click_whole_said(struct duck_store *s, struct duck_cells *c, struct duck_rows **out,
                     struct err *err) MUST_CHECK;

/* nodes.c */
int click_parts(struct store *s, struct store_part **list, int *count, struct arena *a,
                struct err *err);

/* copy.c: all that a store holds to a new file, and all of a file to a store that has nothing. */
int click_copy(struct duck_store *s, const char *path, struct err *err) MUST_CHECK;
int click_fill(struct store *s, const char *file, struct err *err) MUST_CHECK;

#endif
