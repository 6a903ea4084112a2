/* SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence/pack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include "base/digest.h"
#include "base/temp.h"
#include "ingest/format/scan.h"

enum { BLOCK = 1 << 17, LEVEL = 9, SEAL = 8 + 64 };

struct pack {
    struct arena arena;
    struct target target;
    const char *path, *tar; /* the archive waits beside the target until it is compressed */
    struct archive *to;
};

/* --- writing --- */

static int fail_write(const struct pack *p, struct err *err)
{
    const char *why = p->to ? archive_error_string(p->to) : NULL;
    return err_set(err, ERR_IO, "'%s' could not be written: %s", p->path,
                   why ? why : strerror(errno));
}

static int free_pack(struct pack *p, int rc)
{
    arena_free(&p->arena);
    free(p);
    return rc;
}

int pack_open(struct pack **out, const char *path, struct err *err)
{
    struct pack *p = calloc(1, sizeof *p);
    if (!p)
        abort();
    p->path = arena_strdup(&p->arena, path);
    int rc = target_open(&p->target, p->path, &p->arena, err);
    if (rc)
        return free_pack(p, rc);
    p->tar = arena_printf(&p->arena, "%s.tar", p->target.part);
    p->to = archive_write_new();
    archive_write_set_format_pax_restricted(p->to);
    archive_write_set_bytes_per_block(p->to, 10240);
    if (archive_write_open_filename(p->to, p->tar) == ARCHIVE_OK) {
        *out = p;
        return 0;
    }
    rc = target_close(&p->target, fail_write(p, err), err);
    archive_write_free(p->to);
    return free_pack(p, rc);
}

/* Entries look the same whoever packs them, and when. */
static int begin(struct pack *p, const char *name, long long size, struct err *err)
{
    struct archive_entry *e = archive_entry_new();
    archive_entry_set_pathname(e, name);
    archive_entry_set_size(e, size);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_perm(e, 0644);
    archive_entry_set_mtime(e, 0, 0);
    int rc = archive_write_header(p->to, e);
    archive_entry_free(e);
    return rc == ARCHIVE_OK ? 0 : fail_write(p, err);
}

int pack_text(struct pack *p, const char *name, const char *text, struct err *err)
{
    size_t n = strlen(text);
    TRY(begin(p, name, (long long)n, err));
    return archive_write_data(p->to, text, n) == (la_ssize_t)n ? 0 : fail_write(p, err);
}

int pack_file(struct pack *p, const char *name, const char *path, struct err *err)
{
    CLEANUP(file_close) FILE *f = fopen(path, "rb");
    struct stat st;
    char block[BLOCK];
    if (!f || fstat(fileno(f), &st))
        return err_set(err, ERR_IO, "'%s' cannot be read: %s", path, strerror(errno));
    TRY(begin(p, name, st.st_size, err));
    for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
        if (archive_write_data(p->to, block, n) != (la_ssize_t)n)
            return fail_write(p, err);
    return ferror(f) ? err_set(err, ERR_IO, "'%s' cannot be read", path) : 0;
}

static void free_context(ZSTD_CCtx **z)
{
    ZSTD_freeCCtx(*z);
}

static int compress_to(FILE *to, FILE *from)
{
    CLEANUP(free_context) ZSTD_CCtx *z = ZSTD_createCCtx();
    char in[BLOCK], out[BLOCK];
    bool end = false;
    ZSTD_CCtx_setParameter(z, ZSTD_c_compressionLevel, LEVEL);
    ZSTD_CCtx_setParameter(z, ZSTD_c_checksumFlag,
                           0); /* the seal does that, and later says where */
    while (!end) {
        ZSTD_inBuffer i = {in, fread(in, 1, sizeof in, from), 0};
        end = i.size < sizeof in;
        size_t left;
        do {
            ZSTD_outBuffer o = {out, sizeof out, 0};
            left = ZSTD_compressStream2(z, &o, &i, end ? ZSTD_e_end : ZSTD_e_continue);
            if (ZSTD_isError(left) || fwrite(out, 1, o.pos, to) != o.pos)
                return -1;
        } while (end ? left > 0 : i.pos < i.size);
    }
    return ferror(from);
}

/* A skippable frame (RFC 8878, section 3.1.2) with the digest of all before it. */
static int seal(FILE *to, const char *hex)
{
    static const unsigned char head[8] = {0x50, 0x2a, 0x4d, 0x18, 64, 0, 0, 0};
    return fwrite(head, 1, 8, to) != 8 || fwrite(hex, 1, 64, to) != 64;
}

