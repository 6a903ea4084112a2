/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/resource.h"
#include "ref/ref.h"

enum { STORE_VERSION = 1 };

struct store {
    struct duck *duck;
    struct arena arena;
    char *path;
};

struct duck *store_duck(struct store *s)
{
    return s->duck;
}
const char *store_path(const struct store *s)
{
    return s->path;
}

static int run_sql(struct store *s, const char *name, const struct duck_param *params,
                   struct err *err)
{
    char path[128];
    snprintf(path, sizeof path, "src/store/sql/%s.sql", name);
    return duck_run(s->duck, resource_get(path)->text, params, err);
}

int store_query(struct store *s, struct duck_rows **out, const char *name,
                const struct duck_param *params, struct err *err)
{
    char path[128];
    snprintf(path, sizeof path, "src/store/sql/%s.sql", name);
    return duck_query(s->duck, out, resource_get(path)->text, params, err);
}

static int make_parents(const char *path, struct err *err)
{
    CLEANUP(buf_free) struct buf dir = {0};
    for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        dir.len = 0;
        buf_add(&dir, path, (size_t)(slash - path));
        if (mkdir(dir.s, 0777) && errno != EEXIST)
            return err_set(err, ERR_IO, "directory '%s' could not be made: %s", dir.s,
                           strerror(errno));
    }
    return 0;
}

static int rollback(struct store *s)
{
    return duck_run(s->duck, "ROLLBACK", NULL, NULL);
}

/* Ends a transaction: commits when rc is 0, else rolls back and passes rc on. */
static int end_transaction(struct store *s, int rc, struct err *err)
{
    if (!rc)
        rc = duck_run(s->duck, "COMMIT", NULL, err);
    if (rc)
        (void)!rollback(s); /* fails when the failed commit has already ended it: fine */
    return rc;
}

/* Finds anew where data sets have one side of a renumbering only; the flows are read again only
 * where the contents of the sources leave a doubt. */
static int find_breaks(struct store *s, struct err *err)
{
    int64_t suspects;
    TRY(run_sql(s, "break_codes", NULL, err));
    TRY(duck_int_of(s->duck, &suspects, "SELECT count(*) FROM break_suspect", NULL, 0, err));
    if (suspects)
        TRY(run_sql(s, "break_edges", NULL, err));
    return run_sql(s, "breaks", NULL, err);
}

static int prepare(struct store *s, struct err *err)
{
    int64_t tables;
    TRY(duck_int_of(s->duck, &tables,
                    "SELECT count(*) FROM duckdb_tables() WHERE schema_name IN ('main', 'ref')",
                    NULL, 0, err));
    if (!tables)
        TRY(run_sql(s, "schema", NULL, err));
    TRY(ref_load(s->duck, err));
    return tables ? find_breaks(s, err) : 0;
}

static int check_version(struct store *s, struct err *err)
{
    int64_t version;
    struct err ignored;
    if (duck_int_of(s->duck, &version, "SELECT version FROM weir", NULL, 0, &ignored)) {
        err_set(err, ERR_STORE, "'%s' is a database, but not a store of weir", s->path);
        return err_hint(err, "name another file with --store");
    }
    if (version == STORE_VERSION)
        return 0;
    err_set(err, ERR_STORE, "'%s' is a store of version %ld, this program knows version %d",
            s->path, (long)version, STORE_VERSION);
    return err_hint(err, "load the files again into a new store");
}

static int open_database(struct store *s, enum store_mode mode, struct err *err)
{
    char *spill = arena_printf(&s->arena, "%s.tmp", s->path);
    struct duck_options o = {
        .read_only = mode != STORE_WRITE,
        .locked_down = mode == STORE_QUERY,
        .temp_dir = spill,
    };
    int rc = duck_open(&s->duck, s->path, &o, err);
    if (rc && err && strstr(err->msg, "lock"))
        err_hint(err, "one process may write to a store; wait for it to end");
    return rc;
}

