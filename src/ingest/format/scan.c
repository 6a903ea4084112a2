/* SPDX-License-Identifier: Apache-2.0 */
#include "ingest/format/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/buf.h"
#include "base/temp.h"

enum { BLOCK = 1 << 18 };

struct unpacker {
    const char *path;
    const char *compression;
    scan_sink sink;
    void *ctx;
    unsigned char *out; /* BLOCK bytes */
    z_stream gz;
    ZSTD_DStream *zstd;
    bool gz_open, finished; /* finished: at the end of a frame or member */
};

static int push_gzip(struct unpacker *u, const unsigned char *p, size_t n, struct err *err)
{
    u->gz.next_in = (unsigned char *)(uintptr_t)p;
    u->gz.avail_in = (unsigned)n;
    for (bool full = false; u->gz.avail_in || full;) {
        if (u->finished)
            inflateReset(&u->gz); /* a file may hold several members */
        u->finished = false;
        u->gz.next_out = u->out;
        u->gz.avail_out = BLOCK;
        int rc = inflate(&u->gz, Z_NO_FLUSH);
        if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
            return err_at(err, u->path, 0, 0, "damaged gzip data near byte %lu of the content",
                          u->gz.total_out);
        u->finished = rc == Z_STREAM_END;
        full = !u->gz.avail_out && !u->finished;
        TRY(u->sink(u->ctx, u->out, BLOCK - u->gz.avail_out, err));
    }
    return 0;
}

static int push_zstd(struct unpacker *u, const unsigned char *p, size_t n, struct err *err)
{
    ZSTD_inBuffer in = {p, n, 0};
    bool full = false;
    while (in.pos < in.size || full) {
        ZSTD_outBuffer out = {u->out, BLOCK, 0};
        size_t rc = ZSTD_decompressStream(u->zstd, &out, &in);
        if (ZSTD_isError(rc))
            return err_at(err, u->path, 0, 0, "damaged zstd data: %s", ZSTD_getErrorName(rc));
        u->finished = rc == 0;
        full = out.pos == BLOCK && !u->finished;
        TRY(u->sink(u->ctx, u->out, out.pos, err));
    }
    return 0;
}

static int push(struct unpacker *u, const unsigned char *p, size_t n, struct err *err)
{
    if (u->gz_open)
        return push_gzip(u, p, n, err);
    if (u->zstd)
        return push_zstd(u, p, n, err);
    return u->sink(u->ctx, p, n, err);
}

static void unpacker_init(struct unpacker *u, const unsigned char *p, size_t n)
{
    static const unsigned char gzip[2] = {0x1f, 0x8b}, zstd[4] = {0x28, 0xb5, 0x2f, 0xfd};
    u->compression = "none";
    u->finished = true;
    if (n >= 2 && !memcmp(p, gzip, 2)) {
        u->gz_open = inflateInit2(&u->gz, 15 + 16) == Z_OK;
        u->compression = "gzip";
        u->finished = false;
    } else if (n >= 4 && !memcmp(p, zstd, 4)) {
        u->zstd = ZSTD_createDStream();
        u->compression = "zstd";
        u->finished = false;
    }
    u->out = malloc(BLOCK);
    if (!u->out)
        abort();
}

static void unpacker_release(struct unpacker *u)
{
    if (u->gz_open)
        inflateEnd(&u->gz);
    ZSTD_freeDStream(u->zstd);
    free(u->out);
}

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

static void free_digest(EVP_MD_CTX **c)
{
    EVP_MD_CTX_free(*c);
}
static void free_block(unsigned char **p)
{
    free(*p);
}

