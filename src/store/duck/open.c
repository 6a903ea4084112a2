/* open.c - opening a store: a new one, one of this version, one of an earlier.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/temp.h"
#include "duck/undo.h"
#include "store/duck/store.h"

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

/* A small file is read faster by one thread than by several that have to be woken. */
enum { SMALL_BYTES = 32 << 20 };

static bool is_small(const char *path)
{
    struct stat st;
    return !stat(path, &st) && st.st_size < SMALL_BYTES;
}

/* DuckDB calls a database as its file is called, up to the first dot. */
static int check_name(const char *path, struct err *err)
{
    const char *base = file_name(path);
    if (!strncmp(path, ":memory:", 8)) {
        err_set(err, ERR_USAGE, "a store in memory would keep nothing");
        return err_hint(err, "name a file with --store");
    }
    if (strcspn(base, ".") != 3 || strncasecmp(base, "ref", 3) != 0)
        return 0;
    err_set(err, ERR_USAGE, "a store cannot be called '%s'", base);
    return err_hint(err, "the reference tables are called ref beside it; give the file another "
                         "name");
}

/* Whether a message is about the log, whatever the file is called. */
static bool about_log(const char *msg, const char *path, struct arena *a)
{
    const char *named = strstr(msg, path);
    const char *rest = named ? arena_printf(a, "%.*s%s", (int)(named - msg), msg,
                                            named + strlen(path))
                             : msg;
    return strcasestr(rest, "wal") || strcasestr(rest, "replay");
}

/* A log that cannot be replayed keeps everybody out: says so in words that help. */
static int not_replayed(struct duck_store *s, struct err *err)
{
    struct err why = *err;
    if (access(arena_printf(&s->arena, "%s.wal", s->store.path), F_OK) ||
        !about_log(why.msg, s->file, &s->arena))
        return ERR_STORE;
    err_set(err, ERR_STORE, "the log of '%s' cannot be replayed: %.800s", s->store.path, why.msg);
    err_subject(err, STORE_LOG);
    return err_hint(err, "weir store repair keeps a copy of the store and its log, and opens it as "
                         "it was before that log");
}

static int open_database(struct duck_store *s, const struct store_options *o, enum store_mode mode,
                         struct err *err)
{
    char *spill = arena_printf(&s->arena, "%s.tmp", s->file);
    struct duck_options d = {.read_only = mode != STORE_WRITE,
                             .undo = mode == STORE_WRITE && !s->far,
                             .temp_dir = spill,
                             .cancel = o->cancel,
                             .block_kb = STORE_BLOCK_KB,
                             .memory_mb = s->memory_mb,
                             .threads = mode != STORE_WRITE && is_small(s->file)};
    int rc = undo_restore(s->file, err);
    rc = rc ? rc : duck_open(&s->duck, s->file, &d, err);
    if (rc == ERR_BUSY)
        err_hint(err, "one process may write to a store; --wait SECONDS waits longer for its end");
    if (rc == ERR_STORE)
        rc = not_replayed(s, err);
    return rc ? rc : duck_guard(s->duck, NULL, err);
}

static void close_database(struct duck_store *s)
{
    ref_close(&s->store.reference);
    duck_close(&s->duck);
}

/* --- a new one --- */

/* Marks what was derived with the state of the reference tables. */
static int note_reference(struct duck_store *s, struct err *err)
{
    char hex[65];
    ref_fingerprint(hex);
    struct duck_param p[] = {{"reference", hex}, {0}};
    return duck_run(s->duck, "UPDATE weir SET reference = $reference", p, err);
}

static int make(struct duck_store *s, struct err *err)
{
    TRY(duck_define(s->duck, store_text("schema"), err));
    TRY(store_run(s, "names", NULL, err));
    return note_reference(s, err);
}

static int make_in(struct duck_store *s, struct err *err)
{
    struct duck_options d = {.block_kb = STORE_BLOCK_KB};
    TRY(duck_open(&s->duck, s->file, &d, err));
    TRY(duck_guard(s->duck, NULL, err));
    TRY(ref_attach(&s->store.reference, s->duck, err));
    TRY(duck_run(s->duck, "BEGIN", NULL, err));
    TRY(store_end(s, make(s, err), err));
    return duck_checkpoint(s->duck, err);
}

