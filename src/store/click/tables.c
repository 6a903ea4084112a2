/* tables.c - the tables of a cluster, and those of the book that are kept in it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/resource.h"
#include "store/click/store.h"
#include "store/duck/cells.h"

const struct click_table click_tables[] = {
    {"main", "source"},      {"main", "reject"},    {"main", "coverage"},  {"main", "content"},
    {"main", "renumbering"}, {"main", "rate"},      {"main", "area_name"}, {"main", "code_name"},
    {"main", "weir"},        {"reg", "source"},     {"reg", "entity"},     {"reg", "name"},
    {"reg", "address"},      {"reg", "identifier"}, {"reg", "remark"},     {NULL, NULL}};

const char *click_text(const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "src/store/click/sql/%s.sql", name);
    return resource_get(path)->text;
}

const char *click_sql(const struct click_store *s, const char *name, const struct duck_param *marks,
                      struct arena *a)
{
    struct duck_param all[12] = {{"db", s->place.database}};
    for (int i = 0; marks && marks[i].name; i++)
        all[i + 1] = marks[i];
    return cells_filled(click_text(name), all, a);
}

const char *click_on(const struct click_store *s, struct arena *a)
{
    return s->place.cluster ? arena_printf(a, " ON CLUSTER %s", s->place.cluster) : "";
}

const char *click_all(const struct click_store *s, const char *table, struct arena *a)
{
    return arena_printf(a, "%s%s", table, s->place.cluster ? "_all" : "");
}

int click_nodes(struct click_store *s, struct err *err)
{
    CLEANUP(click_rows_free) struct click_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    struct block b;
    const struct duck_param marks[] = {{"cluster", s->place.cluster}, {0}};
    s->shards = s->replicas = s->nodes = 0;
    if (!s->place.cluster)
        return 0;
    TRY(click_read(s->click, &r, click_sql(s, "nodes", marks, &a), "lll", err));
    while (click_next(r, &b)) {
        s->nodes = (int)*(const int64_t *)b.column[0].data;
        s->shards = (int)*(const int64_t *)b.column[1].data;
        s->replicas = (int)*(const int64_t *)b.column[2].data;
    }
    TRY(click_end(r, err));
    if (s->nodes)
        return 0;
    err_set(err, ERR_NOT_FOUND, "%s knows no cluster '%s'", click_host(s->click), s->place.cluster);
    return err_hint(err, "SELECT DISTINCT cluster FROM system.clusters lists those it knows");
}

/* The names of all tables, quoted, and how many they are. */
static int name_tables(const struct click_store *s, struct buf *names)
{
    static const char *const own[] = {"loads", "flow", "claim", "replaced", "begun", NULL};
    static const char *const over[] = {"flow_all", "replaced_all", NULL};
    int count = 0;
    for (int i = 0; own[i]; i++)
        buf_printf(names, "%s'%s'", count++ ? ", " : "", own[i]);
    for (int i = 0; s->place.cluster && over[i]; i++, count++)
        buf_printf(names, ", '%s'", over[i]);
    for (const struct click_table *t = click_tables; t->name; t++, count++)
        buf_printf(names, ", 'book_%s_%s'", t->schema, t->name);
    return count;
}

int click_tables_there(struct click_store *s, struct click_there *out, struct err *err)
{
    CLEANUP(click_rows_free) struct click_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf names = {0};
    struct block b;
    int all = name_tables(s, &names);
    const struct duck_param marks[] = {{"names", names.s}, {0}};
    *out = (struct click_there){0};
    TRY(click_read(s->click, &r, click_sql(s, "tables_there", marks, &a), "ll", err));
    while (click_next(r, &b)) {
        out->there = *(const int64_t *)b.column[0].data == 3;
        out->whole = *(const int64_t *)b.column[1].data == all;
    }
    return click_end(r, err);
}

/* --- their making --- */

static const char *replicated(const struct click_store *s, const char *table, const char *name,
                              struct arena *a)
{
    return s->replicas < 2 && s->nodes < 2
               ? "MergeTree()"
               : arena_printf(a, "ReplicatedMergeTree('/weir/%s/%s', '%s')", s->place.database,
                              table, name);
}