static int refresh(struct store *s, enum store_mode mode, struct err *err)
{
    duck_close(&s->duck);
    TRY(open_database(s, STORE_WRITE, err));
    TRY(duck_run(s->duck, "BEGIN", NULL, err));
    TRY(end_transaction(s, prepare(s, err), err));
    duck_close(&s->duck);
    return open_database(s, mode, err);
}

static int open_existing(struct store *s, enum store_mode mode, struct err *err)
{
    bool current;
    TRY(open_database(s, mode, err));
    TRY(check_version(s, err));
    TRY(ref_current(s->duck, &current, err));
    return current ? 0 : refresh(s, mode, err);
}

static int open_new(struct store *s, struct err *err)
{
    TRY(make_parents(s->path, err));
    TRY(open_database(s, STORE_WRITE, err));
    TRY(duck_run(s->duck, "BEGIN", NULL, err));
    return end_transaction(s, prepare(s, err), err);
}

/* A store whose making was cut off holds no table yet: it is made again. */
static bool is_empty(const char *path)
{
    struct duck *d = NULL;
    struct duck_options o = {.read_only = true};
    int64_t tables = 1;
    if (!duck_open(&d, path, &o, NULL) &&
        duck_int_of(d, &tables, "SELECT count(*) FROM duckdb_tables()", NULL, 1, NULL))
        tables = 1;
    duck_close(&d);
    return tables == 0;
}

int store_open(struct store **out, const char *path, enum store_mode mode, struct err *err)
{
    CLEANUP(store_close) struct store *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    s->path = arena_strdup(&s->arena, path);
    bool there = !access(path, F_OK);
    if (!there && mode != STORE_WRITE) {
        err_set(err, ERR_NOT_FOUND, "no store at '%s'", path);
        return err_hint(err, "weir ingest FILE makes it; --store PATH names another");
    }
    if (there && !is_empty(path))
        TRY(open_existing(s, mode, err));
    else
        TRY(open_new(s, err));
    *out = s;
    s = NULL;
    return 0;
}

void store_close(struct store **s)
{
    if (!*s)
        return;
    duck_close(&(*s)->duck);
    arena_free(&(*s)->arena);
    free(*s);
    *s = NULL;
}

int store_find(struct store *s, int64_t *source_id, const char *sha256, struct err *err)
{
    struct duck_param p[] = {{"sha256", sha256}, {0}};
    return duck_int_of(s->duck, source_id, "SELECT source_id FROM source WHERE sha256 = $sha256", p,
                       0, err);
}

static int mark(struct store *s, struct err *err)
{
    int64_t levels, parts;
    TRY(run_sql(s, "mark", NULL, err));
    TRY(duck_int_of(s->duck, &levels,
                    "SELECT count(DISTINCT length(code)) FROM stage WHERE code <> 'TOTAL'", NULL, 0,
                    err));
    if (levels > 1)
        TRY(run_sql(s, "mark_level", NULL, err));
    TRY(duck_int_of(s->duck, &parts, "SELECT max(part) FROM stage", NULL, 0, err));
    if (parts > 0)
        TRY(run_sql(s, "mark_part", NULL, err));
    return run_sql(s, "mark_skeleton", NULL, err);
}

static int refuse_repeats(struct store *s, const struct store_load *load, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    if (load->repeats_add)
        return 0;
    TRY(store_query(s, &r, "repeats", NULL, err));
    if (!duck_next(r))
        return duck_end(r, err);
    err_at(err, load->path, (long)duck_int(r, 0), 0,
           "the same cell (code %s) stands here and at line %ld", duck_text(r, 2, &a),
           (long)duck_int(r, 1));
    return err_hint(err, "is the file two downloads in one? split it, or say `repeats = add` in a "
                         "mapping file if the rows are parts of a whole");
}

