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
#include "base/log.h"
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
        if (!k)
            errno = EIO; /* it is shorter */
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

/* --- what was kept --- */

enum { BLOCK_MOST = 1 << 20 };

static bool has_length(const struct kept *k, size_t n)
{
    int64_t left = (int64_t)n - (int64_t)sizeof *k - DIGEST_HEX;
    return left >= 0 && k->size > 0 && k->size <= BLOCK_MOST &&
           k->count == left / ((int64_t)sizeof(int64_t) + k->size) &&
           left % ((int64_t)sizeof(int64_t) + k->size) == 0;
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

/* Whether bytes are what was kept as a whole, of a file so long; less was cut off before its
 * checkpoint began. */
static bool is_whole(const char *bytes, size_t n, int64_t length)
{
    const struct kept *k = (const void *)bytes;
    char hex[DIGEST_HEX];
    int64_t at;
    if (n < sizeof *k || memcmp(k->mark, mark, sizeof mark) != 0 || !has_length(k, n))
        return false;
    for (int64_t i = 0; i < k->count; i++) {
        block_of(k, i, &at);
        if (at < HEADERS || at > length - k->size || (at - HEADERS) % k->size)
            return false;
    }
    digest_bytes(hex, bytes, n - DIGEST_HEX);
    return !memcmp(hex, bytes + n - DIGEST_HEX, DIGEST_HEX);
}

/* Whether a block has the checksum that stands in front of it, as DuckDB's checksum.cpp computes
 * it: what was written again as a whole is right, and stays. */
static bool is_right(const char *block, size_t size)
{
    uint64_t said, word, sum = 5381;
    memcpy(&said, block, sizeof said);
    for (size_t i = sizeof said; i + sizeof word <= size; i += sizeof word) {
        memcpy(&word, block + i, sizeof word);
        sum ^= word * UINT64_C(0xbf58476d1ce4e5b9);
    }
    return sum == said;
}

/* Who could write to a file may have put it down; it is not longer than all of that. */
static bool is_ours(int undo, int file, struct stat *st, struct stat *of)
{
    return !fstat(undo, st) && !fstat(file, of) && S_ISREG(st->st_mode) &&
           (!st->st_uid || st->st_uid == of->st_uid || st->st_uid == geteuid() ||
            (of->st_mode & (S_IWGRP | S_IWOTH))) &&
           st->st_size <= 2 * of->st_size + (1 << 16);
}

/* What PATH.undo holds of a file, NULL where that is nothing; judged: it is one, and was read. */
static int read_kept(const struct kept **out, bool *judged, const char *undo, int file,
                     struct arena *a, struct err *err)
{
    struct stat st, of;
    *out = NULL;
    *judged = false;
    int fd = open(undo, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT || errno == ELOOP ? 0 : unreadable(undo, err);
    *judged = is_ours(fd, file, &st, &of);
    size_t n = *judged ? (size_t)st.st_size : 0;
    char *bytes = arena_alloc(a, n + 1);
    bool read = read_at(fd, bytes, n, 0);
    close(fd);
    if (!read)
        return unreadable(undo, err);
    if (*judged && is_whole(bytes, n, of.st_size) && is_of(file, (const void *)bytes))
        *out = (const void *)bytes;
    return 0;
}

/* --- put back --- */

/* The lock that DuckDB takes, but also against others of this process.  0: somebody has it. */
static int lock(int fd, short type, const char *path, struct err *err)
{
    struct flock all = {.l_type = type, .l_whence = SEEK_SET};
    if (!fcntl(fd, F_OFD_SETLK, &all) || (errno == EINVAL && !fcntl(fd, F_SETLK, &all)))
        return 1;
    if (errno == EAGAIN || errno == EACCES)
        return 0;
    err_set(err, ERR_IO, "'%s' could not be locked: %s", path, strerror(errno));
    return -1;
}

/* Writes the blocks that were torn; whether there are any, where `only_look`. */
static int put_back(bool *torn, int fd, const struct kept *k, const char *path, bool only_look,
                    struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    size_t size = (size_t)k->size;
    char *now = arena_alloc(&a, size);
    int64_t at;
    *torn = false;
    for (int64_t i = 0; i < k->count; i++) {
        const char *block = block_of(k, i, &at);
        if (!read_at(fd, now, size, at))
            return unreadable(path, err);
        if (is_right(now, size) || !is_right(block, size))
            continue;
        *torn = true;
        if (!only_look && !write_at(fd, block, size, at))
            return err_set(err, ERR_IO, "'%s' could not be written: %s", path, strerror(errno));
    }
    if (*torn && !only_look && fsync(fd))
        return err_set(err, ERR_IO, "'%s' could not be written: %s", path, strerror(errno));
    return 0;
}

/* Who may not write reads what is whole. */
static int look(int fd, const char *path, const char *undo, bool may_write, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const struct kept *k;
    bool judged, torn = false;
    int locked = lock(fd, F_RDLCK, path, err);
    if (locked < 0)
        return ERR_IO;
    if (locked && access(undo, R_OK))
        return 0; /* DuckDB finds what is torn */
    if (locked)
        TRY(read_kept(&k, &judged, undo, fd, &a, err));
    if (locked && k)
        TRY(put_back(&torn, fd, k, path, true, err));
    if (!locked || (torn && may_write))
        return err_set(err, ERR_BUSY, "'%s' is in use by another process", path);
    if (!torn)
        return 0;
    err_set(err, ERR_IO, "a write to '%s' was cut off, and has to be taken back first", path);
    return err_hint(err, "ask once, with any command, as somebody who may write to it");
}

static int restore(int fd, const char *path, const char *undo, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const struct kept *k;
    bool judged, torn;
    int locked = lock(fd, F_WRLCK, path, err);
    if (locked <= 0)
        return locked ? ERR_IO : look(fd, path, undo, true, err);
    if (!file_is_at(path, fd))
        return 0;
    TRY(read_kept(&k, &judged, undo, fd, &a, err));
    if (k)
        TRY(put_back(&torn, fd, k, path, false, err));
    if (judged)
        (void)!unlink(undo); /* it does no harm where it stays */
    return 0;
}

int undo_restore(const char *path, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *undo = path_of(path, &a);
    struct stat st;
    if (lstat(undo, &st))
        return 0;
    int fd = open(path, O_RDWR | O_CLOEXEC);
    bool may_write = fd >= 0;
    fd = may_write ? fd : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0; /* DuckDB says why */
    int rc = may_write ? restore(fd, path, undo, err) : look(fd, path, undo, false, err);
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
    if (k.size <= 0)
        return err_set(err, ERR_STORE, "the size of the blocks of '%s' is not known", d->path);
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
    (void)!unlink(undo);
    int fd = open(undo, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool ok = fd >= 0 && !fstat(d->file, &st) &&
              (!fchown(fd, (uid_t)-1, st.st_gid) || errno == EPERM) &&
              !fchmod(fd, st.st_mode & 07777) && write_at(fd, b->s, b->len, 0) && !fsync(fd);
    int rc = ok ? 0 : err_set(err, ERR_IO, "'%s' could not be written: %s", undo, strerror(errno));
    if (fd >= 0)
        close(fd);
    if (rc)
        (void)!unlink(undo);
    else
        folder_settle(undo);
    return rc;
}

/* What a failed checkpoint kept stays: it is what the headers still speak of. */
static int keep(struct duck *d, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf b = {0};
    char hex[DIGEST_HEX];
    const struct kept *there;
    bool judged;
    if (d->file < 0 || !file_is_at(d->path, d->file))
        return 0;
    const char *undo = path_of(d->path, &a);
    TRY(read_kept(&there, &judged, undo, d->file, &a, err));
    if (there)
        return 0;
    TRY(gather(&b, d, err));
    digest_bytes(hex, b.s, b.len);
    buf_add(&b, hex, sizeof hex);
    return write_kept(d, undo, &b, err);
}

static void forget(const struct duck *d)
{
    CLEANUP(arena_free) struct arena a = {0};
    if (d->file >= 0 && file_is_at(d->path, d->file))
        (void)!unlink(path_of(d->path, &a));
}

/* --- checkpoints --- */

enum { LOG_MOST = 16 << 20 };

int undo_begin(struct duck *d, struct err *err)
{
    duck_undo(d, "PRAGMA disable_checkpoint_on_shutdown");
    d->file = open(d->path, O_RDONLY | O_CLOEXEC);
    return d->file < 0 ? unreadable(d->path, err) : 0;
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

/* DuckDB puts the ending before a question mark. */
static int64_t log_bytes(const struct duck *d)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct stat st;
    int n = (int)strcspn(d->path, "?");
    const char *name = arena_printf(&a, "%.*s.wal%s", n, d->path, d->path + n);
    return stat(name, &st) ? 0 : (int64_t)st.st_size;
}

/* What was committed is kept by the log, whatever becomes of the checkpoint. */
int duck_commit(struct duck *d, struct err *err)
{
    struct err why = {0};
    TRY(duck_run(d, "COMMIT", NULL, err));
    if (d->file >= 0 && log_bytes(d) > LOG_MOST && duck_checkpoint(d, &why))
        log_warn("what was kept stays in the log of '%s': %s", d->path, why.msg);
    return 0;
}

void undo_end(struct duck *d)
{
    if (d->file < 0 || !file_is_at(d->path, d->file))
        return;
    d->cancel = NULL;
    if (log_bytes(d) && d->catalog)
        (void)!duck_checkpoint(d, NULL);
}
