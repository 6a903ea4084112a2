/* inside.h - a connection and the rows of a result, seen from inside this room.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUCK_INSIDE_H
#define DUCK_INSIDE_H

#include <duckdb.h>

#include "duck/duck.h"

struct duck {
    const char *path; /* NULL: in memory */
    int file;         /* open beside DuckDB's for undo.c: closing it would give up its lock; -1 */
    duckdb_database database;
    duckdb_connection connection;
    const char *label;
    bool measures; /* how far a statement is */
    const atomic_bool *cancel;
    struct arena arena;
    char *catalog;
    const char *schema;              /* beside main; NULL: none */
    struct definitions *definitions; /* NULL: not read */
};

struct duck_column {
    enum duck_type type;
    duckdb_type physical;
    void *data;
    uint64_t *valid; /* NULL: all are */
    void *items;     /* of a list: the elements of all rows */
    duckdb_type item;
};

struct duck_rows {
    duckdb_result result;
    duckdb_data_chunk chunk;
    idx_t row, size; /* in the chunk; row counts from 1 once duck_next() was called */
    int columns;
    struct duck_column column[];
};

/* Fills err with the first line of DuckDB's message, which says what is wrong; returns code. */
int duck_fail(struct err *err, enum err_code code, const char *message);

#endif
