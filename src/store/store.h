/* store.h - where flows are kept, and what any store must do.
 *
 * A store holds published files as flow rows with their sources, vintages and rejects.  A backend
 * (struct store_backend) keeps this contract; store/duck/ is the first.  tests/contract/ runs on
 * each backend by the URL of a store.
 *
 * A load happens whole or not at all, whatever ends the process.  One process may write; several
 * may read while none writes.  What a function gives out is in the arena that it was passed, unless
 * it says otherwise; a callback's arguments are valid until it returns, and a failing callback ends
 * the walk with its code.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "model/selection.h"
#include "model/table.h"
#include "model/unit.h"
#include "ref/ref.h"

struct store;
struct store_backend;
struct cells;
struct duck;

enum store_mode {
    STORE_READ,   /* must exist; shared with other readers; nothing outside it can be reached */
    STORE_EXPORT, /* the same, and cells_export() can write a file */
    STORE_WRITE,  /* made when it does not exist */
};

struct store_options {
    const struct store_backend *const
        *backends; /* NULL ends; a URL without scheme is the first's */
    enum store_mode mode;
    const atomic_bool *cancel; /* NULL: never */
    int wait;                  /* seconds to wait for a process that writes to it */
};

/* What a user's store is called where nobody named it. */
#define STORE_FILE "weir.duckdb"

/* --- open, find, take, drop --- */

/* url: "duck:PATH" or PATH, or "clickhouse://USER@HOST:PORT/DATABASE?cluster=NAME".  On success the
 * caller owns *out.  A store of an earlier version is brought to this one, which needs write access
 * once and keeps a copy beside it.  ERR_NOT_FOUND: no store there; ERR_BUSY: held by another
 * process; ERR_STORE: not a store. */
int store_open(struct store **out, const char *url, const struct store_options *options,
               struct err *err) MUST_CHECK;
void store_close(struct store **s); /* for CLEANUP(); *s may be NULL */

/* Whether something is there that may be a store, without opening it. */
bool store_exists(const char *url, const struct store_backend *const *backends);

/* The path of a file that is kept beside a store, as "PATH.evidence"; of one that is no file, in
 * the user's data. */
const char *store_beside(const char *url, const struct store_backend *const *backends,
                         const char *suffix, struct arena *a);

const char *store_path(const struct store *s);

/* The reference tables, as this store joins them. */
struct ref *store_reference(struct store *s);

/* The connection in which ingest and register stage rows, and registers are kept: the rows of a
 * load wait in the temporary view `stage`, which has the columns of `flow` from line to flags,
 * `part` (bits that name the dimensions a row breaks down) and `detail`; its flags are those of the
 * temporary table `staged` beneath it, which the store sets.  Rejects wait in `stage_reject` with
 * the columns of `reject` from line on.  For these two rooms only. */
struct duck *store_stage(struct store *s);

/* Begins a change of what that connection keeps (rates, registers), and ends it: keeps it when rc
 * is 0, else takes it back and passes rc on.  What a failure leaves is the store as it was. */
int store_change(struct store *s, struct err *err) MUST_CHECK;
int store_keep(struct store *s, int rc, struct err *err) MUST_CHECK;

/* What a long statement of this store is called in progress lines; NULL: no progress.  Kept by
 * reference. */
void store_label(struct store *s, const char *label);

/* The source with that content, 0 when there is none. */
int store_find(struct store *s, int64_t *source_id, const char *sha256, struct err *err) MUST_CHECK;

/* A file about to enter the store. */
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

/* Marks aggregates, breakdowns and skeleton months, refuses what overlaps with other sources
 * (ERR_CONFLICT, with a hint), sets earlier vintages of the same cells aside and commits.  On
 * failure the store is as it was. */
int store_take(struct store *s, const struct store_load *load, struct store_loaded *out,
               struct err *err) MUST_CHECK;

/* Removes a source; vintages it had replaced are current again.  ERR_NOT_FOUND: there is none. */
int store_drop(struct store *s, int64_t source_id, struct err *err) MUST_CHECK;

/* Who waits to write to a file says so beside it; who reads it for long (a server) lets go of it
 * then.  It holds for a moment only: who waits says it again. */
bool store_is_wanted(const char *url, const struct store_backend *const *backends);