static int refuse_overlap(struct store *s, const struct store_load *load, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    struct duck_param p[] = {{"adapter", load->adapter}, {0}};
    int64_t sources;
    TRY(duck_int_of(s->duck, &sources, "SELECT count(*) FROM source", NULL, 0, err));
    if (!sources)
        return 0;
    TRY(store_query(s, &r, "overlap", p, err));
    if (!duck_next(r))
        return duck_end(r, err);
    const char *kind = duck_text(r, 2, &a), *mine = duck_text(r, 4, &a);
    const char *theirs = duck_text(r, 5, &a);
    static const char *const kinds[][2] = {
        {"same", "are there already in another layout"},
        {"parents", "are sums of finer codes that are there already"},
        {"parts", "are parts of sums that are there already"},
        {"revision", "are there already in another HS revision"},
    };
    const char *words = "";
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kind, kinds[i][0]))
            words = kinds[i][1];
    err_set(err, ERR_CONFLICT, "'%s' overlaps source %ld '%s': %ld cells %s (%s here, %s there)",
            load->path, (long)duck_int(r, 0), duck_text(r, 1, &a), (long)duck_int(r, 3), words,
            mine, theirs);
    return err_hint(err,
                    "a sum would count them twice: keep one (weir store drop %ld), or load this "
                    "file into another store (--store PATH)",
                    (long)duck_int(r, 0));
}

static int move_in(struct store *s, const struct store_load *load, int64_t source_id,
                   struct err *err)
{
    char source[24], bytes[24], rows_read[24];
    snprintf(source, sizeof source, "%ld", (long)source_id);
    snprintf(bytes, sizeof bytes, "%ld", (long)load->bytes);
    snprintf(rows_read, sizeof rows_read, "%ld", (long)load->rows_read);
    struct duck_param p[] = {
        {"source", source},
        {"path", load->path},
        {"sha256", load->sha256},
        {"bytes", bytes},
        {"adapter", load->adapter},
        {"title", load->title},
        {"options", load->options},
        {"vintage", load->vintage},
        {"rows_read", rows_read},
        {"note", load->note},
        {0},
    };
    TRY(run_sql(s, "take", p, err));
    return find_breaks(s, err);
}

static int read_taken(struct store *s, struct store_loaded *out, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    char source[24];
    snprintf(source, sizeof source, "%ld", (long)out->source_id);
    struct duck_param p[] = {{"source", source}, {0}};
    TRY(store_query(s, &r, "taken", p, err));
    if (duck_next(r)) {
        out->rows_kept = duck_int(r, 0);
        out->rows_aggregate = duck_int(r, 1);
        out->rows_breakdown = duck_int(r, 2);
        out->rows_unpublished = duck_int(r, 3);
        out->rows_replacing = duck_int(r, 4);
        out->rows_rejected = duck_int(r, 5);
    }
    return duck_end(r, err);
}

static int take(struct store *s, const struct store_load *load, struct store_loaded *out,
                struct err *err)
{
    TRY(mark(s, err));
    TRY(refuse_repeats(s, load, err));
    TRY(refuse_overlap(s, load, err));
    TRY(duck_int_of(s->duck, &out->source_id, "SELECT max(source_id) + 1 FROM source", NULL, 1,
                    err));
    TRY(move_in(s, load, out->source_id, err));
    return read_taken(s, out, err);
}

int store_take(struct store *s, const struct store_load *load, struct store_loaded *out,
               struct err *err)
{
    TRY(duck_run(s->duck, "BEGIN", NULL, err));
    return end_transaction(s, take(s, load, out, err), err);
}

static int drop(struct store *s, int64_t source_id, struct err *err)
{
    char source[24];
    int64_t there;
    snprintf(source, sizeof source, "%ld", (long)source_id);
    struct duck_param p[] = {{"source", source}, {0}};
    TRY(duck_int_of(s->duck, &there,
                    "SELECT count(*) FROM source WHERE source_id = $source::INTEGER", p, 0, err));
    if (!there) {
        err_set(err, ERR_NOT_FOUND, "no source %s in '%s'", source, s->path);
        return err_hint(err, "weir sources lists them");
    }
    TRY(run_sql(s, "drop", p, err));
    return find_breaks(s, err);
}

int store_drop(struct store *s, int64_t source_id, struct err *err)
{
    TRY(duck_run(s->duck, "BEGIN", NULL, err));
    return end_transaction(s, drop(s, source_id, err), err);
}
