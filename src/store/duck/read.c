/* read.c - what a store holds: sources, rejects, coverage, vintages, rates, its identity.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "store/duck/store.h"

int duck_store_sources(struct store *store, struct source **list, int *count, struct arena *a,
                       struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(store_query(on_duck(store), &r, "sources", NULL, err));
    *list = NULL;
    *count = 0;
    while (duck_next(r)) {
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct source){
            .id = duck_int(r, 0),
            .title = duck_text(r, 1, a),
            .path = duck_text(r, 2, a),
            .adapter = duck_text(r, 3, a),
            .options = duck_text(r, 4, a),
            .vintage = duck_text(r, 5, a),
            .rows_kept = duck_int(r, 6),
            .rows_rejected = duck_int(r, 7),
            .reporters = duck_int(r, 8),
            .first_period = (int)duck_int(r, 9),
            .last_period = (int)duck_int(r, 10),
            .bytes = duck_int(r, 11),
            .sha256 = duck_text(r, 12, a),
            .note = duck_text(r, 13, a),
        };
    }
    return duck_end(r, err);
}

int duck_store_rejects(struct store *store, int64_t source_id, reject_fn fn, void *ctx,
                       struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    char source[24];
    snprintf(source, sizeof source, "%ld", (long)source_id);
    struct duck_param p[] = {{"source", source_id ? source : NULL}, {0}};
    TRY(store_query(on_duck(store), &r, "rejects", p, err));
    while (duck_next(r)) {
        CLEANUP(arena_free) struct arena a = {0};
        struct reject x = {
            .path = duck_text(r, 0, &a),
            .line = duck_int(r, 1),
            .column = duck_text(r, 2, &a),
            .reason = duck_text(r, 3, &a),
            .text = duck_text(r, 4, &a),
            .source_id = duck_int(r, 5),
        };
        TRY(fn(ctx, &x, err));
    }
    return duck_end(r, err);
}

static int count_flows(struct duck_store *s, struct store_counts *out, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    if (s->far)
        return s->far->count(s, out, err);
    TRY(store_query(s, &r, "flow_counts", NULL, err));
    if (duck_next(r)) {
        out->flows = duck_int(r, 0);
        out->replaced = duck_int(r, 1);
        out->left_out = duck_int(r, 2);
    }
    return duck_end(r, err);
}

int duck_store_count(struct store *store, struct store_counts *out, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    *out = (struct store_counts){0};
    TRY(store_query(on_duck(store), &r, "counts", NULL, err));
    if (duck_next(r))
        *out = (struct store_counts){
            .version = (int)duck_int(r, 0),
            .sources = duck_int(r, 1),
            .rejects = duck_int(r, 2),
            .reporters = duck_int(r, 3),
            .rates = duck_int(r, 4),
            .first_month = (int)duck_int(r, 5),
            .last_month = (int)duck_int(r, 6),
            .first_year = (int)duck_int(r, 7),
            .last_year = (int)duck_int(r, 8),
        };
    TRY(duck_end(r, err));
    return count_flows(on_duck(store), out, err);
}

int duck_store_coverage(struct store *store, const char *as_of, coverage_fn fn, void *ctx,
                        struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = {{"as_of", as_of}, {0}};
    TRY(store_facts(on_duck(store), err));
    bool parts = on_duck(store)->memory.vintages; /* a layout has several sources */
    TRY(store_query_in(on_duck(store), &r, store_text(parts ? "coverage_parts" : "coverage"), p,
                       (struct flow_scope){NULL, true}, err));
    while (duck_next(r)) {
        CLEANUP(arena_free) struct arena a = {0};
        struct coverage_row x = {
            .adapter = duck_text(r, 0, &a),
            .reporter = (int)duck_int(r, 1),
            .direction = direction_of(duck_text(r, 2, &a)),
            .freq = *duck_text(r, 3, &a),
            .period = (int)duck_int(r, 4),
            .published = duck_bool(r, 5),
            .scope = duck_text(r, 6, &a),
            .partner = (int)duck_int(r, 7),
        };
        TRY(fn(ctx, &x, err));
    }
    return duck_end(r, err);
}

