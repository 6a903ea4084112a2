/* cells_read.c - what the cells of a selection hold.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/temp.h"
#include "store/duck/cells.h"

static int query(struct cells *c, struct duck_rows **out, const char *name,
                 const struct duck_param *p, struct flow_scope scope, struct err *err)
{
    return store_query_in(on_duck(c->store), out, cells_about(of(c), store_text(name)), p, scope,
                          err);
}

static struct flow_scope distinct(struct flow_scope scope)
{
    scope.distinct = true;
    return scope;
}

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
        .amount = duck_list_real(r, 11, &weights),
    };
    x->period = duck_list_int(r, 10, &x->n);
    x->weight = duck_list_real(r, 12, &weights);
    x->withheld = duck_list_int(r, 13, &flags);
    x->weight = weights ? x->weight : NULL;
    x->withheld = flags ? x->withheld : NULL;
}

int duck_cells_each(struct cells *c, cell_fn fn, void *ctx, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    TRY(duck_stream(connection(c), &r, cells_about(of(c), store_text("stream")), NULL, err));
    while (duck_next(r)) {
        struct cell_row x;
        arena_reset(&a);
        read_row(&x, r, &a);
        TRY(fn(ctx, &x, err));
        if (duck_stopped(connection(c)))
            return err_set(err, ERR_CANCELLED, "stopped");
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
    const char **regime, **annex, **since, **partial, **towards;
    int n = split(&regime, duck_text(r, 7, a), a);
    split(&annex, duck_text(r, 8, a), a);
    split(&since, duck_text(r, 9, a), a);
    split(&partial, duck_text(r, 10, a), a);
    split(&towards, duck_text(r, 12, a), a);
    u->listing = arena_array(a, struct listing, (size_t)n + 1);
    u->listing_count = n;
    for (int i = 0; i < n; i++)
        u->listing[i] = (struct listing){.regime = regime[i],
                                         .annex = annex[i],
                                         .towards = towards[i],
                                         .since = *since[i] ? since[i] : NULL,
                                         .partial = *partial[i] == '1'};
}

/* All goods of labels.sql, as units by themselves. */
static int read_labels(struct duck_cells *c, struct units *out, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(buf_free) struct buf b = {0};
    for (int i = 0; i < c->goods.unit_count && cells_literal(c); i++) {
        buf_puts(&b, i ? ", " : "\nWHERE code IN (");
        buf_sql_quote(&b, c->goods.unit[i].label);
    }
    buf_puts(&b, cells_literal(c) ? ")" : "");
    const struct duck_param marks[] = {{"among", b.s}, {0}};
    const char *sql = cells_filled(store_text("labels"), marks, &c->arena);
    TRY(duck_query(connection(&c->cells), &r, sql, NULL, err));
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

/* A family that was asked by one of its codes is called what that code is. */
static int label_asked(struct duck_cells *c, struct unit *u, const char *code, struct arena *a,
                       struct err *err)
{
    char *label = NULL;
    struct duck_param p[] = {{"code", code}, {0}};
    TRY(duck_text_of(connection(&c->cells), &label, a,
                     "SELECT arg_max(label, revision) FROM ref.code WHERE code = $code", p, err));
    if (label) {
        u->asked = arena_strdup(a, code);
        u->label = label;
    }
    return 0;
}

int cells_traded(struct duck_cells *c, struct duck_rows **out, const char *flows, struct err *err)
{
    const struct duck_param marks[] = {
        {"n", arena_printf(&c->arena, "%d", c->number)}, {"traded", flows}, {0}};
    return duck_query(connection(&c->cells), out,
                      cells_filled(store_text("traded"), marks, &c->arena), NULL, err);
}

/* Names families after what most was traded of. */
static int name_families(struct cells *c, struct units *units, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_store *s = on_duck(c->store);
    bool several = false;
    for (int i = 0; i < units->count; i++)
        several |= units->unit[i].code_count > 1 && !units->unit[i].asked;
    if (!several)
        return 0;
    TRY(cells_need_units(of(c), err));
    TRY(s->far ? s->far->traded(s, of(c), &r, err)
               : cells_traded(of(c), &r, cells_about(of(c), store_text("traded_flows")), err));
    while (duck_next(r)) {
        struct unit *u = units_find(units, duck_text(r, 0, a));
        const char *code = duck_text(r, 1, a), *label = duck_text(r, 2, a);
        if (!u || u->code_count < 2 || u->asked || !strcmp(code, u->unit))
            continue;
        u->named = code;
        u->label = arena_printf(a, "%s: %s", code, label);
    }
    return duck_end(r, err);
}

int duck_cells_units(struct cells *c, struct units *out, struct arena *a, struct err *err)
{
    const struct goods *g = &of(c)->goods;
    struct units known = {0};
    *out = (struct units){arena_array(a, struct unit, (size_t)g->unit_count + 1), g->unit_count};
    TRY(read_labels(of(c), &known, a, err));
    for (int i = 0; i < g->unit_count; i++) {
        const char *unit = arena_strdup(a, g->unit[i].unit);
        const struct unit *u = units_find(&known, g->unit[i].label);
        const char *label = strcmp(unit, "TOTAL") != 0 ? "" : "all goods";
        out->unit[i] = u ? *u : (struct unit){.label = label, .codes = unit, .code_count = 1};
        out->unit[i].unit = unit;
        if (g->unit[i].asked)
            TRY(label_asked(of(c), &out->unit[i], g->unit[i].asked, a, err));
    }
    return name_families(c, out, a, err);
}

int duck_cells_goods(struct cells *cells, struct cells_goods *out, struct err *err)
{
    const struct goods *g = &of(cells)->goods;
    int64_t codes = 1;
    struct duck_param p[] = {{"unit", g->unit_count == 1 ? g->unit[0].unit : NULL}, {0}};
    if (g->unit_count == 1)
        TRY(duck_int_of(connection(cells), &codes,
                        "SELECT code_count FROM ref.goods WHERE code = $unit", p, 0, err));
    *out = (struct cells_goods){g->unit_count, g->chapters, codes > 1};
    return 0;
}

int duck_cells_sources(struct cells *c, struct source **list, int *count, struct arena *a,
                       struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = {{"as_of", of(c)->as_of}, {0}};
    *list = NULL;
    *count = 0;
    const struct cells_whole *w = &of(c)->whole;
    bool replaced = on_duck(c->store)->memory.vintages || of(c)->as_of || w->asked;
    TRY(query(c, &r,
              w->asked && !w->here ? "whole_sources"
              : replaced           ? "cell_sources"
                                   : "content_sources",
              p, distinct(of(c)->of_codes), err));
    while (duck_next(r)) {
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct source){
            .id = duck_int(r, 0),
            .title = duck_text(r, 1, a),
            .path = duck_text(r, 2, a),
            .vintage = duck_text(r, 3, a),
            .sha256 = duck_text(r, 4, a),
            .rows_rejected = duck_int(r, 5),
        };
    }
    return duck_end(r, err);
}

