/* duck.h - a thin door to DuckDB: open, run statements with named parameters, read rows.
 *
 * Everything above speaks SQL text (from .sql files) and struct duck_param; nobody else includes
 * duckdb.h.  A struct duck is used by one thread at a time.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUCK_DUCK_H
#define DUCK_DUCK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct duck;
struct duck_rows;

struct duck_options {
    bool read_only;       /* several read-only processes may share a file; a missing file fails */
    bool undo;            /* it is written to, and a checkpoint that is cut off can be taken back */
    const char *temp_dir; /* where sorts and joins spill; NULL: beside the file */
    int threads;          /* 0: one per core */
    int memory_mb;        /* 0: DUCK_MEMORY_MB */
    int block_kb;         /* of a file that is made: 16 to 256; 0: 256 */
    const atomic_bool *cancel; /* set by another thread or a signal: statements end; NULL: never */
};

/* limit DUCK_MEMORY_MB: memory of the database, MB: goes on on disk; */
/* DuckDB may pass its limit by a fifth; with this one weir stays below 2 GiB. */
enum { DUCK_MEMORY_MB = 1200 };

/* Opens a database file, or one in memory when path is NULL.  On success the caller owns *out.
 * ERR_BUSY: another process holds the file; the message has its pid. */
int duck_open(struct duck **out, const char *path, const struct duck_options *options,
              struct err *err) MUST_CHECK;
void duck_close(struct duck **d); /* for CLEANUP(); *d may be NULL */

/* How DuckDB is told that a path is a file, whatever else it could take it for ("x:y", ~,
 * :memory:).
 */
const char *duck_place(const char *path, struct arena *a);

/* How SQL names exactly that file: its readers take names for patterns, and a leading ~ for the
 * home of the user. */
const char *duck_file(const char *path, struct arena *a);

/* ERR_USAGE where sql is anything but one statement that only reads: SELECT, FROM, WITH, DESCRIBE,
 * SHOW, or EXPLAIN of one; ERR_STORE where it does not parse. */
int duck_only_reads(struct duck *d, const char *sql, struct err *err) MUST_CHECK;

/* From now on a name without its database means what DuckDB defines before what the file does:
 * macros of a file cannot take the place of functions.  Nothing can be made in the file meanwhile,
 * but by duck_define().  schema: one of the file that statements name beside the first, NULL: none;
 * kept by reference. */
int duck_guard(struct duck *d, const char *schema, struct err *err) MUST_CHECK;
int duck_define(struct duck *d, const char *ddl, struct err *err) MUST_CHECK;

/* What the file is called in SQL; known after duck_guard(). */
const char *duck_catalog(const struct duck *d);

/* COMMIT, and what is in the log into the file where it has grown long. */
int duck_commit(struct duck *d, struct err *err) MUST_CHECK;

/* Brings what is in the log into the file. */
int duck_checkpoint(struct duck *d, struct err *err) MUST_CHECK;

/* From now on no file and no network can be reached from SQL. */
int duck_no_outside(struct duck *d, struct err *err) MUST_CHECK;

/* From now on no file, network or setting can be reached from SQL. */
int duck_lock_down(struct duck *d, struct err *err) MUST_CHECK;

/* A value for $name.  text NULL is SQL NULL; SQL casts it where a number is wanted. */
struct duck_param {
    const char *name;
    const char *text;
};

/* Runs every statement of sql, binding the parameters each one names; params ends with a NULL
 * name and may be NULL.  Draws progress with that label when one was set. */
int duck_run(struct duck *d, const char *sql, const struct duck_param *params,
             struct err *err) MUST_CHECK;
/* Whether the user said stop: long walks over rows look now and then. */
bool duck_stopped(const struct duck *d);

/* Takes something back, whether or not the user said stop; a failure does not matter. */
void duck_undo(struct duck *d, const char *sql);
void duck_label(struct duck *d, const char *label); /* NULL: no progress; kept by reference */

/* As duck_run(), and gives the rows of the last statement, all held in memory. */
int duck_query(struct duck *d, struct duck_rows **out, const char *sql,
               const struct duck_param *params, struct err *err) MUST_CHECK;
/* As duck_query(), but rows arrive as they are read: no other statement may run meanwhile. */
int duck_stream(struct duck *d, struct duck_rows **out, const char *sql,
                const struct duck_param *params, struct err *err) MUST_CHECK;

/* As duck_run(), and counts the rows that the last statement made or changed. */
int duck_changes(struct duck *d, int64_t *count, const char *sql, const struct duck_param *params,
                 struct err *err) MUST_CHECK;

/* Steps to the next row; false at the end and on failure, which duck_end() tells apart. */
bool duck_next(struct duck_rows *r);
int duck_end(struct duck_rows *r, struct err *err) MUST_CHECK;
void duck_rows_free(struct duck_rows **r); /* for CLEANUP() */

/* Column values of the current row.  Text is copied into the arena; NULL is a null pointer, 0
 * and NAN.  Types other than the four kinds below must be cast to VARCHAR in SQL. */
bool duck_null(const struct duck_rows *r, int column);
int64_t duck_int(const struct duck_rows *r, int column);
double duck_real(const struct duck_rows *r, int column);
bool duck_bool(const struct duck_rows *r, int column);
char *duck_text(const struct duck_rows *r, int column, struct arena *a);

/* The elements of a list column in the current row, until the next; a list holds no NULLs.  *n is
 * 0 for NULL and for other types. */
const int32_t *duck_list_int(const struct duck_rows *r, int column, int *n);
const double *duck_list_real(const struct duck_rows *r, int column, int *n);

enum duck_type { DUCK_BOOL, DUCK_INT, DUCK_REAL, DUCK_TEXT, DUCK_OTHER };
int duck_columns(const struct duck_rows *r);
const char *duck_column_name(const struct duck_rows *r, int column); /* owned by r */
enum duck_type duck_column_type(const struct duck_rows *r, int column);

/* The one value of a query's first row and column, `otherwise` when there is none. */
int duck_int_of(struct duck *d, int64_t *out, const char *sql, const struct duck_param *params,
                int64_t otherwise, struct err *err) MUST_CHECK;
int duck_text_of(struct duck *d, char **out, struct arena *a, const char *sql,
                 const struct duck_param *params, struct err *err) MUST_CHECK;

#endif
