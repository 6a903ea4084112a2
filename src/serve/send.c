/* SPDX-License-Identifier: Apache-2.0 */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/log.h"
#include "serve/exchange.h"

enum { SMALL = 1024 }; /* bytes that are not packed */

static void add_headers(struct MHD_Response *r, const struct exchange *x)
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
    if (x->kept) {
        MHD_add_response_header(r, "ETag", x->kept->etag);
        if (*x->kept->evidence)
            MHD_add_response_header(r, "Weir-Evidence", x->kept->evidence);
    }
    if (x->status == 503)
        MHD_add_response_header(r, "Retry-After", "2");
    if (x->status == 405)
        MHD_add_response_header(r, "Allow", "GET, HEAD, POST");
    if (x->status == 401)
        MHD_add_response_header(r, "WWW-Authenticate", "Bearer");
}

static bool accepts_gzip(const struct exchange *x)
{
    const char *accepts = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND,
                                                      "Accept-Encoding");
    const char *gzip = accepts ? strstr(accepts, "gzip") : NULL;
    if (!gzip)
        return false;
    gzip += 4 + strspn(gzip + 4, " ;");
    return strncmp(gzip, "q=0", 3) != 0 || strspn(gzip + 3, ".0") != strcspn(gzip + 3, ", ");
}

/* NULL: it does not get smaller. */
static unsigned char *packed(const char *text, size_t n, size_t *size)
{
    z_stream z = {0};
    if (deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return NULL;
    size_t room = deflateBound(&z, n);
    unsigned char *out = malloc(room);
    z.next_in = (unsigned char *)(uintptr_t)text;
    z.avail_in = (unsigned)n;
    z.next_out = out;
    z.avail_out = (unsigned)room;
    bool fine = out && deflate(&z, Z_FINISH) == Z_STREAM_END;
    *size = z.total_out;
    deflateEnd(&z);
    if (fine)
        return out;
    free(out);
    return NULL;
}

static void note(const struct exchange *x)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double ms = (double)(now.tv_sec - x->start.tv_sec) * 1e3 +
                (double)(now.tv_nsec - x->start.tv_nsec) / 1e6;
    struct pollfd log = {.fd = STDERR_FILENO, .events = POLLOUT};
    if (poll(&log, 1, 0) != 1) /* nobody reads it: the server goes on without */
        return;
    log_note("%s %d %.0f ms", x->route ? x->route : "-", x->status, ms);
}

/* The packed form of an answer that is kept is kept with it. */
static const unsigned char *packed_once(struct exchange *x, const char *text, size_t n,
                                        size_t *size)
{
    if (!x->kept)
        return x->packed = packed(text, n, size);
    return memory_packed(x->server->memory, x->kept, packed, size);
}

/* What is sent lives until it was, with the exchange. */
enum MHD_Result send_it(struct exchange *x)
{
    const char *text = x->text ? x->text : x->kept ? x->kept->body : "";
    size_t n = strlen(text), size = 0;
    bool empty = x->status == 304 || x->status == 202;
    const unsigned char *zip = !empty && n > SMALL && accepts_gzip(x)
                                   ? packed_once(x, text, n, &size)
                                   : NULL;
    const void *body = zip ? (const void *)zip : text;
    struct MHD_Response *r = MHD_create_response_from_buffer(empty ? 0
                                                             : zip ? size
                                                                   : n,
                                                             (void *)(uintptr_t)body,
                                                             MHD_RESPMEM_PERSISTENT);
    add_headers(r, x);
    if (zip)
        MHD_add_response_header(r, "Content-Encoding", "gzip");
    enum MHD_Result rc = MHD_queue_response(x->connection, (unsigned)x->status, r);
    MHD_destroy_response(r);
    note(x);
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