int duck_store_held(struct store *store, held_fn fn, void *ctx, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(store_query(on_duck(store), &r, "held", NULL, err));
    while (duck_next(r)) {
        CLEANUP(arena_free) struct arena a = {0};
        struct store_held h = {
            .adapter = duck_text(r, 0, &a),
            .reporter = (int)duck_int(r, 1),
            .direction = direction_of(duck_text(r, 2, &a)),
            .freq = *duck_text(r, 3, &a),
            .digits = duck_text(r, 4, &a),
            .year = (int)duck_int(r, 5),
            .periods = (int)duck_int(r, 6),
        };
        TRY(fn(ctx, &h, err));
    }
    return duck_end(r, err);
}

int duck_store_renumberings(struct store *store, renumbering_fn fn, void *ctx, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(store_query(on_duck(store), &r, "renumbering", NULL, err));
    while (duck_next(r)) {
        CLEANUP(arena_free) struct arena a = {0};
        struct renumbering_row x = {
            .adapter = duck_text(r, 0, &a),
            .direction = direction_of(duck_text(r, 1, &a)),
            .freq = *duck_text(r, 2, &a),
            .family = duck_text(r, 3, &a),
            .from = (int)duck_int(r, 4),
            .until = (int)duck_int(r, 5),
        };
        TRY(fn(ctx, &x, err));
    }
    return duck_end(r, err);
}

int store_texts(struct duck_rows *r, const char ***list, int *count, struct arena *a,
                struct err *err)
{
    *list = NULL;
    *count = 0;
    while (duck_next(r)) {
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = duck_text(r, 0, a);
    }
    return duck_end(r, err);
}

int duck_store_vintages(struct store *store, const char ***days, int *count, struct arena *a,
                        struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(store_query_in(on_duck(store), &r, store_text("vintages"), NULL,
                       (struct flow_scope){"replaced_day > 0", true}, err));
    return store_texts(r, days, count, a, err);
}

int duck_store_revisions(struct store *store, struct revision **list, int *count,
                         int64_t first_source, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = {{"first", arena_printf(a, "%lld", (long long)first_source)}, {0}};
    const char *rows = arena_printf(a, "(source_id >= %s OR replaced_day > 0)", p[0].text);
    TRY(store_query_in(on_duck(store), &r, store_text("revisions"), p,
                       (struct flow_scope){rows, false}, err));
    *list = NULL;
    *count = 0;
    while (duck_next(r)) {
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct revision){
            (int)duck_int(r, 0), (int)duck_int(r, 1), (int)duck_int(r, 2), duck_text(r, 3, a),
            duck_text(r, 4, a),  duck_text(r, 5, a),  duck_real(r, 6),     duck_real(r, 7),
            duck_text(r, 8, a),  duck_text(r, 9, a)};
    }
    return duck_end(r, err);
}

int duck_store_neighbours(struct store *store, const char ***codes, int *count, const char *code,
                          struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = {{"code", code}, {0}};
    TRY(store_query(on_duck(store), &r, "neighbours", p, err));
    return store_texts(r, codes, count, a, err);
}

int duck_store_rates(struct store *store, struct rate **list, int *count, struct arena *a,
                     struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(store_query(on_duck(store), &r, "rates", NULL, err));
    *list = NULL;
    *count = 0;
    while (duck_next(r)) {
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct rate){duck_text(r, 0, a), duck_text(r, 1, a),
                                            duck_real(r, 2)};
    }
    return duck_end(r, err);
}

int duck_store_identity(struct store *store, struct buf *to, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    TRY(store_query(on_duck(store), &r, "identity", NULL, err));
    while (duck_next(r))
        buf_printf(to, "%s\n", duck_text(r, 0, &a));
    return duck_end(r, err);
}

/* --- flows of a product group --- */

struct group_params {
    char destination[16], exporter[16], first[16], last[16];
    struct duck_param list[6];
};

static const struct duck_param *params_of(struct group_params *p, const struct group_question *q)
{
    snprintf(p->destination, sizeof p->destination, "%d", q->destination);
    snprintf(p->exporter, sizeof p->exporter, "%d", q->exporter);
    snprintf(p->first, sizeof p->first, "%d", q->first);
    snprintf(p->last, sizeof p->last, "%d", q->last);
    const struct duck_param list[] = {{"destination", p->destination},
                                      {"exporter", q->exporter ? p->exporter : NULL},
                                      {"day", q->as_of ? q->as_of : ""},
                                      {"first", p->first},
                                      {"last", p->last},
                                      {0}};
    memcpy(p->list, list, sizeof list);
    return p->list;
}