/* What a store is, in a few words that change with every load, without opening it; "": it cannot be
 * asked. */
enum { STORE_STATE = 80 };
void store_state(char state[STORE_STATE], const char *url,
                 const struct store_backend *const *backends);

/* --- what is there --- */

struct source {
    int64_t id, rows_kept, rows_rejected, reporters, bytes;
    const char *title, *path, *adapter, *options, *vintage, *sha256, *note;
    int first_period, last_period; /* published; 0: none */
};
int store_sources(struct store *s, struct source **list, int *count, struct arena *a,
                  struct err *err) MUST_CHECK;

struct reject {
    const char *path, *column, *reason, *text;
    int64_t line, source_id;
};
/* Of one source, or of all where source_id is 0. */
typedef int (*reject_fn)(void *ctx, const struct reject *r, struct err *err);
int store_rejects(struct store *s, int64_t source_id, reject_fn fn, void *ctx,
                  struct err *err) MUST_CHECK;

/* A store in a few numbers; periods 0 where there are none. */
struct store_counts {
    int version;
    int64_t sources, flows, replaced, left_out, rejects, reporters, rates;
    int first_month, last_month, first_year, last_year;
};
int store_count(struct store *s, struct store_counts *out, struct err *err) MUST_CHECK;

/* The servers a store stands on, where it is no file: those that its URL names. */
struct store_part {
    const char *place;
    const char *fault;  /* why it could not be asked; NULL: it could */
    int shard, replica; /* 0: it does not say */
    int64_t rows, bytes;
    int64_t lag;   /* behind the other replicas, in seconds */
    int64_t queue; /* parts it has still to fetch or merge */
};
int store_parts(struct store *s, struct store_part **list, int *count, struct arena *a,
                struct err *err) MUST_CHECK;

/* --- care --- */

/* Writes a copy of a store that is open for export, a new file as large as what it holds, and
 * counts what is in it.  ERR_USAGE: there is a file of that name. */
int store_backup(struct store *s, const char *path, struct store_counts *counts,
                 struct err *err) MUST_CHECK;

/* Copies a store that is open for export to where a URL leads: a new file, or a store that holds
 * nothing.  ERR_USAGE: there is something. */
int store_copy(struct store *s, const char *url, const struct store_options *options,
               struct store_counts *counts, struct err *err) MUST_CHECK;

/* Writes a store that is open for writing anew, without the room that dropped and replaced rows
 * left; sizes in bytes.  On failure it is as it was. */
int store_compact(struct store *s, int64_t *before, int64_t *after, struct err *err) MUST_CHECK;

/* Reads every block, and looks at what must hold between tables; wrong: how many times it does
 * not.  ERR_STORE: a block is damaged. */
typedef int (*store_check_fn)(void *ctx, const char *what, int64_t wrong, struct err *err);
int store_check_all(struct store *s, store_check_fn fn, void *ctx, struct err *err) MUST_CHECK;

/* What a repair did: nothing where `kept` is NULL. */
struct store_repair {
    const char *kept, *kept_log; /* copies of what was there */
    int64_t lost;                /* bytes of the log that could not be replayed */
};

/* Opens a store, and where its log cannot be replayed keeps a copy and goes on without that. */
int store_mend(struct store_repair *out, const char *url, const struct store_options *options,
               struct arena *a, struct err *err) MUST_CHECK;

/* Says of the failure already set, which is about what a store is made of, whose it is. */
int store_is_changed(const struct store *s, struct err *err);

/* Which periods each reporter has published in which layout, as known on a day (NULL: today), by
 * layout, reporter, direction, frequency, scope, partner and period.  Of sources that share all but
 * the period, each covers the goods and partners that it holds: scope is a chapter or heading ("":
 * all goods), partner an area (-1: all). */
struct coverage_row {
    const char *adapter, *scope;
    int reporter, partner, period;
    enum direction direction;
    char freq;
    bool published;
};
typedef int (*coverage_fn)(void *ctx, const struct coverage_row *r, struct err *err);
int store_coverage(struct store *s, const char *as_of, coverage_fn fn, void *ctx,
                   struct err *err) MUST_CHECK;

/* How much of a year is published, for people: of each reporter, flow, frequency and layout the
 * digits of its codes ("2, 4, 6") and how many periods of the year are there. */
