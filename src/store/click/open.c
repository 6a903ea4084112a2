/* open.c - opening a store in a cluster: its tables, the right to write, its book.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/temp.h"
#include "store/click/store.h"
#include "store/duck/cells.h"

/* limit CLICK_MEMORY_MB: memory for what a cluster answers, MB: goes on on disk; */
/* limit CLICK_WRITING_MB: memory for what is loaded into one, MB: goes on on disk; */
enum { CLICK_MEMORY_MB = 160, CLICK_WRITING_MB = 400 };

/* Without its options: what people and messages call it. */
static const char *called(const struct click_place *p, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_printf(&b, "clickhouse://%s@", p->user);
    for (int i = 0; i < p->host_count; i++)
        buf_printf(&b, "%s%s", i ? "," : "", p->host[i]);
    buf_printf(&b, "/%s", p->database);
    return arena_strdup(a, b.s);
}

static int no_store(const struct click_store *s, struct err *err)
{
    err_set(err, ERR_NOT_FOUND, "no store at '%s'", s->duck.store.path);
    return err_hint(err, "weir store make --store URL makes its tables");
}

/* --- a new one --- */

/* The book of a store that holds nothing, sent as that of the first load. */
static int send_first(struct click_store *s, const char *path, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    int64_t rows;
    TRY(store_make(path, &a, err));
    TRY(click_book_open(s, path, STORE_WRITE, err));
    TRY(click_publish(s, &rows, err));
    const struct duck_param marks[] = {{"load", click_number(s->change.load, &a)},
                                       {"shards", click_number(s->shards, &a)},
                                       {"who", click_who(&a)},
                                       {0}};
    return click_run(s->click, click_sql(s, "first_load", marks, &a), false, s->nodes, err);
}

static int found(struct click_store *s, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    char *dir;
    TRY(temp_dir(&dir, "book", &a, err));
    s->head.generation = -1;
    int rc = send_first(s, arena_printf(&a, "%s/first.weir", dir), err);
    s->change = (struct click_change){0};
    click_book_close(s);
    temp_remove(dir);
    return rc;
}

/* Whoever has the right to write first makes it. */
static int need_first(struct click_store *s, struct err *err)
{
    int64_t loads;
    TRY(click_int_of(s->click, &loads, click_sql(s, "load_count", NULL, &s->duck.arena), 0, err));
    return loads ? 0 : found(s, err);
}

/* --- one that is there --- */

static int copy_to_work(struct click_store *s, struct err *err)
{
    char *dir;
    CLEANUP(file_close) FILE *in = fopen(s->base, "rb");
    TRY(temp_dir(&dir, "book", &s->duck.arena, err));
    s->work = arena_printf(&s->duck.arena, "%s/book.weir", dir);
    if (!in)
        return err_set(err, ERR_IO, "'%s' cannot be read: %s", s->base, strerror(errno));
    return store_copy_file(in, s->base, s->work, err);
}

static int open_for_writing(struct click_store *s, struct err *err)
{
    const char *base;
    struct click_there tables;
    int64_t left;
    TRY(click_tables_there(s, &tables, err));
    if (!tables.whole)
        TRY(click_tables_make(s, err));
    TRY(click_nodes(s, err));
    TRY(claim_take(&s->claim, s, err));
    TRY(need_first(s, err));
    TRY(click_sweep(s, &left, err));
    TRY(click_read_head(s, err));
    TRY(click_book(s, &base, err));
    s->base = base;
    TRY(copy_to_work(s, err));
    return click_book_open(s, s->work, STORE_WRITE, err);
}

