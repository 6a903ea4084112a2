/* undo.c - see undo.h; how a file is laid out: DuckDB's "Storage Versions and Format" and
 * single_file_block_manager.hpp: three headers of a page, of which the last two take turns, then
 * blocks.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "duck/undo.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/temp.h"
#include "duck/inside.h"

enum { HEADERS = 3 * 4096 };

/* A file of them: this, the blocks, each behind its place, and the digest of all that. */
struct kept {
    char mark[16];
    int64_t size, count; /* of blocks */
    char headers[HEADERS];
};

static const char mark[16] = "weir undo 1\n";

static const char *path_of(const char *path, struct arena *a)
{
    char *real = realpath(path, NULL);
    const char *name = arena_printf(a, "%s.undo", real ? real : path);
    free(real);
    return name;
}

static int unreadable(const char *path, struct err *err)
{
    return err_set(err, ERR_IO, "'%s' cannot be read: %s", path, strerror(errno));
}

static bool read_at(int fd, void *to, size_t n, int64_t at)
{
    for (size_t done = 0; done < n;) {
        ssize_t k = pread(fd, (char *)to + done, n - done, at + (int64_t)done);
        if (k <= 0)
            return false;
        done += (size_t)k;
    }
    return true;
}

static bool write_at(int fd, const void *from, size_t n, int64_t at)
{
    for (size_t done = 0; done < n;) {
        ssize_t k = pwrite(fd, (const char *)from + done, n - done, at + (int64_t)done);
        if (k <= 0)
            return false;
        done += (size_t)k;
    }
    return true;
}

/* --- put back --- */

enum { BLOCK_MOST = 1 << 20 };

static bool has_length(const struct kept *k, size_t n)
{
    int64_t left = (int64_t)n - (int64_t)sizeof *k - DIGEST_HEX;
    return left >= 0 && k->size > 0 && k->size <= BLOCK_MOST &&
           k->count == left / ((int64_t)sizeof(int64_t) + k->size) &&
           left % ((int64_t)sizeof(int64_t) + k->size) == 0;
}

/* Whether bytes are what was kept as a whole; less was cut off before its checkpoint began. */
static bool is_whole(const char *bytes, size_t n)
{
    const struct kept *k = (const void *)bytes;
    char hex[DIGEST_HEX];
    if (n < sizeof *k || memcmp(k->mark, mark, sizeof mark) != 0 || !has_length(k, n))
        return false;
    digest_bytes(hex, bytes, n - DIGEST_HEX);
    return !memcmp(hex, bytes + n - DIGEST_HEX, DIGEST_HEX);
}

/* Whether a file is still that of the headers: a checkpoint that was done has other ones. */
static bool is_of(int fd, const struct kept *k)
{
    char headers[HEADERS];
    return read_at(fd, headers, sizeof headers, 0) && !memcmp(headers, k->headers, HEADERS);
}

static const char *block_of(const struct kept *k, int64_t i, int64_t *at)
{
    const char *b = (const char *)(k + 1) + i * ((int64_t)sizeof *at + k->size);
    memcpy(at, b, sizeof *at);
    return b + sizeof *at;
}

static bool is_as_kept(int fd, const struct kept *k, struct arena *a)
{
    char *now = arena_alloc(a, (size_t)k->size + 1);
    int64_t at;
    for (int64_t i = 0; i < k->count; i++) {
        const char *block = block_of(k, i, &at);
        if (!read_at(fd, now, (size_t)k->size, at) || memcmp(now, block, (size_t)k->size) != 0)
            return false;
    }
    return true;
}

static bool put_back(int fd, const struct kept *k)
{
    int64_t at;
    for (int64_t i = 0; i < k->count; i++) {
        const char *block = block_of(k, i, &at);
        if (!write_at(fd, block, (size_t)k->size, at))
            return false;
    }
    return !fsync(fd);
}

/* The place of who writes, unlike DuckDB's lock also against others of this process. */
static bool lock(int fd)
{
    struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return !fcntl(fd, F_OFD_SETLK, &all);
}

static int restore_locked(int fd, const char *path, const char *undo, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    char *bytes;
    size_t n;
    TRY(file_bytes(&bytes, &n, undo, 0, &a, err));
    const struct kept *k = (const void *)bytes;
    if (is_whole(bytes, n) && is_of(fd, k) && !is_as_kept(fd, k, &a) && !put_back(fd, k))
        return err_set(err, ERR_IO, "'%s' could not be written: %s", path, strerror(errno));
    (void)!unlink(undo); /* it does no harm where it stays */
    return 0;
}

/* Who cannot write may read what needs nothing put back. */
static int look_only(const char *path, const char *undo, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    char *bytes;
    size_t n;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return unreadable(path, err);
    int rc = file_bytes(&bytes, &n, undo, 0, &a, err);
    const struct kept *k = rc ? NULL : (const void *)bytes;
    bool torn = k && is_whole(bytes, n) && is_of(fd, k) && !is_as_kept(fd, k, &a);
    close(fd);
    if (!torn)
        return rc;
    err_set(err, ERR_STORE, "a write to '%s' was cut off, and has to be taken back first", path);
    return err_hint(err, "ask once, with any command, as somebody who may write to it");
}