/* A file that is no store yet: none, or one whose making by an earlier program was cut off. */
int store_make(const char *path, struct arena *a, struct err *err)
{
    struct duck_store s = {.store.path = path, .file = store_beside_place(path, a)};
    const char *log = arena_printf(a, "%s.wal", s.file);
    TRY(store_clear(s.file, err));
    int rc = make_in(&s, err);
    close_database(&s);
    rc = rc ? rc : store_put_in_place(s.file, path, a, err);
    if (rc) {
        (void)!unlink(s.file);
        (void)!unlink(log);
    }
    return rc;
}

/* A store is made beside its place and gets its name when it is whole, by one process while others
 * wait. */
static int make_file(struct duck_store *s, bool replace, const struct store_options *o,
                     struct err *err)
{
    const char *path = s->store.path;
    TRY(make_parents(path, err));
    int lock = store_lock(path, o, err);
    if (lock < 0)
        return err ? (int)err->code : ERR_IO;
    int rc = replace || access(path, F_OK) ? store_make(path, &s->arena, err) : 0;
    store_unlock(path, lock);
    return rc;
}

/* --- one that is there --- */

/* The reference tables of another build may join families otherwise. */
int store_refresh(struct duck_store *s, struct err *err)
{
    TRY(duck_run(s->duck, "BEGIN", NULL, err));
    int rc = store_derive(s, err);
    rc = rc ? rc : note_reference(s, err);
    return store_end(s, rc, err);
}

enum { PATIENCE = 100, LOOKS = 4 };

/* Readers that looked at the store a moment ago let go of it to wait for this process. */
static int open_patiently(struct duck_store *s, const struct store_options *o, struct err *err)
{
    int rc = open_database(s, o, STORE_WRITE, err);
    for (int i = 0; rc == ERR_BUSY && i < PATIENCE; i++) {
        usleep(STORE_NAP_MS * 1000);
        rc = open_database(s, o, STORE_WRITE, err);
    }
    return rc;
}

static bool is_ready(const struct store_state *now)
{
    return now->version == STORE_VERSION && now->current;
}

/* Brings the store to this program, unless somebody did that meanwhile. */
static int change(struct duck_store *s, const struct store_options *o, struct err *err)
{
    /* open until the database is closed: closing a file gives up all locks on it */
    CLEANUP(file_close) FILE *file = fopen(s->store.path, "rb");
    struct store_state now;
    TRY(open_patiently(s, o, err));
    TRY(store_read_state(s, &now, err));
    int rc = 0;
    if (now.version < STORE_VERSION && file)
        rc = store_migrate(s, file, (int)now.version, err);
    else if (!is_ready(&now)) {
        TRY(ref_attach(&s->store.reference, s->duck, err));
        rc = store_refresh(s, err);
    }
    close_database(s);
    return rc;
}

static int change_alone(struct duck_store *s, const struct store_options *o, struct err *err)
{
    int lock = store_lock(s->store.path, o, err);
    if (lock < 0)
        return err ? (int)err->code : ERR_IO;
    int rc = change(s, o, err);
    store_unlock(s->store.path, lock);
    return rc;
}

static int too_new(const struct duck_store *s, const struct store_state *now, struct err *err)
{
    err_set(err, ERR_STORE, "'%s' is a store of version %ld, this program knows version %d",
            s->store.path, (long)now->version, STORE_VERSION);
    return err_hint(err, "use the weir that made it, or load the files again into a new store");
}

static int no_store(const struct duck_store *s, struct err *err)
{
    err_set(err, ERR_NOT_FOUND, "no store at '%s'", s->store.path);
    return err_hint(err, "weir ingest FILE makes it; --store PATH names another");
}

/* A process that loads holds the store: who comes waits for it, and says so. */
static int wait_for(struct duck_store *s, const struct store_options *o, int *naps)
{
    if (*naps >= LOOKS && *naps * STORE_NAP_MS >= o->wait * 1000)
        return -1;
    if (store_is_stopped(o))
        return -1;
    if (o->mode == STORE_WRITE)
        store_want(s->store.path, true);
    log_progress(arena_printf(&s->arena, "waiting for '%s'", s->store.path), -1);
    usleep(STORE_NAP_MS * 1000);
    ++*naps;
    return 0;
}