static struct flow_scope group_scope(const struct group_question *q, struct arena *a, bool distinct)
{
    return (struct flow_scope){
        arena_printf(a, "(partner = %d OR reporter = %d)", q->destination, q->destination),
        distinct};
}

int duck_store_group_flows(struct store *store, struct group_flow **list, int *count,
                           const struct group_question *q, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct group_params p;
    TRY(store_query_in(on_duck(store), &r, store_text("group_flows"), params_of(&p, q),
                       group_scope(q, a, false), err));
    *list = NULL;
    *count = 0;
    while (duck_next(r)) {
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct group_flow){
            .exporter = duck_text(r, 0, a),
            .reporter = duck_text(r, 1, a),
            .direction = direction_of(duck_text(r, 2, a)),
            .code = duck_text(r, 3, a),
            .label = duck_text(r, 4, a),
            .use = duck_text(r, 5, a),
            .first = duck_text(r, 6, a),
            .last = duck_text(r, 7, a),
            .rows = duck_int(r, 8),
            .value = duck_real(r, 9),
            .currency = duck_text(r, 10, a),
        };
    }
    return duck_end(r, err);
}

int duck_store_group_cover(struct store *store, struct group_cover **list, int *count,
                           const struct group_question *q, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct group_params p;
    TRY(store_query_in(on_duck(store), &r, store_text("group_cover"), params_of(&p, q),
                       group_scope(q, a, true), err));
    *list = NULL;
    *count = 0;
    while (duck_next(r)) {
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct group_cover){duck_text(r, 1, a), duck_bool(r, 0)};
    }
    return duck_end(r, err);
}

/* --- two kinds of partner --- */

int duck_store_consigned(struct store *store, struct consigned **list, int *count,
                         const struct consigned_question *q, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    char first[16], last[16], freq[2] = {q->freq, 0};
    snprintf(first, sizeof first, "%d", q->window.from);
    snprintf(last, sizeof last, "%d", q->window.until);
    struct duck_param p[] = {{"first", first},
                             {"last", last},
                             {"freq", freq},
                             {"importers", q->importers ? q->importers : ""},
                             {"exporters", q->exporters ? q->exporters : ""},
                             {0}};
    const char *among = q->importers && *q->importers ? q->importers : NULL;
    const char *rows = among ? arena_printf(a, "direction = 'import' AND reporter IN (%s)", among)
                             : "direction = 'import'";
    TRY(store_query_in(on_duck(store), &r, store_text("consigned"), p,
                       (struct flow_scope){rows, false}, err));
    *list = NULL;
    *count = 0;
    while (duck_next(r)) {
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct consigned){duck_text(r, 0, a), duck_text(r, 1, a),
                                                 (int)duck_int(r, 2), duck_real(r, 3),
                                                 duck_real(r, 4)};
    }
    return duck_end(r, err);
}

/* --- SQL --- */

static int read_table(struct table *out, struct duck_rows *r, struct arena *a, struct err *err)
{
    int count = duck_columns(r);
    struct column *columns = arena_array(a, struct column, (size_t)count);
    for (int c = 0; c < count; c++) {
        const char *name = arena_strdup(a, duck_column_name(r, c));
        bool text = duck_column_type(r, c) == DUCK_TEXT;
        columns[c] = (struct column){name, name, text ? STYLE_TEXT : STYLE_NUMBER, EVERYWHERE};
    }
    *out = table_new(columns, count, a);
    while (duck_next(r))
        for (int c = 0; c < count; c++)
            if (columns[c].style == STYLE_TEXT)
                table_text(out, duck_text(r, c, a));
            else
                table_number(out, duck_real(r, c));
    return duck_end(r, err);
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

int duck_store_sql(struct store *store, struct table *out, const char *statement, struct arena *a,
                   struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck *d = on_duck(store)->duck;
    TRY(store_ready(on_duck(store), statement, err));
    TRY(duck_only_reads(d, statement, err));
    TRY(duck_query(d, &r, statement, NULL, err));
    const char *again = cast_others(a, r, statement);
    if (again) {
        duck_rows_free(&r);
        TRY(duck_query(d, &r, again, NULL, err));
    }
    return read_table(out, r, a, err);
}
