/* migrate.c - what follows from a newer program: stores of earlier versions brought to this one,
 * and what was derived with other reference tables derived anew.
 *
 * A store is never migrated in place: a copy of it is, and takes its name when it is whole; the
 * earlier store stays beside it as PATH.v1.  One process does that while others wait.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
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

/* Whether a name still means the file that was opened: who had it before takes it away. */
static bool is_still(const char *name, int fd)
{
    struct stat by_name, by_fd;
    return !stat(name, &by_name) && !fstat(fd, &by_fd) && by_name.st_ino == by_fd.st_ino &&
           by_name.st_dev == by_fd.st_dev;
}

int store_lock(const char *path, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *name = arena_printf(&a, "%s.changing", path);
    int fd;
    while ((fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0666)) >= 0 && !flock(fd, LOCK_EX)) {
        if (is_still(name, fd))
            return fd;
        close(fd);
    }
    err_set(err, ERR_IO, "'%s' cannot be made or changed: '%s' could not be made: %s", path, name,
            strerror(errno));
    err_hint(err, "one process makes or changes a store while others wait; may this user write "
                  "there?");
    return -1;
}

void store_unlock(const char *path, int fd)
{
    CLEANUP(arena_free) struct arena a = {0};
    (void)!unlink(arena_printf(&a, "%s.changing", path)); /* who waits looks again */
    close(fd);
}

bool store_wait(const char *path)
{
    CLEANUP(arena_free) struct arena a = {0};
    int fd = open(arena_printf(&a, "%s.changing", path), O_RDONLY | O_CLOEXEC);
    bool changing = fd >= 0 && !flock(fd, LOCK_SH);
    if (fd >= 0)
        close(fd);
    return changing;
}

/* --- files --- */

static int not_copied(const char *from, const char *to, struct err *err)
{
    err_set(err, ERR_IO, "'%s' could not be copied to '%s': %s", from, to, strerror(errno));
    return err_hint(err, "a store of an earlier version is copied before it is changed; is there "
                         "room, and may this user write there?");
}

int store_copy_file(FILE *in, const char *from, const char *to, struct err *err)
{
    CLEANUP(file_close) FILE *out = fopen(to, "wb");
    char block[1 << 16];
    bool ok = out && !fseek(in, 0, SEEK_SET);
    for (size_t n; ok && (n = fread(block, 1, sizeof block, in)) > 0;)
        ok = fwrite(block, 1, n, out) == n;
    return ok && !ferror(in) && !fflush(out) && !fsync(fileno(out)) ? 0 : not_copied(from, to, err);
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
    for (int n = 2; link(path, copy) && !is_same(path, copy); n++) {
        if (errno != EEXIST)
            return not_copied(path, copy, err);
        copy = arena_printf(a, "%s.v%d.%d", path, version, n);
    }
    return 0;
}

int store_put_in_place(const char *made, const char *path, struct arena *a, struct err *err)
{
    int fd = open(made, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && !fsync(fd) && !rename(made, path);
    if (fd >= 0)
        close(fd);
    if (!ok)
        return err_set(err, ERR_IO, "'%s' could not be put in place: %s", path, strerror(errno));
    fd = open(dirname(arena_strdup(a, path)), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)!fsync(fd);
        close(fd);
    }
    return 0;
}

/* --- migrating --- */

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
    int rc = change(d, version, registers > 0, err);
    int end = duck_run(d, rc ? "ROLLBACK" : "COMMIT", NULL, rc ? NULL : err);
    return rc ? rc : end;
}

static int bring(struct duck_store *s, int version, struct err *err)
{
    for (int v = version; v < STORE_VERSION; v++)
        TRY(step(s->duck, v, err));
    TRY(duck_checkpoint(s->duck, err));
    TRY(store_check(s, err));
    TRY(ref_attach(&s->store.reference, s->duck, err));
    TRY(store_refresh(s, err));
    return duck_checkpoint(s->duck, err);
}

static int bring_file(const char *made, int version, struct err *err)
{
    struct duck_store s = {.store.path = made};
    struct duck_options o = {0};
    int rc = duck_open(&s.duck, made, &o, err);
    rc = rc ? rc : duck_guard(s.duck, NULL, err);
    rc = rc ? rc : bring(&s, version, err);
    ref_close(&s.store.reference);
    duck_close(&s.duck);
    store_forget(&s);
    return rc;
}

static int migrate(FILE *file, const char *path, int version, struct arena *a, struct err *err)
{
    const char *made = arena_printf(a, "%s.new", path);
    (void)!unlink(arena_printf(a, "%s.wal", made)); /* of an attempt that was cut off */
    int rc = store_copy_file(file, path, made, err);
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