static int open_for_reading(struct click_store *s, enum store_mode mode, struct err *err)
{
    struct click_there tables;
    const char *path;
    TRY(click_tables_there(s, &tables, err));
    if (!tables.there)
        return no_store(s, err);
    if (!tables.whole) {
        err_set(err, ERR_STORE,
                "%s lacks tables at %s: its making was cut off, or the server was "
                "added since",
                s->duck.store.path, click_host(s->click));
        return err_hint(err, "weir store repair makes them");
    }
    TRY(click_read_head(s, err));
    TRY(click_book(s, &path, err));
    TRY(click_book_open(s, path, mode, err));
    return mode == STORE_READ ? duck_lock_down(s->duck.duck, err) : 0;
}

static void close_store(struct store *store)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct click_store *s = on_click(on_duck(store));
    if (s->base_is_old && !s->moved && s->head.load_count && s->duck.duck)
        (void)!click_rebase(s, NULL); /* the next who asks finds the book in the cache */
    claim_give(&s->claim);
    click_book_close(s);
    if (s->work)
        temp_remove(arena_strndup(&a, s->work, (size_t)(strrchr(s->work, '/') - s->work)));
    click_close(&s->click);
    arena_free(&s->duck.arena);
    free(s);
}

static void close_one(struct click_store **s)
{
    if (*s)
        close_store(&(*s)->duck.store);
}

static int open_store(struct store **out, const char *path, const struct store_options *options,
                      struct err *err)
{
    CLEANUP(close_one) struct click_store *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    struct store_options *o = arena_array(&s->duck.arena, struct store_options, 1);
    memcpy(o, options, sizeof *o);
    s->options = o;
    s->duck.memory_mb = options->mode == STORE_WRITE ? CLICK_WRITING_MB : CLICK_MEMORY_MB;
    s->duck.store.backend = &store_on_click;
    TRY(click_place_read(&s->place, path, &s->duck.arena, err));
    s->duck.store.path = called(&s->place, &s->duck.arena);
    TRY(click_open(&s->click, &s->place, options->cancel, err));
    TRY(options->mode == STORE_WRITE ? open_for_writing(s, err)
                                     : open_for_reading(s, options->mode, err));
    *out = &s->duck.store;
    s = NULL;
    return 0;
}

/* --- the backend --- */

static bool exists(const char *path)
{
    CLEANUP(click_close) struct click *c = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    struct click_place place;
    int64_t count = 0;
    if (click_place_read(&place, path, &a, NULL) || click_open(&c, &place, NULL, NULL))
        return false;
    const struct duck_param marks[] = {{"db", place.database}, {0}};
    int rc = click_int_of(c, &count, cells_filled(click_text("table_loads"), marks, &a), 0, NULL);
    return rc || count; /* one that cannot be asked may be there */
}

/* What is a file beside a store that is one, is the user's own here. */
static const char *beside(const char *path, const char *suffix, struct arena *a)
{
    struct click_place place;
    if (click_place_read(&place, path, a, NULL))
        return arena_printf(a, "%s/clickhouse%s", user_data(a), suffix);
    char *name = arena_printf(a, "%s@%s", place.database, place.host[0]);
    for (char *p = name; *p; p++)
        *p = strchr("/[]:", *p) ? '_' : *p;
    const char *folder = arena_printf(a, "%s/clickhouse", user_data(a));
    (void)!folder_make(folder, a, NULL);
    return arena_printf(a, "%s/%s%s", folder, name, suffix);
}

/* The connection by which a process that lives long asks what the store is, before each question.
 */
static struct {
    pthread_mutex_t mutex;
    pid_t process;
    char *url;
    int64_t failed; /* CLOCK_MONOTONIC, seconds; 0: it answered the last time */
    struct click *click;
    struct click_place place;
    struct arena arena;
} watch = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static int need_watch(const char *path)
{
    if (watch.click && watch.process == getpid() && !strcmp(watch.url, path))
        return 0;
    watch.click = NULL; /* of another process, where there is one */
    watch.process = getpid();
    watch.url = arena_strdup(&watch.arena, path);
    TRY(click_place_read(&watch.place, path, &watch.arena, NULL));
    TRY(click_open(&watch.click, &watch.place, NULL, NULL));
    click_brief(watch.click);
    return 0;
}

