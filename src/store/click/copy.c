/* copy.c - a store moved whole: from the cluster to a file, and from a file to the cluster.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/resource.h"
#include "store/click/store.h"
#include "store/duck/cells.h"

#define OTHER "book_other" /* the file */

static int has_lists(struct duck *d, const char *database, bool *lists, struct err *err)
{
    static const struct click_table source = {"reg", "source"};
    return click_table_there(d, &source, database, lists, err);
}

static int attach(struct duck *d, const char *path, const char *how, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    CLEANUP(arena_free) struct arena a = {0};
    buf_puts(&b, "ATTACH ");
    buf_sql_quote(&b, duck_place(path, &a));
    buf_printf(&b, " AS " OTHER " (%s)", how);
    return duck_run(d, b.s, NULL, err);
}

int click_skip_numbers(struct duck *d, struct err *err)
{
    CLEANUP(buf_free) struct buf book = {0};
    CLEANUP(arena_free) struct arena a = {0};
    buf_sql_name(&book, duck_catalog(d));
    const struct duck_param marks[] = {{"book", book.s}, {0}};
    return duck_run(d, cells_filled(click_text("skip_numbers"), marks, &a), NULL, err);
}

/* Runs something in the file alone, where names need no database. */
static int alone(const char *path, bool define, struct err *err)
{
    CLEANUP(duck_close) struct duck *d = NULL;
    struct duck_options o = {0};
    TRY(duck_open(&d, path, &o, err));
    TRY(duck_guard(d, NULL, err));
    TRY(define ? duck_define(d, resource_get("src/register/sql/schema.sql")->text, err)
               : click_skip_numbers(d, err));
    return duck_checkpoint(d, err);
}

/* The rows of all tables of a book from one database to the other. */
static int move_tables(struct duck *d, const char *from, const char *to, bool lists,
                       struct err *err)
{
    for (const struct click_table *t = click_tables; t->name; t++) {
        CLEANUP(buf_free) struct buf b = {0};
        if (!lists && strcmp(t->schema, "main") != 0)
            continue;
        buf_puts(&b, "DELETE FROM ");
        buf_sql_name(&b, to);
        buf_printf(&b, ".%s.%s; INSERT INTO ", t->schema, t->name);
        buf_sql_name(&b, to);
        buf_printf(&b, ".%s.%s SELECT * FROM ", t->schema, t->name);
        buf_sql_name(&b, from);
        buf_printf(&b, ".%s.%s ORDER BY rowid", t->schema, t->name);
        TRY(duck_run(d, b.s, NULL, err));
    }
    return 0;
}

/* --- to a file --- */

static int write_file(struct duck_store *s, bool lists, struct err *err)
{
    TRY(move_tables(s->duck, duck_catalog(s->duck), OTHER, lists, err));
    return duck_run(s->duck, "INSERT INTO " OTHER ".main.flow FROM flow ORDER BY source_id, line",
                    NULL, err);
}

int click_copy(struct duck_store *s, const char *path, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    bool lists;
    TRY(has_lists(s->duck, duck_catalog(s->duck), &lists, err));
    TRY(store_make(path, &a, err));
    if (lists)
        TRY(alone(path, true, err));
    TRY(attach(s->duck, path, "READ_WRITE", err));
    TRY(duck_run(s->duck, "BEGIN", NULL, err));
    int rc = write_file(s, lists, err);
    rc = rc ? rc : duck_run(s->duck, "COMMIT; CHECKPOINT " OTHER, NULL, err);
    if (rc)
        duck_undo(s->duck, "ROLLBACK");
    duck_undo(s->duck, "DETACH " OTHER);
    return rc || !lists ? rc : alone(path, false, err);
}

/* --- from a file --- */

static int check_empty(struct click_store *s, struct err *err)
{
    int64_t sources;
    TRY(duck_int_of(s->duck.duck, &sources, "SELECT count(*) FROM source", NULL, 0, err));
    if (!sources && s->head.load_count == 1)
        return 0;
    err_set(err, ERR_USAGE, "the store '%s' holds something already", s->duck.store.path);
    return err_hint(err, "a copy goes to a store of its own: name another database");
}

static int send_flows(struct click_store *s, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct duck_param p[] = {{"load", NULL}, {0}};
    TRY(click_begin(s, err));
    p[0].text = click_number(s->change.load, &a);
    TRY(click_put(s, OTHER ".main.flow", "f.source_id", p, err));
    s->change.took = ALL_SOURCES;
    click_took(s, ALL_SOURCES, s->change.load);
    return click_replace(s, "replace_copied", p, (struct flow_scope){0}, err);
}

static int take_all(struct click_store *s, bool lists, struct err *err)
{
    struct duck *d = s->duck.duck;
    bool own;
    TRY(has_lists(d, duck_catalog(d), &own, err));
    if (lists && !own)
        TRY(duck_define(d, resource_get("src/register/sql/schema.sql")->text, err));
    TRY(move_tables(d, OTHER, duck_catalog(d), lists, err));
    if (lists)
        TRY(click_skip_numbers(d, err));
    return send_flows(s, err);
}

int click_fill(struct store *store, const char *file, struct err *err)
{
    struct click_store *s = on_click(on_duck(store));
    bool lists;
    TRY(check_empty(s, err));
    TRY(attach(s->duck.duck, file, "READ_ONLY", err));
    int rc = has_lists(s->duck.duck, OTHER, &lists, err);
    rc = rc ? rc : store_begin(&s->duck, err);
    rc = rc ? rc : store_end(&s->duck, take_all(s, lists, err), err);
    duck_undo(s->duck.duck, "DETACH " OTHER);
    store_forget(&s->duck);
    return rc;
}
