/* migrate.c - stores of earlier versions, brought to this one step by step.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/duck/store.h"

/* From each version to the next: src/store/duck/sql/<name>.sql, in one transaction. */
static const char *const steps[] = {
    [1] = "migrate_1", /* the reference tables leave the store */
};

static void close_file(FILE **f)
{
    if (*f)
        fclose(*f);
}

static int copy_file(const char *from, const char *to, struct err *err)
{
    CLEANUP(close_file) FILE *in = fopen(from, "rb");
    CLEANUP(close_file) FILE *out = fopen(to, "wb");
    char block[1 << 16];
    bool ok = in && out;
    for (size_t n; ok && (n = fread(block, 1, sizeof block, in)) > 0;)
        ok = fwrite(block, 1, n, out) == n;
    if (ok && !ferror(in) && !fflush(out))
        return 0;
    err_set(err, ERR_IO, "'%s' could not be copied to '%s': %s", from, to, strerror(errno));
    return err_hint(err, "a store of an earlier version is copied before it is changed; is there "
                         "room, and may this user write there?");
}

/* The file with its log, which belongs to it until it is replayed. */
static int keep_copy(const char *path, int version, struct arena *a, struct err *err)
{
    const char *copy = arena_printf(a, "%s.v%d", path, version);
    const char *log = arena_printf(a, "%s.wal", path);
    if (!access(copy, F_OK))
        return 0; /* of an attempt that was cut off: it is the older one */
    const char *part = arena_printf(a, "%s.part", copy);
    TRY(copy_file(path, part, err));
    if (!access(log, F_OK))
        TRY(copy_file(log, arena_printf(a, "%s.wal", copy), err));
    return rename(part, copy)
               ? err_set(err, ERR_IO, "'%s' could not be made: %s", copy, strerror(errno))
               : 0;
}

static int step(struct duck *d, int version, struct err *err)
{
    TRY(duck_run(d, "BEGIN", NULL, err));
    int rc = duck_run(d, store_text(steps[version]), NULL, err);
    int end = duck_run(d, rc ? "ROLLBACK" : "COMMIT", NULL, rc ? NULL : err);
    return rc ? rc : end;
}

int store_migrate(const char *path, int version, struct err *err)
{
    CLEANUP(duck_close) struct duck *d = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    struct duck_options o = {0};
    TRY(keep_copy(path, version, &a, err));
    TRY(duck_open(&d, path, &o, err));
    for (int v = version; v < STORE_VERSION; v++)
        TRY(step(d, v, err));
    return duck_run(d, "CHECKPOINT", NULL, err);
}
