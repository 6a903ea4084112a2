/* table.h - a table as facts: columns with keys and styles, cells with texts and numbers.
 *
 * Rows are added cell by cell in the order of the columns.  Names and texts are kept by reference
 * and must live as long as the table.  report/ writes it as text, CSV, JSON, HTML and workbook.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_TABLE_H
#define MODEL_TABLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fact.h"

enum style {
    STYLE_TEXT,
    STYLE_PATH,  /* text of which the end says most: a file */
    STYLE_LIST,  /* comma-separated text; an array in JSON */
    STYLE_TRUTH, /* 1, 0 or NAN: yes, no, cannot tell; true, false, null in JSON */
    STYLE_INT,
    STYLE_AMOUNT, /* 1187500000 prints as 1,187.5 M */
    STYLE_RATIO,  /* 3.74 */
    STYLE_P,      /* 0.0012, or <1e-6 */
    STYLE_NUMBER, /* 0.01234, 1,187,500 */
    STYLE_PERIOD, /* 202203 prints as 2022-03; text in JSON */
};

enum place { EVERYWHERE, DATA_ONLY, TEXT_ONLY }; /* data: CSV and JSON; text: terminal and HTML */

struct column {
    const char *key;   /* in CSV and JSON */
    const char *title; /* in text and HTML */
    enum style style;
    enum place place;
};

struct cell {
    const char *text; /* STYLE_TEXT and STYLE_LIST; NULL: no value */
    double number;    /* the others; NAN: no value */
};

struct table {
    const struct column *columns;
    int column_count;
    struct cell *cells; /* row by row */
    int cell_count;
    struct arena *arena;
};

/* Number of elements of an array of columns. */
#define COLUMNS(columns) (int)(sizeof(columns) / sizeof *(columns))

struct table table_new(const struct column *columns, int count, struct arena *a);
void table_text(struct table *t, const char *text);
void table_number(struct table *t, double number);
int table_rows(const struct table *t);

bool column_is_text(const struct column *c);
bool cell_is_missing(const struct column *c, const struct cell *v);

/* One value as a person reads it. */
void cell_format(struct buf *to, const struct column *column, const struct cell *cell);

/* One unit for all amounts of a table, so that they can be compared: what they are divided by, how
 * many decimals those of a column need, and how the unit is called ("M"; "" for one). */
struct amount_unit {
    double by;
    int decimals;
    const char *name;
};
struct amount_unit amount_unit_of(const struct table *t, int column);
void amount_format(struct buf *to, double number, const struct amount_unit *unit);

/* The same for a number by itself: "1,187.5 M". */
void number_format(struct buf *to, double number, enum style style);

/* Its data as a list of objects under a key. */
void table_facts(struct facts *f, const char *key, const struct table *t);

/* Its data as JSON, an array of objects: facts that are too many for a tree. */
void table_json(struct buf *to, const struct table *t);

#endif