static int64_t monotonic(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec;
}

/* What is asked for each question waits for a cluster that is down a second, and is not asked again
 * for some. */
static void state(char text[STORE_STATE], const char *path)
{
    CLEANUP(arena_free) struct arena a = {0};
    int64_t load = -1;
    *text = 0;
    enum { SPARED = 3 };
    pthread_mutex_lock(&watch.mutex);
    bool spared = watch.failed && monotonic() - watch.failed < SPARED;
    if (!spared && !need_watch(path)) {
        const struct duck_param marks[] = {{"db", watch.place.database}, {0}};
        const char *sql = cells_filled(click_text("last_load"), marks, &a);
        watch.failed = click_int_of(watch.click, &load, sql, -1, NULL) ? monotonic() : 0;
        if (!watch.failed && load >= 0)
            snprintf(text, STORE_STATE, "%llx", (long long)load);
    }
    pthread_mutex_unlock(&watch.mutex);
}

static struct duck *stage(struct store *s)
{
    return on_duck(s)->duck;
}

static void label(struct store *s, const char *text)
{
    duck_label(on_duck(s)->duck, text);
}

static int no_repair(const char *path, const struct store_options *options,
                     struct store_repair *out, struct arena *a, struct err *err)
{
    struct store *s = NULL;
    struct store_options o = *options;
    (void)a;
    *out = (struct store_repair){0};
    o.mode = STORE_WRITE; /* sweeps away what loads left that came to no end */
    TRY(open_store(&s, path, &o, err));
    int rc = click_tables_make(on_click(on_duck(s)), err); /* of servers that were added */
    close_store(s);
    return rc;
}

static int64_t bytes_of(struct click_store *s)
{
    int64_t bytes = 0;
    (void)!click_int_of(s->click, &bytes, click_sql(s, "bytes", NULL, &s->duck.arena), 0, NULL);
    return bytes;
}

static int compact(struct store *store, int64_t *before, int64_t *after, struct err *err)
{
    struct click_store *s = on_click(on_duck(store));
    int64_t left;
    *before = bytes_of(s);
    TRY(click_sweep(s, &left, err));
    *after = bytes_of(s);
    return 0;
}

const struct store_backend store_on_click = {
    .scheme = "clickhouse",
    .exists = exists,
    .beside = beside,
    .state = state,
    .open = open_store,
    .close = close_store,
    .backup = duck_store_backup,
    .fill = click_fill,
    .parts = click_parts,
    .compact = compact,
    .check = duck_store_check,
    .repair = no_repair,
    .stage = stage,
    .change = duck_store_change,
    .keep = duck_store_keep,
    .label = label,
    .find = duck_store_find,
    .take = duck_store_take,
    .drop = duck_store_drop,
    .sources = duck_store_sources,
    .rejects = duck_store_rejects,
    .count = duck_store_count,
    .coverage = duck_store_coverage,
    .held = duck_store_held,
    .renumberings = duck_store_renumberings,
    .vintages = duck_store_vintages,
    .revisions = duck_store_revisions,
    .rates = duck_store_rates,
    .identity = duck_store_identity,
    .neighbours = duck_store_neighbours,
    .missing = duck_store_missing,
    .consigned = duck_store_consigned,
    .group_flows = duck_store_group_flows,
    .group_cover = duck_store_group_cover,
    .cells = duck_cells_open,
    .cells_close = duck_cells_close,
    .cells_each = duck_cells_each,
    .cells_units = duck_cells_units,
    .cells_goods = duck_cells_goods,
    .cells_sources = duck_cells_sources,
    .cells_said = duck_cells_said,
    .cells_span = duck_cells_span,
    .cells_monthly = duck_cells_monthly,
    .cells_lines = duck_cells_lines,
    .cells_export = duck_cells_export,
    .sql = duck_store_sql,
};
