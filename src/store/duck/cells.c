/* cells.c - the cells of a selection, in temporary tables of their own.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/duck/store.h"

struct duck_cells {
    struct cells cells;
    struct arena arena;
    int number; /* of its tables: code_unit3, cell3 */
    const char *as_of, *exporters, *importers;
};

static struct duck_cells *of(struct cells *c)
{
    return (struct duck_cells *)(void *)c;
}

static struct duck *connection(struct cells *c)
{
    return on_duck(c->store)->duck;
}

/* The text of a statement with the number of the selection for {n}. */
static const char *numbered(struct duck_cells *c, const char *text)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (const char *mark; (mark = strstr(text, "{n}")); text = mark + 3) {
        buf_add(&b, text, (size_t)(mark - text));
        buf_printf(&b, "%d", c->number);
    }
    buf_puts(&b, text);
    return arena_strdup(&c->arena, b.s);
}

static int query(struct cells *c, struct duck_rows **out, const char *name,
                 const struct duck_param *p, struct err *err)
{
    return duck_query(connection(c), out, numbered(of(c), store_text(name)), p, err);
}

/* --- selecting --- */

/* A statement with another in the place of a mark, and its numbers. */
static const char *with(struct duck_cells *c, const char *name, const char *mark, const char *text)
{
    CLEANUP(buf_free) struct buf b = {0};
    const char *whole = store_text(name), *at = strstr(whole, mark);
    buf_add(&b, whole, (size_t)(at - whole));
    buf_puts(&b, text);
    buf_puts(&b, at + strlen(mark));
    return numbered(c, b.s);
}

static int cells_sql(struct duck_cells *c, const char **out, bool convert, struct err *err)
{
    int64_t rates = 0;
    if (convert)
        TRY(duck_int_of(connection(&c->cells), &rates, "SELECT count(*) FROM (FROM rate LIMIT 1)",
                        NULL, 0, err));
    *out = with(c, "cells", "{rates}", store_text(rates ? "rate_of" : "no_rate"));
    return 0;
}

static int find_known(struct cells *c, struct cells_found *found, const struct duck_param *p,
                      struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(query(c, &r, "known", p, err));
    if (duck_next(r)) {
        found->lists = duck_bool(r, 0);
        found->contents = duck_bool(r, 1);
    }
    return duck_end(r, err);
}

static int select_cells(struct duck_cells *c, struct cells_found *found,
                        const struct selection *sel, struct err *err)
{
    struct duck *d = connection(&c->cells);
    const char *colon = sel->list ? strchr(sel->list, ':') : NULL, *sql;
    size_t n = colon ? (size_t)(colon - sel->list) : sel->list ? strlen(sel->list) : 0;
    struct duck_param p[] = {
        {"codes", sel->codes},
        {"list", sel->list ? arena_strndup(&c->arena, sel->list, n) : NULL},
        {"part", colon ? colon + 1 : NULL},
        {"group", sel->group},
        {"exporters", sel->exporters},
        {"importers", sel->importers},
        {"flow", sel->flow ? direction_name(sel->flow) : NULL},
        {"freq", sel->freq},
        {"as_of", sel->as_of},
        {"measure", measure_name(sel->measure)},
        {"alone", sel->alone ? "true" : "false"},
        {0},
    };
    int64_t count;
    bool lists = sel->list || sel->group;
    const char *units = with(c, "units", "{families}", lists ? store_text("families") : "");
    TRY(duck_changes(d, &count, units, p, err));
    found->codes = count > 0;
    if (!count)
        return find_known(&c->cells, found, p, err);
    TRY(cells_sql(c, &sql, !sel->own_currency, err));
    TRY(duck_changes(d, &count, sql, p, err));
    found->cells = count > 0;
    return 0;
}