/* All statements of a text at once: none needs another.  Engines name the table they are of. */
static int run_all(struct click_store *s, const char *text, const struct duck_param *marks,
                   struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char **sql = NULL;
    int count = 0;
    for (const char *end; (end = strchr(text, ';')); text = end + 1) {
        const char *one = arena_strndup(&a, text, (size_t)(end - text));
        const char *create = strstr(one, "CREATE"), *dot = create ? strstr(create, "{db}.") : NULL;
        if (!create)
            continue;
        const char *table = dot ? arena_strndup(&a, dot + 5, strcspn(dot + 5, "{ (\n")) : "";
        const struct duck_param all[] = {
            {"db", marks[0].text},
            {"on", marks[1].text},
            {"cluster", marks[2].text},
            {"shard_engine", replicated(s, arena_printf(&a, "{shard}/%s", table), "{replica}", &a)},
            {"book_engine",
             replicated(s, arena_printf(&a, "book/%s", table), "{shard}-{replica}", &a)},
            {0}};
        sql = arena_grow(&a, sql, (size_t)count, sizeof *sql);
        sql[count++] = cells_filled(create, all, &a);
    }
    return click_run_all(s->click, sql, count, false, err);
}

/* A table of the book: its columns, and which load brought or took each row. */
static void define(struct buf *sql, const struct click_table *t, const struct duck_feed_column *c,
                   int count)
{
    static const char *const types[] = {
        [BLOCK_INT64] = "Int64", [BLOCK_REAL] = "Float64", [BLOCK_TEXT] = "String"};
    buf_printf(sql,
               "CREATE TABLE IF NOT EXISTS {db}.book_%s_%s{on} (load Int64, sign Int8, n Int64",
               t->schema, t->name);
    for (int i = 0; i < count; i++)
        buf_printf(sql, ", `%s` Nullable(%s)", c[i].name, types[c[i].type]);
    buf_puts(sql, ") ENGINE = {book_engine} PARTITION BY tuple() ORDER BY (load, n);\n");
}

int click_columns(struct duck *d, const struct click_table *t, struct duck_feed_column **list,
                  int *count, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = {
        {"database", duck_catalog(d)}, {"schema", t->schema}, {"table", t->name}, {0}};
    TRY(duck_query(d, &r, click_text("columns"), p, err));
    *list = NULL;
    *count = 0;
    while (duck_next(r)) {
        const char *type = duck_text(r, 1, a);
        bool whole = strstr(type, "INT") != NULL;
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct duck_feed_column){duck_text(r, 0, a),
                                                        whole                     ? BLOCK_INT64
                                                        : !strcmp(type, "DOUBLE") ? BLOCK_REAL
                                                                                  : BLOCK_TEXT,
                                                        false};
    }
    return duck_end(r, err);
}

/* What the tables of a book are is read from one in memory. */
static int define_all(struct buf *sql, struct arena *a, struct err *err)
{
    CLEANUP(duck_close) struct duck *d = NULL;
    struct duck_options o = {0};
    TRY(duck_open(&d, NULL, &o, err));
    TRY(duck_guard(d, NULL, err));
    TRY(duck_define(d, store_text("schema"), err));
    /* the lists stand in the same file; their tables are those of who reads them */
    TRY(duck_define(d, resource_get("src/register/sql/schema.sql")->text, err));
    for (const struct click_table *t = click_tables; t->name; t++) {
        struct duck_feed_column *column;
        int count;
        TRY(click_columns(d, t, &column, &count, a, err));
        define(sql, t, column, count);
    }
    return 0;
}

/* What is said to a cluster without its keeper can end the server that is asked (18.16): it is
 * asked whether that is there first. */
static int check_keeper(struct click_store *s, struct err *err)
{
    int64_t nodes;
    if (!s->place.cluster)
        return 0;
    return click_int_of(s->click, &nodes, click_text("keeper"), 0, err);
}

int click_tables_make(struct click_store *s, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf tables = {0};
    const char *on = click_on(s, &a);
    const struct duck_param marks[] = {{"db", s->place.database},
                                       {"on", on},
                                       {"cluster", s->place.cluster ? s->place.cluster : ""},
                                       {0}};
    TRY(click_nodes(s, err));
    TRY(check_keeper(s, err));
    buf_puts(&tables, click_text("tables"));
    TRY(define_all(&tables, &a, err));
    TRY(click_run(s->click,
                  arena_printf(&a, "CREATE DATABASE IF NOT EXISTS %s%s", s->place.database, on),
                  true, 0, err));
    TRY(run_all(s, tables.s, marks, err));
    return s->place.cluster ? run_all(s, click_text("distributed"), marks, err) : 0;
}