static int finish(struct pack *p, struct err *err)
{
    char hex[DIGEST_HEX];
    CLEANUP(file_close) FILE *from = fopen(p->tar, "rb");
    FILE *to = fopen(p->target.part, "wb");
    if (!from || !to || compress_to(to, from)) {
        if (to)
            fclose(to);
        return err_set(err, ERR_IO, "'%s' could not be written: %s", p->path, strerror(errno));
    }
    fflush(to);
    int rc = digest_file(hex, p->target.part, -1, err);
    if (!rc && seal(to, hex))
        rc = err_set(err, ERR_IO, "'%s' could not be written: %s", p->path, strerror(errno));
    if (fclose(to) && !rc)
        rc = err_set(err, ERR_IO, "'%s' could not be written: %s", p->path, strerror(errno));
    return rc;
}

int pack_close(struct pack **pack, int rc, struct err *err)
{
    struct pack *p = *pack;
    if (archive_write_close(p->to) != ARCHIVE_OK && !rc)
        rc = fail_write(p, err);
    archive_write_free(p->to);
    p->to = NULL;
    rc = rc ? rc : finish(p, err);
    unlink(p->tar);
    *pack = NULL;
    return free_pack(p, target_close(&p->target, rc, err));
}

/* --- reading --- */

static int check_seal(const char *path, bool *sealed, struct err *err)
{
    char hex[DIGEST_HEX], last[SEAL];
    struct stat st;
    CLEANUP(file_close) FILE *f = fopen(path, "rb");
    *sealed = false;
    if (!f || fstat(fileno(f), &st))
        return err_set(err, ERR_IO, "'%s' cannot be read: %s", path, strerror(errno));
    if (st.st_size < SEAL || fseek(f, -SEAL, SEEK_END) || fread(last, 1, SEAL, f) != SEAL)
        return err_set(err, ERR_INPUT, "'%s' is too short for a bundle", path);
    TRY(digest_file(hex, path, (long)st.st_size - SEAL, err));
    *sealed = !memcmp(last, "\x50\x2a\x4d\x18\x40\0\0\0", 8) && !memcmp(last + 8, hex, 64);
    return 0;
}

struct unpacked {
    FILE *to;
    long long bytes, most;
};

static int write_block(void *ctx, const unsigned char *p, size_t n, struct err *err)
{
    struct unpacked *u = ctx;
    u->bytes += (long long)n;
    if (u->bytes > u->most)
        return err_set(err, ERR_LIMIT, "it unpacks to more than %lld bytes, %d times its size",
                       u->most, PACK_RATIO_MAX);
    return fwrite(p, 1, n, u->to) == n
               ? 0
               : err_set(err, ERR_IO, "a temporary file cannot be written: %s", strerror(errno));
}

static long long most_of(const char *path)
{
    struct stat st;
    return (stat(path, &st) ? 0 : (long long)st.st_size) * PACK_RATIO_MAX + PACK_BYTES_FREE;
}

static int unpack_tar(const char *path, const char *tar, struct err *err)
{
    struct unpacked u = {.to = fopen(tar, "wb")};
    if (!u.to)
        return err_set(err, ERR_IO, "'%s' could not be created: %s", tar, strerror(errno));
    u.most = most_of(path);
    int rc = scan_content(path, write_block, &u, err);
    if (fclose(u.to) && !rc)
        rc = err_set(err, ERR_IO, "'%s' could not be written: %s", tar, strerror(errno));
    return rc;
}

bool pack_is_inside(const char *name)
{
    if (!*name || *name == '/' || strlen(name) >= 400)
        return false;
    for (const char *part = name; part; part = strchr(part, '/')) {
        part += *part == '/';
        size_t n = strcspn(part, "/");
        if (!n || !strncmp(part, ".", n) || (n == 2 && !strncmp(part, "..", n)))
            return false;
    }
    return true;
}

static int make_parents(const char *path)
{
    char copy[4096];
    snprintf(copy, sizeof copy, "%s", path);
    for (char *p = copy + 1; *p; p++)
        if (*p == '/') {
            *p = '\0';
            if (mkdir(copy, 0700) && errno != EEXIST)
                return -1;
            *p = '/';
        }
    return 0;
}

