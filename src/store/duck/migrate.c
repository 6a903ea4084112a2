/* migrate.c - what follows from a newer program: stores of earlier versions brought to this one,
 * and what was derived with other reference tables derived anew.
 *
 * A store is never migrated in place: a copy of it is, and takes its name when it is whole; the
 * earlier store stays beside it as PATH.v1.  One process does that while others wait.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/temp.h"
#include "store/duck/store.h"

/* From each version to the next: src/store/duck/sql/<name>.sql, and
 * <name>_registers.sql where there are registers, in one transaction. */
static const char *const steps[] = {
    [1] = "migrate_1", /* the reference tables leave the store; macros are the program's */
};

/* --- one at a time --- */

enum { LEAST_SECONDS = 5 }; /* a store is made in less */

static int not_locked(const char *path, const char *name, const struct store_options *o,
                      struct err *err)
{
    if (store_is_stopped(o))
        return err_set(err, ERR_CANCELLED, "stopped"), -1;
    if (errno == EWOULDBLOCK) {
        err_set(err, ERR_BUSY, "'%s' is being made or changed by another process", path);
        err_hint(err, "--wait SECONDS waits longer for its end");
        return -1;
    }
    err_set(err, ERR_IO, "'%s' cannot be made or changed: '%s' could not be made: %s", path, name,
            strerror(errno));
    err_hint(err, "one process makes or changes a store while others wait; may this user write "
                  "there?");
    return -1;
}

int store_lock(const char *path, const struct store_options *o, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *name = arena_printf(&a, "%s.changing", path);
    int most = (o->wait > LEAST_SECONDS ? o->wait : LEAST_SECONDS) * 1000;
    for (int naps = 0;; naps++) {
        int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
        if (fd >= 0 && !flock(fd, LOCK_EX | LOCK_NB) && file_is_at(name, fd))
            return fd; /* else who had it before has taken it away */
        bool held = fd >= 0;
        if (held) {
            close(fd);
            errno = EWOULDBLOCK;
        }
        if (!held || store_is_stopped(o) || naps * STORE_NAP_MS > most)
            return not_locked(path, name, o, err);
        usleep(STORE_NAP_MS * 1000);
    }
}

void store_unlock(const char *path, int fd)
{
    CLEANUP(arena_free) struct arena a = {0};
    (void)!unlink(arena_printf(&a, "%s.changing", path)); /* who waits looks again */
    close(fd);
}

/* --- files --- */

static int not_copied(const char *from, const char *to, struct err *err)
{
    err_set(err, ERR_IO, "'%s' could not be copied to '%s': %s", from, to, strerror(errno));
    return err_hint(err, "a store is copied before it is changed; is there room, and may this user "
                         "write there?");
}

/* A copy is read by whom the store is read by. */
int store_copy_file(FILE *in, const char *from, const char *to, struct err *err)
{
    CLEANUP(file_close) FILE *out = fopen(to, "wb");
    struct stat st;
    bool ok = out && !fstat(fileno(in), &st) && !fchmod(fileno(out), st.st_mode & 07777) &&
              !fseek(in, 0, SEEK_SET) && file_pour(in, out) && !fsync(fileno(out));
    return ok ? 0 : not_copied(from, to, err);
}

