/* SPDX-License-Identifier: Apache-2.0 */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/log.h"
#include "serve/http/exchange.h"

enum { SMALL = 1024 /* bytes that are not packed */, ZSTD_LEVEL = 3 };

void send_headers(struct MHD_Response *r, const struct exchange *x, int status,
                  const struct kept *kept)
{
    static const char *const always[][2] = {{"X-Content-Type-Options", "nosniff"},
                                            {"Referrer-Policy", "no-referrer"},
                                            {"Cross-Origin-Resource-Policy", "same-origin"},
                                            {"Cache-Control", "private, no-cache"},
                                            {"Vary", "Accept, Accept-Encoding, Authorization"}};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        MHD_add_response_header(r, always[i][0], always[i][1]);
    MHD_add_response_header(
        r, "Content-Security-Policy",
        x->page ? "default-src 'none'; script-src 'self'; style-src 'self' "
                  "'sha256-+TfQir1nvDucAdvE6XUQBt4ayUjpAWkbw2kCdSfekHM='; connect-src 'self'; "
                  "img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; "
                  "frame-ancestors 'none'"
                : "default-src 'none'; frame-ancestors 'none'");
    if (x->type)
        MHD_add_response_header(r, "Content-Type", x->type);
    if (kept) {
        MHD_add_response_header(r, "ETag", kept->etag);
        if (*kept->evidence)
            MHD_add_response_header(r, "Weir-Evidence", kept->evidence);
    }
    if (status == 503)
        MHD_add_response_header(r, "Retry-After", "2");
    if (status == 405)
        MHD_add_response_header(r, "Allow", "GET, HEAD, POST");
    if (status == 401)
        MHD_add_response_header(r, "WWW-Authenticate", "Bearer");
}

/* Whether a way to pack is taken: named, and not with q=0. */
bool send_accepts(const struct exchange *x, const char *name)
{
    const char *said = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND,
                                                   "Accept-Encoding");
    const char *at = said ? strstr(said, name) : NULL;
    if (!at)
        return false;
    at += strlen(name);
    at += strspn(at, " ;");
    return strncmp(at, "q=0", 3) != 0 || strspn(at + 3, ".0") != strcspn(at + 3, ", ");
}

static struct packed gzip(const char *text, size_t n)
{
    z_stream z = {0};
    if (deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return (struct packed){0};
    size_t room = deflateBound(&z, n);
    struct packed out = {malloc(room), 0};
    z.next_in = (unsigned char *)(uintptr_t)text;
    z.avail_in = (unsigned)n;
    z.next_out = out.bytes;
    z.avail_out = (unsigned)room;
    bool fine = out.bytes && deflate(&z, Z_FINISH) == Z_STREAM_END;
    out.size = z.total_out;
    deflateEnd(&z);
    if (fine)
        return out;
    free(out.bytes);
    return (struct packed){0};
}

static struct packed zstd(const char *text, size_t n)
{
    size_t room = ZSTD_compressBound(n);
    struct packed out = {malloc(room), 0};
    size_t size = out.bytes ? ZSTD_compress(out.bytes, room, text, n, ZSTD_LEVEL) : 0;
    if (out.bytes && !ZSTD_isError(size)) {
        out.size = size;
        return out;
    }
    free(out.bytes);
    return (struct packed){0};
}

void send_note(struct exchange *x)
{
    if (x->noted)
        return;
    x->noted = true;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double ms = (double)(now.tv_sec - x->start.tv_sec) * 1e3 +
                (double)(now.tv_nsec - x->start.tv_nsec) / 1e6;
    struct pollfd log = {.fd = STDERR_FILENO, .events = POLLOUT};
    if (poll(&log, 1, 0) != 1) /* nobody reads it: the server goes on without */
        return;
    log_note("%s %d %.0f ms", x->route ? x->route : "-", x->status, ms);
}

static const struct {
    const char *name;
    pack_fn fn;
} packings[PACKINGS] = {[PACKED_GZIP] = {"gzip", gzip}, [PACKED_ZSTD] = {"zstd", zstd}};

/* The packed form of an answer that is kept is kept with it. */
static struct packed pack(struct exchange *x, const char *text, size_t n, enum packing which)
{
    if (x->kept)
        return memory_packed(x->server->memory, x->kept, which, packings[which].fn);
    return x->packed = packings[which].fn(text, n);
}

/* What is sent lives until it was, with the exchange. */
enum MHD_Result send_it(struct exchange *x)
{
    const char *text = x->text ? x->text : x->kept ? x->kept->body : "";
    size_t n = x->kept && !x->text ? x->kept->size : x->size ? x->size : strlen(text);
    bool empty = x->status == 304 || x->status == 202, small = empty || n <= SMALL;
    enum packing which = send_accepts(x, "zstd") ? PACKED_ZSTD : PACKED_GZIP;
    struct packed p = {0};
    if (!small && send_accepts(x, packings[which].name))
        p = pack(x, text, n, which);
    const void *body = p.bytes ? (const void *)p.bytes : text;
    size_t size = empty ? 0 : p.bytes ? p.size : n;
    struct MHD_Response *r = MHD_create_response_from_buffer(size, (void *)(uintptr_t)body,
                                                             MHD_RESPMEM_PERSISTENT);
    send_headers(r, x, x->status, x->kept);
    if (p.bytes)
        MHD_add_response_header(r, "Content-Encoding", packings[which].name);
    enum MHD_Result rc = MHD_queue_response(x->connection, (unsigned)x->status, r);
    MHD_destroy_response(r);
    send_note(x);
    return rc;
}

enum MHD_Result send_fault(struct exchange *x, int status, enum err_code code, const char *message,
                           const char *hint)
{
    struct err err = {0};
    err_set(&err, code, "%s", message);
    if (hint)
        err_hint(&err, "%s", hint);
    x->status = status;
    x->type = "application/problem+json";
    x->text = problem_text(status, &err, &x->arena);
    return send_it(x);
}

static bool is_known(const struct exchange *x, const char *etag)
{
    const char *has = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "If-None-Match");
    return has && (strstr(has, etag) || !strcmp(has, "*"));
}

enum MHD_Result send_kept(struct exchange *x)
{
    x->type = x->kept->type;
    x->status = is_known(x, x->kept->etag) ? 304 : 200;
    return send_it(x);
}
