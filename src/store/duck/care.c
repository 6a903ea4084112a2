/* care.c - a store copied, made compact, checked and repaired.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/temp.h"
#include "store/duck/store.h"

/* --- copied --- */

static int attach(struct duck *d, const char *path, const char *name, struct err *err)
{
    CLEANUP(buf_free) struct buf sql = {0};
    CLEANUP(arena_free) struct arena a = {0};
    buf_puts(&sql, "ATTACH ");
    buf_sql_quote(&sql, duck_place(path, &a));
    buf_puts(&sql, " AS ");
    buf_sql_name(&sql, name);
    buf_printf(&sql, " (READ_WRITE, BLOCK_SIZE %d)", STORE_BLOCK_KB * 1024);
    return duck_run(d, sql.s, NULL, err);
}

static int about(struct duck *d, const char *verb, const char *name, struct err *err)
{
    CLEANUP(buf_free) struct buf sql = {0};
    buf_printf(&sql, "%s ", verb);
    buf_sql_name(&sql, name);
    return duck_run(d, sql.s, NULL, err);
}

/* Every row, read once and written once, into a new file. */
static int copy_all(struct duck *d, const char *path, struct err *err)
{
    CLEANUP(buf_free) struct buf sql = {0};
    CLEANUP(arena_free) struct arena a = {0};
    const char *name = arena_printf(&a, "%s_copy", duck_catalog(d));
    buf_puts(&sql, "COPY FROM DATABASE ");
    buf_sql_name(&sql, duck_catalog(d));
    buf_puts(&sql, " TO ");
    buf_sql_name(&sql, name);
    TRY(attach(d, path, name, err));
    int rc = duck_run(d, sql.s, NULL, err);
    rc = rc ? rc : about(d, "CHECKPOINT", name, err);
    int end = about(d, "DETACH", name, NULL);
    return rc ? rc : end;
}

static bool is_there(const char *path, struct err *err)
{
    if (access(path, F_OK))
        return false;
    err_set(err, ERR_USAGE, "'%s' is there already", path);
    err_hint(err, "a copy takes no other file's place: name a new one");
    return true;
}

/* A copy that was not looked at is none. */
static int look_at(struct store *was, const char *path, struct store_counts *is, struct err *err)
{
    struct store_options o = {.mode = STORE_READ};
    struct store_counts wanted;
    struct store *copy;
    TRY(store_count(was, &wanted, err));
    TRY(duck_store_open(&copy, path, &o, err));
    int rc = store_count(copy, is, err);
    duck_store_close(copy);
    if (!rc && (wanted.flows != is->flows || wanted.sources != is->sources ||
                wanted.rejects != is->rejects || wanted.rates != is->rates))
        rc = err_set(err, ERR_STORE, "'%s' is not what '%s' is: %ld flow rows of %ld", path,
                     was->path, (long)is->flows, (long)wanted.flows);
    return rc;
}

/* A copy is read by whom the store is read by. */
static int same_rights(const char *path, const char *copy, struct err *err)
{
    struct stat st;
    return !stat(path, &st) && !chmod(copy, st.st_mode & 07777)
               ? 0
               : err_set(err, ERR_IO, "'%s' could not be given the rights of '%s': %s", copy, path,
                         strerror(errno));
}

int duck_store_backup(struct store *store, const char *path, struct store_counts *counts,
                      struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct duck_store *s = on_duck(store);
    const char *part = store_beside_place(path, &a);
    if (is_there(path, err))
        return ERR_USAGE;
    TRY(store_clear(part, err));
    int rc = s->far ? s->far->copy(s, part, err) : copy_all(s->duck, part, err);
    rc = rc ? rc : look_at(store, part, counts, err);
    rc = rc || s->far ? rc : same_rights(store->path, part, err);
    if (!rc && rename(part, path))
        rc = err_set(err, ERR_IO, "'%s' could not be written: %s", path, strerror(errno));
    if (rc)
        (void)!unlink(part);
    return rc;
}

static int64_t bytes_of(const char *path)
{
    struct stat st;
    return stat(path, &st) ? 0 : (int64_t)st.st_size;
}

/* The store is open for writing: nobody else can write to it until its copy has its name. */
int duck_store_compact(struct store *store, int64_t *before, int64_t *after, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct duck_store *s = on_duck(store);
    const char *path = store->path, *made = store_beside_place(path, &a);
    TRY(duck_checkpoint(s->duck, err));
    *before = bytes_of(path);
    TRY(store_clear(made, err));
    int rc = copy_all(s->duck, made, err);
    bool smaller = !rc && bytes_of(made) < *before;
    if (smaller)
        rc = store_put_in_place(made, path, &a, err);
    if (rc || !smaller)
        (void)!unlink(made);
    *after = bytes_of(path);
    return rc;
}