int duck_cells_open(struct store *store, struct cells **out, struct cells_found *found,
                    const struct selection *sel, struct err *err)
{
    struct duck_cells *c = calloc(1, sizeof *c);
    if (!c)
        abort();
    c->cells.store = store;
    c->number = ++on_duck(store)->selections;
    c->as_of = arena_strdup(&c->arena, sel->as_of);
    c->exporters = arena_strdup(&c->arena, sel->exporters);
    c->importers = arena_strdup(&c->arena, sel->importers);
    *found = (struct cells_found){0};
    int rc = select_cells(c, found, sel, err);
    if (rc)
        duck_cells_close(&c->cells);
    else
        *out = &c->cells;
    return rc;
}

void duck_cells_close(struct cells *cells)
{
    struct duck_cells *c = of(cells);
    (void)!duck_run(connection(cells),
                    numbered(c, "DROP TABLE IF EXISTS cell{n}; DROP TABLE IF EXISTS code_unit{n}"),
                    NULL, NULL);
    arena_free(&c->arena);
    free(c);
}

/* --- reading them --- */

static void read_row(struct cell_row *x, const struct duck_rows *r, struct arena *a)
{
    int weights, flags;
    *x = (struct cell_row){
        .exporter = (int)duck_int(r, 0),
        .importer = (int)duck_int(r, 1),
        .unit = duck_text(r, 2, a),
        .freq = *duck_text(r, 3, a),
        .direction = direction_of(duck_text(r, 4, a)),
        .currency = duck_text(r, 5, a),
        .valuation = duck_text(r, 6, a),
        .adapter = duck_text(r, 7, a),
        .measured_in = duck_text(r, 8, a),
        .reporter = (int)duck_int(r, 9),
        .period = duck_list_int(r, 10, &x->n),
        .amount = duck_list_real(r, 11, &weights),
    };
    x->period = duck_list_int(r, 10, &x->n);
    x->weight = duck_list_real(r, 12, &weights);
    x->withheld = duck_list_int(r, 13, &flags);
    x->weight = weights ? x->weight : NULL;
}

int duck_cells_each(struct cells *c, cell_fn fn, void *ctx, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    TRY(duck_stream(connection(c), &r, numbered(of(c), store_text("stream")), NULL, err));
    while (duck_next(r)) {
        struct cell_row x;
        arena_reset(&a);
        read_row(&x, r, &a);
        TRY(fn(ctx, &x, err));
    }
    return duck_end(r, err);
}

/* The parts of a text between unit separators, as the columns of a list come. */
static int split(const char ***out, const char *text, struct arena *a)
{
    int n = 0;
    *out = NULL;
    for (const char *p = text; p;) {
        size_t len = strcspn(p, "\x1f");
        *out = arena_grow(a, *out, (size_t)n, sizeof **out);
        (*out)[n++] = arena_strndup(a, p, len);
        p = p[len] ? p + len + 1 : NULL;
    }
    return n;
}

static void read_listings(struct unit *u, const struct duck_rows *r, struct arena *a)
{
    const char **regime, **annex, **since, **partial;
    int n = split(&regime, duck_text(r, 7, a), a);
    split(&annex, duck_text(r, 8, a), a);
    split(&since, duck_text(r, 9, a), a);
    split(&partial, duck_text(r, 10, a), a);
    u->listing = arena_array(a, struct listing, (size_t)n + 1);
    u->listing_count = n;
    for (int i = 0; i < n; i++)
        u->listing[i] = (struct listing){regime[i], annex[i], *since[i] ? since[i] : NULL,
                                         *partial[i] == '1'};
}

int duck_cells_units(struct cells *c, struct units *out, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    *out = (struct units){0};
    TRY(query(c, &r, "labels", NULL, err));
    while (duck_next(r)) {
        out->unit = arena_grow(a, out->unit, (size_t)out->count, sizeof *out->unit);
        struct unit *u = &out->unit[out->count++];
        *u = (struct unit){
            .unit = duck_text(r, 0, a),
            .label = duck_text(r, 1, a),
            .codes = duck_text(r, 2, a),
            .code_count = (int)duck_int(r, 3),
            .tier = duck_text(r, 4, a),
            .tier_since = duck_text(r, 5, a),
            .tier_status = duck_text(r, 6, a),
        };
        read_listings(u, r, a);
        u->group_count = split(&u->group, duck_text(r, 11, a), a);
    }
    return duck_end(r, err);
}

