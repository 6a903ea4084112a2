/* table.h - a table and the ways to print it: text for a terminal, CSV, JSON, HTML.
 *
 * Rows are added cell by cell in the order of the columns.  Names and texts are kept by reference
 * and must live as long as the table.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"

enum style {
    STYLE_TEXT,
    STYLE_LIST, /* comma-separated text; an array in JSON */
    STYLE_INT,
    STYLE_AMOUNT, /* 1187500000 prints as 1,187.5 M */
    STYLE_RATIO,  /* 3.74 */
    STYLE_P,      /* 0.0012, or <1e-6 */
    STYLE_NUMBER, /* as it is */
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

enum format { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON };

struct table table_new(const struct column *columns, int count, struct arena *a);
void table_text(struct table *t, const char *text);
void table_number(struct table *t, double number);
int table_rows(const struct table *t);

/* JSON is an array of objects.  Text aligns columns and keeps to `width` columns of the terminal
 * by cutting the widest text column; 0: no limit. */
void table_write(const struct table *t, enum format format, int width, FILE *to);

/* <table> with a caption, sortable by web/report.js. */
void table_html(const struct table *t, const char *caption, struct buf *to);

/* One value as text prints it. */
void cell_format(struct buf *to, const struct column *column, const struct cell *cell);

#endif
