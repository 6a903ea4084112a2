/* book.c - what stands beside the flows: as rows of the cluster that come and go with each load,
 * and as a file of DuckDB in the user's cache, one for each generation that was asked.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/resource.h"
#include "base/temp.h"
#include "store/click/store.h"

#define BOOK_BASE "book_base" /* the book before the change, beside the one that is changed */

/* --- its place --- */

static const char *folder_of(struct click_store *s)
{
    struct arena *a = &s->duck.arena;
    return arena_printf(a, "%s/clickhouse/%s-%lld", user_cache(a), s->place.database,
                        (long long)s->head.id);
}

static const char *place_of(struct click_store *s)
{
    char hex[DIGEST_HEX];
    ref_fingerprint(hex);
    return arena_printf(&s->duck.arena, "%s/%lld-%lld-%.8s.weir", folder_of(s),
                        (long long)s->head.generation, (long long)s->head.load, hex);
}

/* Books of generations that are long past; who reads one still has it open. */
static void clear_old(struct click_store *s)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *folder = folder_of(s);
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d));) {
        char *end;
        long long generation = strtoll(e->d_name, &end, 10);
        if (end != e->d_name && *end == '-' && generation + 1 < s->head.generation)
            (void)!unlink(arena_printf(&a, "%s/%s", folder, e->d_name));
    }
    if (d)
        closedir(d);
}

/* Beside it, and nobody else's. */
static const char *part_of(struct click_store *s, const char *path)
{
    uint64_t chance = 0;
    if (getrandom(&chance, sizeof chance, 0) != sizeof chance)
        abort();
    return arena_printf(&s->duck.arena, "%s.%llx.part", path, (unsigned long long)chance);
}

/* --- made from the cluster --- */

static void write_columns(struct buf *b, const struct duck_feed_column *c, int count)
{
    for (int i = 0; i < count; i++) {
        buf_puts(b, i ? ", " : "");
        click_name(b, c[i].name);
    }
}

/* The rows of a table that came and did not go. */
static const char *rows_sql(struct click_store *s, const struct click_table *t,
                            const struct duck_feed_column *c, int count)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_puts(&b, "SELECT * FROM (SELECT ");
    write_columns(&b, c, count);
    buf_printf(&b,
               ", sum(sign) AS weir_copies, min(load) AS weir_load, min(n) AS weir_n FROM "
               "%s.book_%s_%s WHERE load IN (SELECT load FROM %s.loads WHERE generation <= %lld) "
               "GROUP BY ",
               s->place.database, t->schema, t->name, s->place.database,
               (long long)s->head.generation);
    write_columns(&b, c, count);
    buf_puts(&b, " HAVING weir_copies > 0) ARRAY JOIN range(toUInt64(weir_copies)) AS weir_copy");
    return arena_strdup(&s->duck.arena, b.s);
}

static int fill_table(struct click_store *s, const struct click_table *t, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct duck_feed_column *column;
    int count;
    TRY(click_columns(s->duck.duck, t, &column, &count, &s->duck.arena, err));
    int number = click_add_query(
        s, (struct click_query){rows_sql(s, t, column, count), "weir_load, weir_n", column, count});
    for (int i = 0; i < 2; i++) { /* a schema is looked for in the first database alone */
        buf_puts(&b, i ? "; INSERT INTO " : "DELETE FROM ");
        buf_sql_name(&b, duck_catalog(s->duck.duck));
        buf_printf(&b, ".%s.%s", t->schema, t->name);
    }
    buf_puts(&b, " (");
    for (int i = 0; i < count; i++) {
        buf_puts(&b, i ? ", " : "");
        buf_sql_name(&b, column[i].name);
    }
    buf_printf(&b, ") SELECT * FROM weir_feed(%d)", number);
    return duck_run(s->duck.duck, b.s, NULL, err);
}

static int has_lists(struct click_store *s, bool *lists, struct err *err)
{
    int64_t count;
    TRY(click_int_of(s->click, &count, click_sql(s, "has_lists", NULL, &s->duck.arena), 0, err));
    *lists = count > 0;
    return 0;
}