struct store_held {
    const char *adapter, *digits;
    int reporter, year, periods;
    enum direction direction;
    char freq;
};
typedef int (*held_fn)(void *ctx, const struct store_held *h, struct err *err);
int store_held(struct store *s, held_fn fn, void *ctx, struct err *err) MUST_CHECK;

/* Families that a data set holds on one side of a renumbering only: from or until a period, 0 where
 * it is open. */
struct renumbering_row {
    const char *adapter, *family;
    enum direction direction;
    char freq;
    int from, until;
};
typedef int (*renumbering_fn)(void *ctx, const struct renumbering_row *r, struct err *err);
int store_renumberings(struct store *s, renumbering_fn fn, void *ctx, struct err *err) MUST_CHECK;

/* Days on which figures were last as they were before a later vintage, the three latest. */
int store_vintages(struct store *s, const char ***days, int *count, struct arena *a,
                   struct err *err) MUST_CHECK;

/* A cell whose value a later source of the same layout changed. */
struct revision {
    int reporter, partner, period; /* m49 */
    const char *code, *direction, *currency;
    double was, now;
    const char *was_on, *now_on; /* vintages, YYYY-MM-DD */
};

/* Those that sources from first_source on made, the largest change first. */
int store_revisions(struct store *s, struct revision **list, int *count, int64_t first_source,
                    struct arena *a, struct err *err) MUST_CHECK;

struct rate {
    const char *currency, *period; /* YYYY-MM */
    double per_usd;
};
int store_rates(struct store *s, struct rate **list, int *count, struct arena *a,
                struct err *err) MUST_CHECK;

/* What the store was made of, a line each: files and rates in words that are the same on another
 * machine. */
int store_identity(struct store *s, struct buf *to, struct err *err) MUST_CHECK;

/* The codes before and after one code in its heading that are there and not of its family. */
int store_neighbours(struct store *s, const char ***codes, int *count, const char *code,
                     struct arena *a, struct err *err) MUST_CHECK;

/* Which of the areas of a selection occur in no row, as "KAZ, KGZ"; NULL: none. */
int store_missing(struct store *s, const char **out, const struct selection *sel, struct arena *a,
                  struct err *err) MUST_CHECK;

/* Imports that a source states both by country of origin and by country of consignment, by code,
 * currency and period ('M': months, 'A': years): sums over the areas, which may be NULL: all. */
struct consigned {
    const char *code, *currency;
    int period;
    double by_consignment, by_origin;
};
struct consigned_question {
    const char *exporters, *importers; /* m49, comma-separated */
    struct window window;
    char freq;
};
int store_consigned(struct store *s, struct consigned **list, int *count,
                    const struct consigned_question *q, struct arena *a,
                    struct err *err) MUST_CHECK;

/* --- flows of a product group --- */

struct group_question {
    int destination, exporter; /* m49; exporter 0: all */
    const char *as_of;         /* NULL: today */
    int first, last;           /* months yyyymm; a year counts where it touches them */
};
/* By exporter, reporter, direction and code, the largest first.  use: military, dual, also civil,
 * cannot be told. */
struct group_flow {
    const char *exporter, *reporter, *code, *label, *use, *first, *last, *currency;
    enum direction direction;
    int64_t rows;
    double value;
};
int store_group_flows(struct store *s, struct group_flow **list, int *count,
                      const struct group_question *q, struct arena *a, struct err *err) MUST_CHECK;

/* Reporters with figures of trade with the destination, and whether these hold any goods of the
 * group, to whomever, for all of the months. */
struct group_cover {
    const char *reporter;
    bool holds;
};
int store_group_cover(struct store *s, struct group_cover **list, int *count,
                      const struct group_question *q, struct arena *a, struct err *err) MUST_CHECK;

/* --- cells of a selection --- */

/* Finds the cells; *out is the caller's, and stays what it is whatever else is selected.  Goods
 * that are not there are no failure here: *found says what is. */
struct cells_found {
    bool codes; /* codes of the store are of the goods that are asked */
    bool cells;
    bool lists;      /* the list or group is known */
    bool contents;   /* the store has any goods */
    int by_year;     /* flows read by year, though months of them are there that cover less */
    int by_importer; /* flows read as the importer reports them, though the exporter does too */
};
int store_cells(struct store *s, struct cells **out, struct cells_found *found,
                const struct selection *sel, struct err *err) MUST_CHECK;