/* --- checked --- */

/* Reads every block of a table, whose checksums the engine compares. */
static int read_table(struct duck_store *s, const struct definition *t, int64_t *rows,
                      struct err *err)
{
    CLEANUP(buf_free) struct buf sql = {0};
    buf_puts(&sql, "SELECT count(*) FROM (SELECT hash(t) AS h FROM ");
    buf_sql_name(&sql, duck_catalog(s->duck));
    buf_puts(&sql, ".");
    buf_sql_name(&sql, t->schema);
    buf_puts(&sql, ".");
    buf_sql_name(&sql, t->name);
    buf_puts(&sql, " t) WHERE h IS NOT NULL");
    return duck_int_of(s->duck, rows, sql.s, NULL, 0, err);
}

static int check_blocks(struct duck_store *s, store_check_fn fn, void *ctx, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const struct definitions *x;
    TRY(definitions_read(&x, s->duck, err));
    for (int i = 0; i < x->count; i++) {
        int64_t rows;
        const struct definition *t = &x->item[i];
        if (strcmp(t->kind, "table") != 0)
            continue;
        TRY(read_table(s, t, &rows, err));
        TRY(fn(ctx,
               arena_printf(&a, "table %s.%s is whole: %ld rows", t->schema, t->name, (long)rows),
               0, err));
    }
    return 0;
}

int duck_store_check(struct store *store, store_check_fn fn, void *ctx, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    struct duck_store *s = on_duck(store);
    TRY(check_blocks(s, fn, ctx, err));
    TRY(store_query(s, &r, "check", NULL, err));
    while (duck_next(r))
        TRY(fn(ctx, duck_text(r, 0, &a), duck_int(r, 1), err));
    return duck_end(r, err);
}

/* --- repaired --- */

static int copy_file(const char *from, const char *to, struct err *err)
{
    CLEANUP(file_close) FILE *in = fopen(from, "rb");
    if (!in)
        return err_set(err, ERR_IO, "'%s' cannot be read: %s", from, strerror(errno));
    return store_copy_file(in, from, to, err);
}

/* A name beside the store that is free, as PATH.damaged. */
static const char *free_name(const char *path, struct arena *a)
{
    const char *name = arena_printf(a, "%s.damaged", path);
    for (int n = 2; !access(name, F_OK); n++)
        name = arena_printf(a, "%s.damaged.%d", path, n);
    return name;
}

static int try_open(const char *path, const struct store_options *options, struct err *err)
{
    struct store *s = NULL;
    struct store_options o = *options;
    o.mode = STORE_WRITE;
    TRY(duck_store_open(&s, path, &o, err));
    duck_store_close(s);
    return 0;
}

/* Without its log the store is as it was when that was last brought into the file. */
static int drop_log(const char *path, const char *log, const struct store_options *options,
                    struct store_repair *out, struct arena *a, struct err *err)
{
    struct err why = *err;
    out->kept = free_name(path, a);
    out->kept_log = arena_printf(a, "%s.wal", out->kept);
    out->lost = bytes_of(log);
    TRY(copy_file(path, out->kept, err));
    TRY(copy_file(log, out->kept_log, err));
    if (unlink(log))
        return err_set(err, ERR_IO, "'%s' could not be removed: %s", log, strerror(errno));
    if (!try_open(path, options, err))
        return 0;
    (void)!rename(out->kept_log, log); /* as it was */
    err_set(err, ERR_STORE, "'%s' cannot be repaired: %.900s", path, why.msg);
    return err_hint(err, "load the published files into a new store; '%s' is a copy of this one",
                    out->kept);
}

int duck_store_repair(const char *path, const struct store_options *options,
                      struct store_repair *out, struct arena *a, struct err *err)
{
    const char *log = arena_printf(a, "%s.wal", path);
    *out = (struct store_repair){0};
    if (access(path, F_OK)) {
        err_set(err, ERR_NOT_FOUND, "no store at '%s'", path);
        return err_hint(err, "--store PATH names another");
    }
    int lock = store_lock(path, options, err);
    if (lock < 0)
        return err ? (int)err->code : ERR_IO;
    int rc = try_open(path, options, err);
    if (rc == ERR_STORE && !strcmp(err->subject, STORE_LOG))
        rc = drop_log(path, log, options, out, a, err);
    store_unlock(path, lock);
    return rc;
}