static int fill(struct click_store *s, struct err *err)
{
    bool lists;
    TRY(has_lists(s, &lists, err));
    if (lists)
        TRY(duck_define(s->duck.duck, resource_get("src/register/sql/schema.sql")->text, err));
    for (const struct click_table *t = click_tables; t->name; t++)
        if (lists || !strcmp(t->schema, "main"))
            TRY(fill_table(s, t, err));
    return lists ? click_skip_numbers(s->duck.duck, err) : 0;
}

static int is_current(struct click_store *s, bool *current, struct err *err)
{
    struct store_state now;
    TRY(store_read_state(&s->duck, &now, err));
    *current = now.current;
    return 0;
}

void click_book_close(struct click_store *s)
{
    ref_close(&s->duck.store.reference);
    duck_close(&s->duck.duck);
    store_forget(&s->duck);
    s->query_count = 0;
    s->duck.macros = false;
}

static int build_in(struct click_store *s, const char *part, struct err *err)
{
    bool current;
    TRY(store_make(part, &s->duck.arena, err));
    TRY(click_book_open(s, part, STORE_WRITE, err));
    s->duck.far = NULL; /* what is derived here, the cluster has */
    TRY(duck_run(s->duck.duck, "BEGIN", NULL, err));
    TRY(store_end(&s->duck, fill(s, err), err));
    TRY(is_current(s, &current, err));
    if (!current)
        TRY(store_refresh(&s->duck, err));
    return duck_checkpoint(s->duck.duck, err);
}

static int build(struct click_store *s, const char *path, struct err *err)
{
    const char *part = part_of(s, path);
    TRY(folder_make(folder_of(s), &s->duck.arena, err));
    log_progress("reading what the cluster holds", -1);
    int rc = build_in(s, part, err);
    click_book_close(s);
    if (!rc && rename(part, path))
        rc = err_set(err, ERR_IO, "'%s' could not be written: %s", path, strerror(errno));
    if (rc)
        (void)!unlink(part);
    clear_old(s);
    return rc;
}

int click_book(struct click_store *s, const char **path, struct err *err)
{
    *path = place_of(s);
    return access(*path, F_OK) ? build(s, *path, err) : 0;
}

/* --- opened --- */

static int attach_base(struct click_store *s, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_puts(&b, "ATTACH ");
    buf_sql_quote(&b, duck_place(s->base, &s->duck.arena));
    buf_puts(&b, " AS " BOOK_BASE " (READ_ONLY)");
    return duck_run(s->duck.duck, b.s, NULL, err);
}

int click_book_open(struct click_store *s, const char *path, enum store_mode mode, struct err *err)
{
    struct store_options o = *s->options;
    struct store_state now;
    o.mode = mode;
    s->duck.file = path;
    TRY(store_attach(&s->duck, &o, &now, err));
    TRY(click_feed(s, err));
    s->duck.far = &click_flows;
    return s->base && mode == STORE_WRITE ? attach_base(s, err) : 0;
}

static int copy_book(const char *from, const char *to, struct err *err)
{
    CLEANUP(file_close) FILE *in = fopen(from, "rb");
    if (!in)
        return err_set(err, ERR_IO, "'%s' cannot be read: %s", from, strerror(errno));
    return store_copy_file(in, from, to, err);
}

int click_rebase(struct click_store *s, struct err *err)
{
    const char *path = place_of(s);
    const char *part = part_of(s, path);
    TRY(duck_run(s->duck.duck, "DETACH " BOOK_BASE, NULL, err));
    TRY(duck_checkpoint(s->duck.duck, err));
    TRY(copy_book(s->work, part, err));
    if (rename(part, path))
        return err_set(err, ERR_IO, "'%s' could not be written: %s", path, strerror(errno));
    s->base = path;
    s->base_is_old = false;
    clear_old(s);
    return attach_base(s, err);
}