/* Reads path through the unpacker; md and bytes may be NULL. */
static int read_through(struct unpacker *u, const char *path, EVP_MD_CTX *md, int64_t *bytes,
                        struct err *err)
{
    TRY(file_check(path, err));
    CLEANUP(close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_set(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, "'%s' cannot be read: %s",
                       path, strerror(errno));
    CLEANUP(free_block) unsigned char *block = malloc(BLOCK);
    if (!block)
        abort();
    u->path = path;
    for (int64_t at = 0;;) {
        ssize_t n = read(fd, block, BLOCK);
        if (n < 0)
            return err_set(err, ERR_IO, "'%s' cannot be read: %s", path, strerror(errno));
        if (!n)
            break;
        if (!at)
            unpacker_init(u, block, (size_t)n);
        at += n;
        if (bytes)
            *bytes = at;
        if (md)
            EVP_DigestUpdate(md, block, (size_t)n);
        TRY(push(u, block, (size_t)n, err));
    }
    if (!u->compression)
        return err_at(err, path, 0, 0, "the file is empty");
    return u->finished ? 0
                       : err_at(err, path, 0, 0, "the %s data end in the middle: the file is cut",
                                u->compression);
}

int scan_content(const char *path, scan_sink sink, void *ctx, struct err *err)
{
    struct unpacker u = {.sink = sink, .ctx = ctx};
    int rc = read_through(&u, path, NULL, NULL, err);
    unpacker_release(&u);
    return rc;
}

/* --- the checks of scan_file() --- */

struct checker {
    struct scan *s;
    const char *path;
    int64_t line, column;           /* of the next byte, 1-based; column in bytes */
    unsigned need;                  /* bytes still wanted by a UTF-8 sequence */
    int64_t lead_line, lead_column; /* where that sequence began */
    unsigned char lead;
    bool binary;
    unsigned char last, before; /* the last byte of a block; the one before the next */
};

static void keep_head(struct scan *s, const unsigned char *p, size_t n)
{
    size_t room = (size_t)(SCAN_HEAD - s->head_len);
    size_t take = n < room ? n : room;
    memcpy(s->head + s->head_len, p, take);
    s->head_len += (int64_t)take;
}

static int refuse_archive(const char *path, const unsigned char *p, size_t n, struct err *err)
{
    static const struct {
        const char *magic;
        size_t len;
        const char *what;
    } kinds[] = {
        {"7z\xbc\xaf\x27\x1c", 6, "a 7z archive: unpack it first"},
        {"%PDF", 4, "a PDF document"},
        {"\xd0\xcf\x11\xe0", 4, "an old Excel workbook: save the table as CSV"},
        {"\xff\xfe", 2, "UTF-16 text: save it as UTF-8"},
        {"\xfe\xff", 2, "UTF-16 text: save it as UTF-8"},
        {"BZh", 3, "bzip2 data: unpack it first (.gz and .zst are read as they are)"},
        {"\xfd"
         "7zXZ",
         5, "xz data: unpack it first (.gz and .zst are read as they are)"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (n >= kinds[i].len && !memcmp(p, kinds[i].magic, kinds[i].len))
            return err_at(err, path, 0, 0, "the file is %s", kinds[i].what);
    return 0;
}

static void look_at_start(struct checker *c, const unsigned char *p, size_t n)
{
    size_t i = n >= 3 && !memcmp(p, "\xef\xbb\xbf", 3) ? 3 : 0;
    while (i < n && strchr(" \t\r\n", p[i]) && p[i])
        i++;
    if (n >= 4 && !memcmp(p, "PAR1", 4)) {
        c->s->format = SCAN_PARQUET;
        c->binary = true;
    } else if (n >= 4 && !memcmp(p, "PK\3\4", 4)) {
        c->s->format = SCAN_WORKBOOK;
        c->binary = true;
    } else if (i < n && (p[i] == '{' || p[i] == '[')) {
        c->s->format = SCAN_JSON;
    }
}

static void bad_byte(struct checker *c)
{
    if (!c->s->bad_line) {
        c->s->bad_line = c->lead_line;
        c->s->bad_column = c->lead_column;
        c->s->bad_byte = c->lead;
    }
    c->need = 0;
}

static void check_utf8(struct checker *c, unsigned char b)
{
    if (c->need) {
        if ((b & 0xc0) == 0x80)
            c->need--;
        else
            bad_byte(c);
        return;
    }
    c->lead = b;
    c->lead_line = c->line;
    c->lead_column = c->column;
    if (b >= 0xf0 && b < 0xf5)
        c->need = 3;
    else if (b >= 0xe0 && b < 0xf0)
        c->need = 2;
    else if (b >= 0xc2 && b < 0xe0)
        c->need = 1;
    else if (b >= 0x80)
        bad_byte(c);
}

static void end_line(struct checker *c)
{
    bool blank = c->column == 1 || (c->column == 2 && c->before == '\r');
    if (blank && c->s->blank < SCAN_BLANK)
        c->s->blank_at[c->s->blank] = c->line;
    c->s->blank += blank;
    c->line++;
    c->column = 1;
}

/* Looks at text eight bytes at a time while they are plain ASCII. */
static int check_text(struct checker *c, const unsigned char *p, size_t n, struct err *err)
{
    for (size_t i = 0; i < n;) {
        uint64_t w;
        if (i + 8 <= n && !c->need) {
            memcpy(&w, p + i, 8);
            uint64_t newline = w ^ 0x0a0a0a0a0a0a0a0aULL;
            uint64_t low = (w - 0x0101010101010101ULL) | (newline - 0x0101010101010101ULL);
            if (!((w | low) & 0x8080808080808080ULL)) {
                i += 8;
                c->column += 8;
                continue;
            }
        }
        unsigned char b = p[i++];
        if (!b)
            return err_at(err, c->path, c->line, c->column, "a NUL byte in text");
        if (b >= 0x80 || c->need)
            check_utf8(c, b);
        if (b == '\n')
            end_line(c);
        else
            c->column++;
        c->before = b;
    }
    return 0;
}

static int check_block(void *ctx, const unsigned char *p, size_t n, struct err *err)
{
    struct checker *c = ctx;
    if (!n)
        return 0;
    if (!c->s->head_len) {
        TRY(refuse_archive(c->path, p, n, err));
        look_at_start(c, p, n);
    }
    keep_head(c->s, p, n);
    c->last = p[n - 1];
    return c->binary ? 0 : check_text(c, p, n, err);
}

const char *scan_blank(const struct scan *s, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (int64_t i = 0; i < s->blank && i < SCAN_BLANK; i++)
        buf_printf(&b, "%s%ld", i ? "," : "", (long)s->blank_at[i]);
    return arena_printf(a, "[%s]", buf_str(&b));
}

int scan_file(struct scan *out, struct arena *a, const char *path, struct err *err)
{
    *out = (struct scan){.head = arena_alloc(a, SCAN_HEAD + 1),
                         .blank_at = arena_array(a, int64_t, SCAN_BLANK)};
    CLEANUP(free_digest) EVP_MD_CTX *md = EVP_MD_CTX_new();
    EVP_DigestInit_ex(md, EVP_sha256(), NULL);
    struct checker c = {.s = out, .path = path, .line = 1, .column = 1};
    struct unpacker u = {.sink = check_block, .ctx = &c};
    int rc = read_through(&u, path, md, &out->bytes, err);
    unpacker_release(&u);
    TRY(rc);
    unsigned char digest[32];
    EVP_DigestFinal_ex(md, digest, NULL);
    for (int i = 0; i < 32; i++)
        sprintf(out->sha256 + 2 * i, "%02x", digest[i]);
    out->compression = u.compression;
    out->lines = c.line - (c.last == '\n');
    out->unterminated = !c.binary && c.last != '\n';
    if (!out->head_len)
        return err_at(err, path, 0, 0, "the file is empty");
    return 0;
}
