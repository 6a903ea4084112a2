/* store.c - what a store holds: sources, rejects, info, drop, export, sql.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/select.h"
#include "app/tabulate.h"
#include "base/resource.h"

#define COUNT(array) (int)(sizeof(array) / sizeof *(array))

static const char *sql_of(struct arena *a, const char *name)
{
    return resource_get(arena_printf(a, "src/app/sql/%s.sql", name))->text;
}

static int answer_query(struct answer *out, struct arena *a, struct store *s, const char *name,
                        const struct duck_param *params, const struct column *columns, int count,
                        struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(duck_query(store_duck(s), &r, sql_of(a, name), params, err));
    return tabulate(&out->table, r, columns, count, a, err);
}

int app_sources(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    static const struct column columns[] = {
        {"source", "source", STYLE_INT, EVERYWHERE},
        {"title", "whose", STYLE_TEXT, EVERYWHERE},
        {"file", "file", STYLE_TEXT, EVERYWHERE},
        {"layout", "layout", STYLE_TEXT, EVERYWHERE},
        {"options", "options", STYLE_TEXT, DATA_ONLY},
        {"vintage", "vintage", STYLE_TEXT, EVERYWHERE},
        {"rows_kept", "rows", STYLE_INT, EVERYWHERE},
        {"rows_rejected", "rejected", STYLE_INT, EVERYWHERE},
        {"reporters", "reporters", STYLE_INT, EVERYWHERE},
        {"first_period", "from", STYLE_PERIOD, EVERYWHERE},
        {"last_period", "until", STYLE_PERIOD, EVERYWHERE},
        {"bytes", "bytes", STYLE_INT, DATA_ONLY},
        {"sha256", "sha256", STYLE_TEXT, DATA_ONLY},
        {"note", "note", STYLE_TEXT, EVERYWHERE},
    };
    CLEANUP(store_close) struct store *s = NULL;
    TRY(store_open(&s, q->store, STORE_READ, err));
    return answer_query(out, a, s, "sources", NULL, columns, COUNT(columns), err);
}

int app_rejects(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    static const struct column columns[] = {
        {"file", "file", STYLE_TEXT, EVERYWHERE},     {"line", "line", STYLE_INT, EVERYWHERE},
        {"column", "column", STYLE_TEXT, EVERYWHERE}, {"reason", "reason", STYLE_TEXT, EVERYWHERE},
        {"text", "row", STYLE_TEXT, EVERYWHERE},      {"source", "source", STYLE_INT, DATA_ONLY},
    };
    CLEANUP(store_close) struct store *s = NULL;
    struct duck_param p[] = {{"source", q->arg_count ? q->args[0] : NULL}, {0}};
    TRY(store_open(&s, q->store, STORE_READ, err));
    return answer_query(out, a, s, "rejects", p, columns, COUNT(columns), err);
}

static int store_info(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    static const struct column columns[] = {
        {"key", "", STYLE_TEXT, EVERYWHERE},
        {"value", "", STYLE_TEXT, EVERYWHERE},
    };
    CLEANUP(store_close) struct store *s = NULL;
    struct duck_param p[] = {{"path", q->store}, {0}};
    TRY(store_open(&s, q->store, STORE_READ, err));
    return answer_query(out, a, s, "info", p, columns, COUNT(columns), err);
}

static int store_drop_one(struct answer *out, struct arena *a, const struct request *q,
                          struct err *err)
{
    static const struct column columns[] = {{"dropped", "dropped source", STYLE_INT, EVERYWHERE}};
    CLEANUP(store_close) struct store *s = NULL;
    char *end = NULL;
    long id = q->arg_count > 1 ? strtol(q->args[1], &end, 10) : 0;
    if (id <= 0 || !end || *end)
        return err_set(err, ERR_USAGE, "which source? weir sources lists their numbers");
    TRY(store_open(&s, q->store, STORE_WRITE, err));
    TRY(store_drop(s, id, err));
    out->table = table_new(columns, 1, a);
    table_number(&out->table, (double)id);
    return 0;
}

int app_store(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    const char *verb = q->arg_count ? q->args[0] : "info";
    if (!strcmp(verb, "info"))
        return store_info(out, a, q, err);
    if (!strcmp(verb, "drop"))
        return store_drop_one(out, a, q, err);
    err_set(err, ERR_USAGE, "'%s' is not something a store does", verb);
    return err_hint(err, "weir store info, weir store drop SOURCE");
}

static int export_format(const char *path, const char **format, struct err *err)
{
    static const char *const known[][2] = {
        {".parquet", "FORMAT parquet, COMPRESSION zstd"},
        {".csv", "FORMAT csv, HEADER"},
        {".csv.gz", "FORMAT csv, HEADER, COMPRESSION gzip"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t n = strlen(known[i][0]), len = strlen(path);
        if (len > n && !strcmp(path + len - n, known[i][0]))
            return *format = known[i][1], 0;
    }
    err_set(err, ERR_USAGE, "'%s' has no known ending", path);
    return err_hint(err, "name the output .parquet, .csv or .csv.gz");
}

int app_export(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    static const struct column columns[] = {
        {"file", "file", STYLE_TEXT, EVERYWHERE},
        {"rows", "rows", STYLE_INT, EVERYWHERE},
    };
    CLEANUP(store_close) struct store *s = NULL;
    CLEANUP(buf_free) struct buf sql = {0};
    struct selection sel;
    const char *format = NULL;
    int64_t rows;
    if (!q->output)
        return err_set(err, ERR_USAGE, "where to? name the file with -o FILE");
    TRY(export_format(q->output, &format, err));
    TRY(select_open(&s, &sel, a, q, err));
    TRY(series_select(s, &sel, err));
    struct duck_param p[] = {
        {"as_of", q->as_of}, {"exporters", sel.exporters}, {"importers", sel.importers}, {0}};
    TRY(duck_run(store_duck(s), sql_of(a, "export"), p, err));
    buf_puts(&sql, "COPY exported TO ");
    buf_sql_quote(&sql, q->output);
    buf_printf(&sql, " (%s)", format);
    duck_label(store_duck(s), q->output);
    TRY(duck_run(store_duck(s), sql.s, NULL, err));
    TRY(duck_int_of(store_duck(s), &rows, "SELECT count(*) FROM exported", NULL, 0, err));
    out->table = table_new(columns, COUNT(columns), a);
    table_text(&out->table, q->output);
    table_number(&out->table, (double)rows);
    return 0;
}

/* Dates, lists and other types that are none of ours become text: the statement once more, inside
 * one that casts those columns.  NULL when there are none. */
static const char *cast_others(struct arena *a, const struct duck_rows *r, const char *statement)
{
    CLEANUP(buf_free) struct buf b = {0};
    size_t n = strlen(statement);
    while (n && strchr("; \t\n", statement[n - 1]))
        n--;
    for (int c = 0; c < duck_columns(r); c++) {
        if (duck_column_type(r, c) != DUCK_OTHER)
            continue;
        const char *name = duck_column_name(r, c);
        buf_printf(&b, "%s\"%s\"::VARCHAR AS \"%s\"", b.len ? ", " : "SELECT * REPLACE (", name,
                   name);
    }
    return b.len ? arena_printf(a, "%s) FROM (%.*s\n)", b.s, (int)n, statement) : NULL;
}

int app_sql(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    if (q->arg_count != 1)
        return err_set(err, ERR_USAGE, "one statement is wanted, in quotes");
    TRY(store_open(&s, q->store, STORE_QUERY, err));
    TRY(duck_query(store_duck(s), &r, q->args[0], NULL, err));
    const char *again = cast_others(a, r, q->args[0]);
    if (again) {
        duck_rows_free(&r);
        TRY(duck_query(store_duck(s), &r, again, NULL, err));
    }
    return tabulate_any(&out->table, r, a, err);
}