/* --- what a change did to it --- */

int click_table_there(struct duck *d, const struct click_table *t, const char *database,
                      bool *there, struct err *err)
{
    int64_t count;
    struct duck_param p[] = {
        {"database", database}, {"schema", t->schema}, {"table", t->name}, {0}};
    TRY(duck_int_of(d, &count, click_text("table_there"), p, 0, err));
    *there = count > 0;
    return 0;
}

/* Rows of one book that the other lacks, as they go over the wire. */
static const char *difference(const struct click_table *t, const struct duck_feed_column *c,
                              int count, const char *here, const char *there, int sign,
                              int64_t load, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_printf(&b, "SELECT %lld::BIGINT AS load, (%d)::TINYINT AS sign, t.rowid::BIGINT AS n",
               (long long)load, sign);
    for (int i = 0; i < count; i++) {
        buf_puts(&b, ", t.");
        buf_sql_name(&b, c[i].name);
        buf_printf(&b, "::%s AS ",
                   c[i].type == BLOCK_INT64  ? "BIGINT"
                   : c[i].type == BLOCK_REAL ? "DOUBLE"
                                             : "VARCHAR");
        buf_sql_name(&b, c[i].name);
    }
    buf_puts(&b, " FROM ");
    buf_sql_name(&b, here);
    buf_printf(&b, ".%s.%s t", t->schema, t->name);
    for (int i = 0; i < count && there; i++) {
        if (!i)
            buf_printf(&b, " ANTI JOIN %s.%s.%s o ON ", there, t->schema, t->name);
        buf_puts(&b, i ? " AND t." : "t.");
        buf_sql_name(&b, c[i].name);
        buf_puts(&b, " IS NOT DISTINCT FROM o.");
        buf_sql_name(&b, c[i].name);
    }
    buf_puts(&b, " ORDER BY 3");
    return arena_strdup(a, b.s);
}

static int send_difference(struct click_store *s, const struct click_table *t,
                           const struct duck_feed_column *c, int columns, const char *here,
                           const char *there, int sign, int64_t *rows, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *table = arena_printf(&a, "book_%s_%s", t->schema, t->name);
    int64_t count, sent;
    const char *sql = difference(t, c, columns, here, there, sign, 0, &a);
    TRY(duck_int_of(s->duck.duck, &count, arena_printf(&a, "SELECT count(*) FROM (%s)", sql), NULL,
                    0, err));
    if (!count)
        return 0;
    TRY(click_begin(s, err));
    sql = difference(t, c, columns, here, there, sign, s->change.load, &a);
    TRY(click_pour(s, table, sql, NULL, NULL, s->nodes, &sent, err));
    *rows += sent;
    return 0;
}

/* That the store has tables of lists, though these may be empty: a row that is none. */
static int say_lists(struct click_store *s, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    TRY(click_begin(s, err));
    const struct duck_param marks[] = {{"load", click_number(s->change.load, &a)}, {0}};
    return click_run(s->click, click_sql(s, "say_lists", marks, &a), false, s->nodes, err);
}

int click_publish(struct click_store *s, int64_t *rows, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *own = duck_catalog(s->duck.duck);
    *rows = 0;
    for (const struct click_table *t = click_tables; t->name; t++) {
        struct duck_feed_column *column;
        bool here, there = false;
        int count;
        TRY(click_table_there(s->duck.duck, t, own, &here, err));
        if (here && s->base)
            TRY(click_table_there(s->duck.duck, t, BOOK_BASE, &there, err));
        if (!here)
            continue;
        if (!there && !strcmp(t->schema, "reg") && !strcmp(t->name, "source"))
            TRY(say_lists(s, err));
        TRY(click_columns(s->duck.duck, t, &column, &count, &a, err));
        TRY(send_difference(s, t, column, count, own, there ? BOOK_BASE : NULL, 1, rows, err));
        if (there)
            TRY(send_difference(s, t, column, count, BOOK_BASE, own, -1, rows, err));
    }
    return 0;
}