int duck_cells_span(struct cells *c, int *first, int *last, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(query(c, &r, "span", NULL, of(c)->of_codes, err));
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
                    cells_about(of(c), "SELECT count(*) FROM cell{n} WHERE freq = 'M'"), NULL, 0,
                    err));
    *monthly = count > 0;
    return 0;
}

int duck_cells_lines(struct cells *c, struct source_lines **list, int *count, const char *windows,
                     struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = {{"as_of", of(c)->as_of}, {"windows", windows}, {0}};
    TRY(cells_need_units(of(c), err));
    TRY(cells_need_whole(of(c), err));
    TRY(query(c, &r, "lines", p, of(c)->of_rows, err));
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

static int copy_to(struct duck *d, const char *path, const char *format, struct err *err)
{
    CLEANUP(buf_free) struct buf sql = {0};
    buf_puts(&sql, "COPY exported TO ");
    buf_sql_quote(&sql, path);
    buf_printf(&sql, " (%s)", format);
    return duck_run(d, sql.s, NULL, err);
}

int duck_cells_export(struct cells *c, const char *path, int64_t *rows, struct err *err)
{
    const char *format = NULL;
    struct duck *d = connection(c);
    struct target target;
    TRY(export_format(path, &format, err));
    struct duck_param p[] = {{"as_of", of(c)->as_of},
                             {"exporters", of(c)->exporters},
                             {"importers", of(c)->importers},
                             {0}};
    TRY(cells_need_units(of(c), err));
    TRY(cells_need_whole(of(c), err));
    const char *sql = cells_about(of(c), store_text("export"));
    TRY(store_run_in(on_duck(c->store), sql, p, of(c)->of_areas, err));
    TRY(target_open(&target, path, &of(c)->arena, err));
    TRY(target_close(&target, copy_to(d, target.part, format, err), err));
    return duck_int_of(d, rows, "SELECT count(*) FROM exported", NULL, 0, err);
}
