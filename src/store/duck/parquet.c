/* parquet.c - a table of an answer as Parquet, written by DuckDB.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/buf.h"
#include "duck/duck.h"
#include "model/period.h"
#include "store/parquet.h"

enum { ROWS_AT_ONCE = 500 };

static const char *type_of(const struct column *c)
{
    switch (c->style) {
    case STYLE_INT:
        return "BIGINT";
    case STYLE_TRUTH:
        return "BOOLEAN";
    case STYLE_AMOUNT:
    case STYLE_RATIO:
    case STYLE_P:
    case STYLE_NUMBER:
        return "DOUBLE";
    case STYLE_LIST:
        return "VARCHAR[]";
    default:
        return "VARCHAR"; /* periods are texts, as in JSON */
    }
}

static void make_columns(struct buf *sql, const struct table *t)
{
    const char *between = "CREATE TABLE answer (";
    for (int i = 0; i < t->column_count; i++) {
        if (t->columns[i].place == TEXT_ONLY)
            continue;
        buf_printf(sql, "%s\"%s\" %s", between, t->columns[i].key, type_of(&t->columns[i]));
        between = ", ";
    }
    buf_puts(sql, ");\n");
}

static void add_value(struct buf *sql, const struct column *c, const struct cell *v)
{
    char period[16];
    if (cell_is_missing(c, v))
        buf_puts(sql, "NULL");
    else if (c->style == STYLE_PERIOD)
        buf_printf(sql, "'%s'", period_text(period, (int)v->number));
    else if (c->style == STYLE_TRUTH)
        buf_puts(sql, v->number != 0 ? "true" : "false");
    else if (!column_is_text(c))
        buf_printf(sql, isfinite(v->number) ? "%.17g" : "'%g'::DOUBLE", v->number);
    else {
        buf_puts(sql, c->style == STYLE_LIST ? "string_split(" : "");
        buf_sql_quote(sql, v->text);
        buf_puts(sql, c->style == STYLE_LIST ? ", ',')" : "");
    }
}

static void add_row(struct buf *sql, const struct table *t, int row)
{
    const char *between = "(";
    for (int i = 0; i < t->column_count; i++) {
        if (t->columns[i].place == TEXT_ONLY)
            continue;
        buf_puts(sql, between);
        add_value(sql, &t->columns[i], &t->cells[row * t->column_count + i]);
        between = ", ";
    }
    buf_puts(sql, ")");
}

int parquet_write(const char *path, const struct table *t, struct err *err)
{
    CLEANUP(duck_close) struct duck *d = NULL;
    CLEANUP(buf_free) struct buf sql = {0};
    struct duck_options o = {0};
    int rows = table_rows(t);
    TRY(duck_open(&d, NULL, &o, err));
    make_columns(&sql, t);
    TRY(duck_run(d, sql.s, NULL, err));
    for (int first = 0; first < rows; first += ROWS_AT_ONCE) {
        sql.len = 0;
        for (int i = first; i < rows && i < first + ROWS_AT_ONCE; i++) {
            buf_puts(&sql, i == first ? "INSERT INTO answer VALUES " : ", ");
            add_row(&sql, t, i);
        }
        TRY(duck_run(d, sql.s, NULL, err));
    }
    sql.len = 0;
    buf_puts(&sql, "COPY answer TO ");
    buf_sql_quote(&sql, path);
    buf_puts(&sql, " (FORMAT parquet, COMPRESSION zstd)");
    return duck_run(d, sql.s, NULL, err);
}