int undo_restore(const char *path, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *undo = path_of(path, &a);
    if (access(undo, F_OK))
        return 0;
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return look_only(path, undo, err);
    int rc = lock(fd) ? restore_locked(fd, path, undo, err) : 0; /* else it is in use */
    close(fd);
    return rc;
}

/* --- kept --- */

static int add_block(struct buf *b, struct kept *k, const struct duck *d, int64_t number,
                     struct err *err)
{
    int64_t at = HEADERS + number * k->size;
    struct stat st;
    if (!fstat(d->file, &st) && at + k->size > st.st_size)
        return 0; /* new: no header speaks of it */
    buf_add(b, (const char *)&at, sizeof at);
    if (!read_at(d->file, buf_room(b, (size_t)k->size), (size_t)k->size, at))
        return unreadable(d->path, err);
    k->count++;
    return 0;
}

/* Every block of metadata that the headers speak of. */
static int gather(struct buf *b, struct duck *d, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct kept k = {0};
    struct duck_param p[] = {{"catalog", d->catalog}, {0}};
    memcpy(k.mark, mark, sizeof mark);
    if (!read_at(d->file, k.headers, sizeof k.headers, 0))
        return unreadable(d->path, err);
    TRY(duck_int_of(d, &k.size,
                    "SELECT block_size FROM pragma_database_size() WHERE database_name = $catalog",
                    p, 0, err));
    TRY(duck_query(d, &r, "SELECT block_id FROM pragma_metadata_info($catalog)", p, err));
    buf_add(b, (const char *)&k, sizeof k);
    while (duck_next(r))
        TRY(add_block(b, &k, d, duck_int(r, 0), err));
    TRY(duck_end(r, err));
    memcpy(b->s, &k, sizeof k);
    return 0;
}

/* It is read by whom the file is read by. */
static int write_kept(const struct duck *d, const char *undo, const struct buf *b, struct err *err)
{
    struct stat st;
    int fd = open(undo, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool ok = fd >= 0 && !fstat(d->file, &st) && !fchmod(fd, st.st_mode & 07777) &&
              write_at(fd, b->s, b->len, 0) && !fsync(fd);
    int rc = ok ? 0 : err_set(err, ERR_IO, "'%s' could not be written: %s", undo, strerror(errno));
    if (fd >= 0)
        close(fd);
    if (rc)
        (void)!unlink(undo);
    else
        folder_settle(undo);
    return rc;
}

static bool is_kept(const struct duck *d, const char *undo)
{
    CLEANUP(arena_free) struct arena a = {0};
    char *bytes;
    size_t n;
    return !access(undo, F_OK) && !file_bytes(&bytes, &n, undo, 0, &a, NULL) &&
           is_whole(bytes, n) && is_of(d->file, (const void *)bytes);
}

/* What a failed checkpoint kept stays: it is what the headers still speak of. */
static int keep(struct duck *d, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf b = {0};
    char hex[DIGEST_HEX];
    if (d->file < 0)
        return 0;
    const char *undo = path_of(d->path, &a);
    if (is_kept(d, undo))
        return 0;
    TRY(gather(&b, d, err));
    digest_bytes(hex, b.s, b.len);
    buf_add(&b, hex, sizeof hex);
    return write_kept(d, undo, &b, err);
}

static void forget(const struct duck *d)
{
    CLEANUP(arena_free) struct arena a = {0};
    if (d->file >= 0)
        (void)!unlink(path_of(d->path, &a));
}

/* --- checkpoints --- */

enum { LOG_MOST = 16 << 20 };

/* DuckDB's own would come where nothing was kept: within a statement, and at the end. */
int undo_begin(struct duck *d, struct err *err)
{
    d->file = open(d->path, O_RDONLY | O_CLOEXEC);
    if (d->file < 0)
        return unreadable(d->path, err);
    return duck_run(d, "SET checkpoint_threshold = '1TB'; PRAGMA disable_checkpoint_on_shutdown",
                    NULL, err);
}

int duck_checkpoint(struct duck *d, struct err *err)
{
    CLEANUP(buf_free) struct buf sql = {0};
    TRY(keep(d, err));
    buf_puts(&sql, "CHECKPOINT ");
    buf_sql_name(&sql, d->catalog);
    TRY(duck_run(d, sql.s, NULL, err));
    forget(d);
    return 0;
}

static int64_t log_bytes(const struct duck *d)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct stat st;
    return stat(arena_printf(&a, "%s.wal", d->path), &st) ? 0 : (int64_t)st.st_size;
}

/* What was committed is kept by the log, whatever becomes of the checkpoint. */
int duck_commit(struct duck *d, struct err *err)
{
    TRY(duck_run(d, "COMMIT", NULL, err));
    if (d->file >= 0 && log_bytes(d) > LOG_MOST)
        (void)!duck_checkpoint(d, NULL);
    return 0;
}

void undo_end(struct duck *d)
{
    if (d->file < 0)
        return;
    d->cancel = NULL;
    if (log_bytes(d) && d->catalog)
        (void)!duck_checkpoint(d, NULL);
}