static int open_and_look(struct duck_store *s, const struct store_options *o,
                         struct store_state *now, struct err *err)
{
    int naps = 0, rc = open_database(s, o, o->mode, err);
    while (rc == ERR_BUSY && !wait_for(s, o, &naps))
        rc = open_database(s, o, o->mode, err);
    if (naps && o->mode == STORE_WRITE)
        store_want(s->store.path, false);
    return rc ? rc : store_read_state(s, now, err);
}

/* DuckDB opens tables of other kinds as databases in memory, where nothing would be kept. */
static int check_kind(const struct duck_store *s, struct err *err)
{
    CLEANUP(file_close) FILE *f = fopen(s->store.path, "rb");
    char head[12] = "";
    if (!f)
        return err_set(err, ERR_IO, "'%s' cannot be read: %s", s->store.path, strerror(errno));
    if (fread(head, 1, sizeof head, f) == sizeof head && !memcmp(head + 8, "DUCK", 4))
        return 0;
    err_set(err, ERR_STORE, "'%s' is not a store of weir, nor a database", s->store.path);
    return err_hint(err, "name another file with --store");
}

static int look(struct duck_store *s, const struct store_options *o, struct store_state *now,
                struct err *err)
{
    TRY(check_kind(s, err));
    TRY(open_and_look(s, o, now, err));
    if (!now->empty)
        return 0;
    close_database(s); /* the making of an earlier program was cut off */
    if (o->mode != STORE_WRITE)
        return no_store(s, err);
    TRY(make_file(s, true, o, err));
    return open_and_look(s, o, now, err);
}

static int open_existing(struct duck_store *s, const struct store_options *o, struct err *err)
{
    struct store_state now;
    TRY(look(s, o, &now, err));
    if (now.version > STORE_VERSION)
        return too_new(s, &now, err);
    if (!is_ready(&now)) {
        close_database(s);
        TRY(change_alone(s, o, err));
        TRY(open_and_look(s, o, &now, err));
    }
    return ref_attach(&s->store.reference, s->duck, err);
}

static int finish(struct duck_store *s, enum store_mode mode, struct err *err)
{
    return mode == STORE_READ ? duck_lock_down(s->duck, err) : 0;
}

/* A file without a byte is what a full disk leaves of a store that was being made. */
static bool is_empty(const char *path)
{
    struct stat st;
    return !stat(path, &st) && S_ISREG(st.st_mode) && !st.st_size;
}

static int check_empty(const struct duck_store *s, enum store_mode mode, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *path = s->store.path, *log = arena_printf(&a, "%s.wal", path);
    if (!access(log, F_OK))
        return err_set(err, ERR_STORE, "'%s' is empty, and '%s' is not", path, log);
    if (mode == STORE_WRITE)
        return 0;
    err_set(err, ERR_NOT_FOUND, "no store at '%s': the file is empty", path);
    return err_hint(err, "its making was cut off, perhaps by a full disk; weir ingest makes it");
}

int store_attach(struct duck_store *s, const struct store_options *o, struct store_state *now,
                 struct err *err)
{
    TRY(open_database(s, o, o->mode, err));
    TRY(store_read_state(s, now, err));
    return ref_attach(&s->store.reference, s->duck, err);
}

static void close_one(struct duck_store **s)
{
    if (*s)
        duck_store_close(&(*s)->store);
}

int duck_store_open(struct store **out, const char *path, const struct store_options *options,
                    struct err *err)
{
    CLEANUP(close_one) struct duck_store *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    s->store.backend = &store_on_duck;
    s->store.path = s->file = arena_strdup(&s->arena, path);
    TRY(check_name(path, err));
    bool there = !access(path, F_OK), empty = there && is_empty(path);
    if (empty)
        TRY(check_empty(s, options->mode, err));
    if (!there && options->mode != STORE_WRITE)
        return no_store(s, err);
    if (!there || empty)
        TRY(make_file(s, empty, options, err));
    TRY(open_existing(s, options, err));
    TRY(finish(s, options->mode, err));
    *out = &s->store;
    s = NULL;
    return 0;
}

void duck_store_close(struct store *store)
{
    struct duck_store *s = on_duck(store);
    close_database(s);
    store_forget(s);
    arena_free(&s->arena);
    free(s);
}