int duck_cells_goods(struct cells *c, struct cells_goods *out, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    *out = (struct cells_goods){0};
    TRY(query(c, &r, "goods", NULL, err));
    if (duck_next(r))
        *out = (struct cells_goods){(int)duck_int(r, 0), (int)duck_int(r, 1), duck_int(r, 2) > 1};
    return duck_end(r, err);
}

/* A later vintage replaces cells of the same layout: none has where each has one source. */
static int may_be_replaced(struct duck_store *s, bool *out, struct err *err)
{
    int64_t most = 0;
    if (!s->vintages)
        TRY(duck_int_of(s->duck, &most,
                        "SELECT max(n) FROM (SELECT count(*) AS n FROM source GROUP BY adapter)",
                        NULL, 0, err));
    if (!s->vintages)
        s->vintages = most > 1 ? 2 : 1;
    *out = s->vintages > 1;
    return 0;
}

int duck_cells_sources(struct cells *c, struct source **list, int *count, struct arena *a,
                       struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = {{"as_of", of(c)->as_of}, {0}};
    *list = NULL;
    *count = 0;
    bool replaced;
    TRY(may_be_replaced(on_duck(c->store), &replaced, err));
    bool content = !replaced && !of(c)->as_of;
    TRY(query(c, &r, content ? "content_sources" : "cell_sources", p, err));
    while (duck_next(r)) {
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct source){
            .id = duck_int(r, 0),
            .title = duck_text(r, 1, a),
            .path = duck_text(r, 2, a),
            .vintage = duck_text(r, 3, a),
            .sha256 = duck_text(r, 4, a),
        };
    }
    return duck_end(r, err);
}

int duck_cells_span(struct cells *c, int *first, int *last, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(query(c, &r, "span", NULL, err));
    *first = *last = 0;
    if (duck_next(r)) {
        *first = (int)duck_int(r, 0);
        *last = (int)duck_int(r, 1);
    }
    return duck_end(r, err);
}

int duck_cells_monthly(struct cells *c, bool *monthly, struct err *err)
{
    int64_t count;
    TRY(duck_int_of(connection(c), &count,
                    numbered(of(c), "SELECT count(*) FROM cell{n} WHERE freq = 'M'"), NULL, 0,
                    err));
    *monthly = count > 0;
    return 0;
}

int duck_cells_lines(struct cells *c, struct source_lines **list, int *count, const char *windows,
                     struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = {{"as_of", of(c)->as_of}, {"windows", windows}, {0}};
    TRY(query(c, &r, "lines", p, err));
    *list = NULL;
    *count = 0;
    while (duck_next(r)) {
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct source_lines){
            .source_id = duck_int(r, 0),
            .title = duck_text(r, 1, a),
            .path = duck_text(r, 2, a),
            .vintage = duck_text(r, 3, a),
            .sha256 = duck_text(r, 4, a),
            .rows = duck_int(r, 5),
            .first = duck_int(r, 6),
            .last = duck_int(r, 7),
            .lines = duck_text(r, 8, a),
        };
    }
    return duck_end(r, err);
}

/* --- writing them --- */

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

int duck_cells_export(struct cells *c, const char *path, int64_t *rows, struct err *err)
{
    CLEANUP(buf_free) struct buf sql = {0};
    const char *format = NULL;
    struct duck *d = connection(c);
    TRY(export_format(path, &format, err));
    struct duck_param p[] = {{"as_of", of(c)->as_of},
                             {"exporters", of(c)->exporters},
                             {"importers", of(c)->importers},
                             {0}};
    TRY(duck_run(d, numbered(of(c), store_text("export")), p, err));
    buf_puts(&sql, "COPY exported TO ");
    buf_sql_quote(&sql, path);
    buf_printf(&sql, " (%s)", format);
    TRY(duck_run(d, sql.s, NULL, err));
    return duck_int_of(d, rows, "SELECT count(*) FROM exported", NULL, 0, err);
}