static bool is_same(const char *path, const char *other)
{
    struct stat a, b;
    return !stat(path, &a) && !stat(other, &b) && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* The file under a second name, that of its version; another store's is left alone. */
static int keep(const char *path, int version, struct arena *a, struct err *err)
{
    char *copy = arena_printf(a, "%s.v%d", path, version);
    for (int n = 2;
         linkat(AT_FDCWD, path, AT_FDCWD, copy, AT_SYMLINK_FOLLOW) && !is_same(path, copy); n++) {
        if (errno != EEXIST)
            return not_copied(path, copy, err);
        copy = arena_printf(a, "%s.v%d.%d", path, version, n);
    }
    return 0;
}

/* Where a file is made that will take a place: beside it, behind any link, under a name of weir's.
 */
const char *store_beside_place(const char *path, struct arena *a)
{
    char *real = realpath(path, NULL);
    const char *name = arena_printf(a, "%s.weir-new", real ? real : path);
    free(real);
    return name;
}

/* What an attempt left that was cut off goes; what is no file of ours stays, and is said. */
int store_clear(const char *made, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct stat st;
    (void)!unlink(arena_printf(&a, "%s.wal", made));
    if (lstat(made, &st))
        return 0;
    return S_ISREG(st.st_mode) && !unlink(made)
               ? 0
               : err_set(err, ERR_IO, "'%s' is in the way, and not a file of weir", made);
}

/* What takes the place of a file has its rights, and is where a link to it leads. */
int store_put_in_place(const char *made, const char *path, struct arena *a, struct err *err)
{
    struct stat st;
    char *real = realpath(path, NULL);
    const char *place = arena_strdup(a, real ? real : path);
    free(real);
    int fd = open(made, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && (stat(place, &st) || !fchmod(fd, st.st_mode & 07777)) && !fsync(fd) &&
              !rename(made, place);
    if (fd >= 0)
        close(fd);
    if (!ok)
        return err_set(err, ERR_IO, "'%s' could not be put in place: %s", path, strerror(errno));
    folder_settle(place);
    return 0;
}

/* --- migrating --- */

/* Macros of the file could stand in the place of functions: they go first.  weir makes its own. */
static int drop_macros(struct duck *d, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    struct duck_param p[] = {{"catalog", duck_catalog(d)}, {0}};
    TRY(duck_query(d, &r, store_text("foreign"), p, err));
    while (duck_next(r)) {
        CLEANUP(buf_free) struct buf sql = {0};
        const char *parts[] = {duck_catalog(d), duck_text(r, 0, &a), duck_text(r, 1, &a)};
        bool table = !strcmp(duck_text(r, 2, &a), "table_macro");
        buf_puts(&sql, table ? "DROP MACRO TABLE " : "DROP MACRO ");
        for (int i = 0; i < 3; i++) {
            buf_puts(&sql, i ? "." : "");
            buf_sql_name(&sql, parts[i]);
        }
        TRY(duck_run(d, sql.s, NULL, err));
    }
    return duck_end(r, err);
}

static int change(struct duck *d, int version, bool registers, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    TRY(duck_define(d, store_text(steps[version]), err));
    return registers
               ? duck_define(d, store_text(arena_printf(&a, "%s_registers", steps[version])), err)
               : 0;
}

static int step(struct duck *d, int version, struct err *err)
{
    int64_t registers;
    TRY(duck_int_of(d, &registers, "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'reg'",
                    NULL, 0, err));
    TRY(duck_run(d, "BEGIN", NULL, err));
    int rc = drop_macros(d, err);
    rc = rc ? rc : change(d, version, registers > 0, err);
    int end = duck_run(d, rc ? "ROLLBACK" : "COMMIT", NULL, rc ? NULL : err);
    return rc ? rc : end;
}

/* What follows from the reference tables. */
static int bring(struct duck_store *s, struct err *err)
{
    TRY(ref_attach(&s->store.reference, s->duck, err));
    TRY(store_refresh(s, err));
    return duck_checkpoint(s->duck, err);
}

/* The steps reach nothing outside the file, and what they leave is looked at. */
static int take_steps(struct duck_store *s, int version, struct err *err)
{
    TRY(duck_no_outside(s->duck, err));
    for (int v = version; v < STORE_VERSION; v++)
        TRY(step(s->duck, v, err));
    TRY(duck_checkpoint(s->duck, err));
    return store_check(s, err);
}

static int with_file(const char *made, int version, struct err *err)
{
    struct duck_store s = {.store.path = made};
    struct duck_options o = {0};
    int rc = duck_open(&s.duck, made, &o, err);
    rc = rc ? rc : duck_guard(s.duck, NULL, err);
    rc = rc ? rc : version ? take_steps(&s, version, err) : bring(&s, err);
    ref_close(&s.store.reference);
    duck_close(&s.duck);
    store_forget(&s);
    return rc;
}

static int bring_file(const char *made, int version, struct err *err)
{
    TRY(with_file(made, version, err));
    return with_file(made, 0, err);
}

static int migrate(FILE *file, const char *path, int version, struct arena *a, struct err *err)
{
    const char *made = store_beside_place(path, a);
    int rc = store_clear(made, err);
    rc = rc ? rc : store_copy_file(file, path, made, err);
    rc = rc ? rc : bring_file(made, version, err);
    rc = rc ? rc : keep(path, version, a, err);
    rc = rc ? rc : store_put_in_place(made, path, a, err);
    if (rc)
        (void)!unlink(made);
    else
        log_note("'%s' was a store of version %d and is now one of version %d; the earlier one is "
                 "kept beside it as .v%d",
                 path, version, STORE_VERSION, version);
    return rc;
}

int store_migrate(struct duck_store *s, FILE *file, int version, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    TRY(duck_checkpoint(s->duck, err)); /* the file alone is the store now */
    return migrate(file, s->store.path, version, &a, err);
}