void cells_close(struct cells **c); /* for CLEANUP(); *c may be NULL */

/* One row of each exporter, importer, unit, frequency, direction, currency, valuation, layout and
 * measure, in that order: several figures of a period are its codes. */
struct cell_row {
    int exporter, importer, reporter; /* m49 */
    const char *unit, *currency, *valuation, *adapter, *measured_in;
    enum direction direction;
    char freq;
    int n;
    const int32_t *period;   /* yyyymm or yyyy */
    const double *amount;    /* NAN: withheld or not stated */
    const double *weight;    /* kg beneath a unit value, quantity beneath a price, else NULL */
    const int32_t *withheld; /* not 0: the figure is confidential; NULL: none is */
};
/* A walk that is stopped ends with ERR_CANCELLED. */
typedef int (*cell_fn)(void *ctx, const struct cell_row *r, struct err *err);
int cells_each(struct cells *c, cell_fn fn, void *ctx, struct err *err) MUST_CHECK;

/* What the selected goods are, by unit.  A family of several codes that was not asked by one of
 * them is named after the subheading that most of its trade in the store was of, with a label that
 * begins with it where that is not the unit itself: "382499: Chemical products, n.e.c.". */
int cells_units(struct cells *c, struct units *out, struct arena *a, struct err *err) MUST_CHECK;

/* How many units, how many chapters these are of, and whether the only one has several codes. */
struct cells_goods {
    int units, chapters;
    bool several_codes;
};
int cells_goods(struct cells *c, struct cells_goods *out, struct err *err) MUST_CHECK;

/* Where the cells come from: id, title, path, vintage, sha256, rows_rejected of struct source. */
int cells_sources(struct cells *c, struct source **list, int *count, struct arena *a,
                  struct err *err) MUST_CHECK;

/* What is to be said of totals, over the periods that were asked first (all, where none were), by
 * currency: of the World or all goods as one, how many periods of a reporter are printed totals or
 * sums, and what both come to where both are there; of a heading or chapter, what its own rows come
 * to and what the codes below it do; or what its families do, and the codes that begin with it. */
enum said_of { SAID_WHOLE, SAID_HEADING, SAID_EDGE };
struct cells_said {
    enum said_of kind;
    const char *of, *currency;
    int64_t printed_periods, summed_periods, both_periods; /* SAID_WHOLE */
    bool of_world;                                         /* the World as one is asked for */
    int64_t world_periods; /* in which it is printed, whatever of the goods is */
    bool mixed;            /* somebody prints it in some of all periods asked, and not in others */
    double printed, parts; /* in currency */
    const char *outside, *left; /* SAID_EDGE: codes of other headings that are in, codes of this
                                   that are not; comma-separated */
};
int cells_said(struct cells *c, struct cells_said **list, int *count, struct arena *a,
               struct err *err) MUST_CHECK;

/* The first and last month that any monthly source of the cells has published; 0: none. */
int cells_span(struct cells *c, int *first, int *last, struct err *err) MUST_CHECK;

/* Whether there are monthly cells. */
int cells_monthly(struct cells *c, bool *monthly, struct err *err) MUST_CHECK;

/* The rows of files behind the cells, of periods in windows ("202201-202203;..."; "": all). */
struct source_lines {
    int64_t source_id, rows, first, last;
    const char *title, *path, *vintage, *sha256;
    const char *lines; /* the first 200, comma-separated */
};
int cells_lines(struct cells *c, struct source_lines **list, int *count, const char *windows,
                struct arena *a, struct err *err) MUST_CHECK;

/* Writes the flow rows behind the cells, as published, to a file: .parquet, .csv or .csv.gz by its
 * ending; ERR_USAGE: another. */
int cells_export(struct cells *c, const char *path, int64_t *rows, struct err *err) MUST_CHECK;

/* --- SQL --- */

/* The rows of one statement.  Types that are neither number nor text come as text. */
int store_sql(struct store *s, struct table *out, const char *statement, struct arena *a,
              struct err *err) MUST_CHECK;

#endif