/* A member may claim holes of any size: what is written is counted, not what was packed. */
static int write_member(struct archive *from, const char *name, const char *path, long long *left,
                        struct err *err)
{
    char block[BLOCK];
    FILE *f = make_parents(path) ? NULL : fopen(path, "wbx");
    if (!f)
        return err_set(err, ERR_IO, "'%s' could not be created: %s", path, strerror(errno));
    la_ssize_t n;
    int rc = 0;
    while (!rc && (n = archive_read_data(from, block, sizeof block)) != 0)
        if (n > 0 && (*left -= n) < 0)
            rc = err_set(err, ERR_LIMIT,
                         "member '%.200s' makes it unpack to more than %d times its "
                         "size",
                         name, PACK_RATIO_MAX);
        else if (n < 0)
            rc = err_set(err, ERR_INPUT, "damaged at member '%.200s'", name);
        else if (fwrite(block, 1, (size_t)n, f) != (size_t)n)
            rc = err_set(err, ERR_IO, "'%s' could not be written", path);
    if (fclose(f) && !rc)
        rc = err_set(err, ERR_IO, "'%s' could not be written", path);
    return rc;
}

/* A list that was loaded as two vintages is in a bundle twice; another content of that name is not.
 */
static int compare_again(const char *name, const char *path, const char *again, struct err *err)
{
    char was[DIGEST_HEX], is[DIGEST_HEX];
    TRY(digest_file(was, path, -1, err));
    TRY(digest_file(is, again, -1, err));
    (void)!unlink(again);
    return strcmp(was, is) ? err_set(err, ERR_INPUT, "member '%.200s' stands in it twice", name)
                           : 0;
}

static int extract_member(struct archive *from, struct archive_entry *e, const char *to,
                          long long *left, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *name = archive_entry_pathname(e);
    if (!name || !pack_is_inside(name) || archive_entry_filetype(e) != AE_IFREG ||
        archive_entry_sparse_count(e))
        return err_set(err, ERR_INPUT, "member '%.200s' has no place in a bundle",
                       name ? name : "?");
    const char *path = arena_printf(&a, "%s/%s", to, name);
    if (access(path, F_OK))
        return write_member(from, name, path, left, err);
    const char *again = arena_printf(&a, "%s.again", to);
    TRY(write_member(from, name, again, left, err));
    return compare_again(name, path, again, err);
}

static int extract_all(struct archive *from, const char *to, long long most, struct words *names,
                       struct arena *a, struct err *err)
{
    struct archive_entry *e;
    char last[256] = "the beginning";
    int status, rc = 0;
    while (!rc && (status = archive_read_next_header(from, &e)) == ARCHIVE_OK) {
        if (names->count == PACK_MEMBERS_MAX)
            return err_set(err, ERR_LIMIT, "more than %d members", PACK_MEMBERS_MAX);
        rc = extract_member(from, e, to, &most, err);
        names->item = arena_grow(a, names->item, (size_t)names->count, sizeof *names->item);
        names->item[names->count++] = arena_strdup(a, archive_entry_pathname(e));
        snprintf(last, sizeof last, "member '%.200s'", archive_entry_pathname(e));
    }
    if (!rc && status != ARCHIVE_EOF)
        rc = err_set(err, ERR_INPUT, "damaged after %s", last);
    return rc;
}

static int extract_tar(const char *path, const char *tar, const char *to, struct words *names,
                       struct arena *a, struct err *err)
{
    struct archive *from = archive_read_new();
    archive_read_support_format_tar(from);
    int rc = archive_read_open_filename(from, tar, BLOCK) == ARCHIVE_OK
                 ? extract_all(from, to, most_of(path), names, a, err)
                 : err_set(err, ERR_INPUT, "'%s' holds no archive", path);
    archive_read_free(from);
    return rc;
}

int pack_extract(const char *path, const char *to, struct words *names, struct arena *a,
                 bool *sealed, struct err *err)
{
    const char *tar = arena_printf(a, "%s.tar", to); /* where no member can reach */
    *names = (struct words){0};
    TRY(file_check(path, err));
    TRY(check_seal(path, sealed, err));
    int rc = unpack_tar(path, tar, err);
    *sealed &= !rc; /* what could be unpacked tells which member it is */
    if (!rc || rc == ERR_INPUT)
        rc = extract_tar(path, tar, to, names, a, err);
    unlink(tar);
    return rc;
}
