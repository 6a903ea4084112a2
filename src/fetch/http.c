/* SPDX-License-Identifier: Apache-2.0 */
#include "fetch/http.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/temp.h"

/* limit HTTP_REDIRECTS: redirects of one answer, : refused; */
/* limit HTTP_HEADERS: headers of an answer, bytes: refused; */
/* limit HTTP_SLOW: bytes a second over half a minute that an answer comes at, : refused; */
enum { HTTP_REDIRECTS = 5, HTTP_HEADERS = 65536, HTTP_SLOW = 64 };
enum { CONNECT_SECONDS = 30, SLOW_SECONDS = 30, LONGEST_WAIT = 7 * 86400 };

struct transfer {
    const struct http_ask *ask;
    struct http_said *said;
    struct arena *arena;
    struct buf headers;
    size_t heads; /* bytes of headers */
    bool headed; /* the head came to its end: libcurl takes one that was cut for the whole answer */
    FILE *to;
    bool too_much;
    bool packed; /* the answer is packed: libcurl would take a part of it for the whole */
    bool began, whole, damaged; /* of a packed one: some of it came, its end came; it is none */
    z_stream unpack;
};

static void curl_done(CURL **c)
{
    curl_easy_cleanup(*c);
}

static void list_done(struct curl_slist **list)
{
    curl_slist_free_all(*list);
}

static bool keep_body(struct transfer *t, const char *bytes, size_t n)
{
    t->said->bytes += (int64_t)n;
    t->too_much |= t->said->bytes > t->ask->most;
    return !t->too_much && fwrite(bytes, 1, n, t->to) == n;
}

static bool unpack_body(struct transfer *t, char *bytes, size_t n)
{
    unsigned char out[16384];
    z_stream *z = &t->unpack;
    t->began |= n > 0;
    z->next_in = (unsigned char *)bytes;
    z->avail_in = (unsigned)n;
    for (bool full = false; z->avail_in || full;) {
        while (t->whole && z->avail_in && !*z->next_in) /* filled up behind its end */
            z->next_in++, z->avail_in--;
        if (t->whole && !z->avail_in)
            return true;
        if (t->whole) /* another member */
            inflateReset(z);
        z->next_out = out;
        z->avail_out = sizeof out;
        int rc = inflate(z, Z_NO_FLUSH);
        t->damaged |= rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR;
        t->whole = rc == Z_STREAM_END;
        full = !z->avail_out && !t->whole;
        if (t->damaged || !keep_body(t, (char *)out, sizeof out - z->avail_out))
            return false;
    }
    return true;
}

static size_t take_body(char *bytes, size_t size, size_t n, void *ctx)
{
    struct transfer *t = ctx;
    n *= size;
    return (t->packed ? unpack_body(t, bytes, n) : keep_body(t, bytes, n)) ? n : 0;
}

static const char *value_of(struct arena *a, const char *line, size_t n, const char *name)
{
    size_t len = strlen(name);
    if (n <= len || strncasecmp(line, name, len) != 0 || line[len] != ':')
        return NULL;
    const char *from = line + len + 1, *end = line + n;
    while (from < end && strchr(" \t", *from))
        from++;
    while (end > from && strchr(" \t\r\n", end[-1]))
        end--;
    return arena_strndup(a, from, (size_t)(end - from));
}

/* Seconds, or a moment (RFC 9110, 10.2.3). */
static int seconds_of(const char *text)
{
    char *end;
    double seconds = strtod(text, &end);
    if (end == text || *end || seconds != seconds) {
        time_t when = curl_getdate(text, NULL);
        seconds = when < 0 ? -1 : difftime(when, time(NULL));
        seconds = when >= 0 && seconds < 0 ? 0 : seconds;
    }
    return seconds < 0 || seconds > LONGEST_WAIT ? (seconds < 0 ? -1 : LONGEST_WAIT) : (int)seconds;
}

/* Headers that are written down: others may hold a key, or the way to a file. */
static bool may_keep(struct arena *a, const char *line, size_t n)
{
    static const char *const names[] = {"content-type",  "content-length", "content-encoding",
                                        "etag",          "last-modified",  "date",
                                        "cache-control", "retry-after"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (value_of(a, line, n, names[i]))
            return true;
    return n > 5 && !strncmp(line, "HTTP/", 5);
}

static size_t take_header(char *line, size_t size, size_t n, void *ctx)
{
    struct transfer *t = ctx;
    const char *value;
    n *= size;
    if (n > 5 && !strncmp(line, "HTTP/", 5)) { /* what came before is of a proxy, or of a 100 */
        t->headers.len = 0;
        t->headed = t->packed = false;
    }
    t->headed |= n <= 2 && (*line == '\r' || *line == '\n');
    t->heads += n;
    if (t->heads > HTTP_HEADERS)
        return 0;
    if ((value = value_of(t->arena, line, n, "retry-after")))
        t->said->retry_after = seconds_of(value);
    if ((value = value_of(t->arena, line, n, "content-encoding")))
        t->packed = strcasecmp(value, "identity") != 0;
    if ((value = value_of(t->arena, line, n, "etag")))
        t->said->etag = value;
    if ((value = value_of(t->arena, line, n, "last-modified")))
        t->said->modified = value;
    if (may_keep(t->arena, line, n))
        buf_add(&t->headers, line, n);
    return n;
}

static int show_progress(void *ctx, curl_off_t total, curl_off_t now, curl_off_t up_total,
                         curl_off_t up)
{
    const struct transfer *t = ctx;
    (void)up_total;
    (void)up;
    log_progress(t->ask->label, total > 0 ? 100.0 * (double)now / (double)total : -1);
    return t->ask->cancel && atomic_load(t->ask->cancel);
}

/* "host:port" of an address, where it may be asked; NULL: it may not. */
static const char *host_of(const char *address, struct arena *a)
{
    CURLU *u = curl_url();
    char *scheme = NULL, *host = NULL, *port = NULL;
    const char *out = NULL;
    if (u && !curl_url_set(u, CURLUPART_URL, address, 0) &&
        !curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) &&
        !curl_url_get(u, CURLUPART_HOST, &host, 0) &&
        !curl_url_get(u, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT)) {
        bool here = !strcmp(host, "127.0.0.1") || !strcmp(host, "[::1]") ||
                    !strcmp(host, "localhost");
        if (!strcmp(scheme, "https") || (here && !strcmp(scheme, "http")))
            out = !strcmp(port, "443") ? arena_strdup(a, host)
                                       : arena_printf(a, "%s:%s", host, port);
    }
    curl_free(scheme);
    curl_free(host);
    curl_free(port);
    curl_url_cleanup(u);
    return out;
}

static bool is_named(const char *host, const char *hosts)
{
    size_t len = strlen(host);
    for (const char *p = hosts; p && *(p += strspn(p, " ")); p += strcspn(p, " "))
        if (strcspn(p, " ") == len && !strncmp(p, host, len))
            return true;
    return false;
}

static int say_fault(const struct transfer *t, CURLcode rc, const char *detail, struct err *err)
{
    const char *label = t->ask->label;
    if (rc == CURLE_ABORTED_BY_CALLBACK)
        return err_set(err, ERR_CANCELLED, "stopped");
    if (t->too_much) {
        err_set(err, ERR_LIMIT, "%s: the answer is larger than %lld bytes, unpacked", label,
                (long long)t->ask->most);
        return err_hint(err, "ask for less at once, or raise most_mb in the table of services");
    }
    if (t->heads > HTTP_HEADERS)
        return err_set(err, ERR_LIMIT, "%s: more than %d bytes of headers", label, HTTP_HEADERS);
    t->said->again = t->damaged;
    if (t->damaged)
        return err_set(err, ERR_INPUT, "%s: damaged gzip data after %lld bytes", label,
                       (long long)t->said->bytes);
    if (rc == CURLE_WRITE_ERROR)
        return err_set(err, ERR_IO, "cannot write '%s': %s", t->ask->to, strerror(errno));
    if (rc == CURLE_PEER_FAILED_VERIFICATION || rc == CURLE_SSL_CACERT_BADFILE) {
        err_set(err, ERR_INPUT, "%s: the certificate of the server does not hold: %s", label,
                detail);
        return err_hint(err, "nothing was sent; a proxy that opens TLS needs its authority in "
                             "$SSL_CERT_FILE");
    }
    t->said->again = true;
    if (rc == CURLE_OPERATION_TIMEDOUT)
        return err_set(err, ERR_IO, "%s: the answer came too slowly, after %lld bytes", label,
                       (long long)t->said->bytes);
    if (rc == CURLE_PARTIAL_FILE || rc == CURLE_RECV_ERROR || rc == CURLE_GOT_NOTHING)
        return err_set(err, ERR_IO, "%s: the connection was cut after %lld bytes", label,
                       (long long)t->said->bytes);
    return err_set(err, ERR_IO, "%s: %s", label, *detail ? detail : curl_easy_strerror(rc));
}

static void set_options(CURL *c, struct transfer *t, struct curl_slist *headers, char *detail)
{
    const char *own = getenv("SSL_CERT_FILE") ? getenv("SSL_CERT_FILE") : getenv("CURL_CA_BUNDLE");
    if (own)
        curl_easy_setopt(c, CURLOPT_CAINFO, own);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, detail);
    curl_easy_setopt(c, CURLOPT_USERAGENT, "weir/" WEIR_VERSION " (open trade statistics)");
    curl_easy_setopt(c, CURLOPT_HTTP_CONTENT_DECODING, 0L); /* see unpack_body() */
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)t->ask->seconds);
    curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, (long)HTTP_SLOW);
    curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, (long)SLOW_SECONDS);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, t);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, t);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, show_progress);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA, t);
}

/* One request; *next is where the answer sends to, NULL: it is there. */
static int go(struct transfer *t, const char *address, bool own_host, const char **next,
              struct err *err)
{
    CLEANUP(curl_done) CURL *c = curl_easy_init();
    CLEANUP(list_done) struct curl_slist *headers = NULL;
    CLEANUP(file_close) FILE *to = fopen(t->ask->to, "wb");
    char detail[CURL_ERROR_SIZE] = "", *redirect = NULL, *type = NULL;
    if (!to)
        return err_set(err, ERR_IO, "cannot write '%s': %s", t->ask->to, strerror(errno));
    t->to = to;
    t->said->bytes = 0;
    t->said->retry_after = -1;
    t->headers.len = 0;
    t->heads = 0;
    t->headed = t->packed = t->began = t->whole = t->damaged = false;
    inflateReset(&t->unpack);
    headers = curl_slist_append(headers, "Accept-Encoding: gzip");
    if (t->ask->secret && own_host)
        headers = curl_slist_append(headers, t->ask->secret);
    if (t->ask->etag && *t->ask->etag)
        headers = curl_slist_append(headers,
                                    arena_printf(t->arena, "If-None-Match: %s", t->ask->etag));
    if (t->ask->modified && *t->ask->modified)
        headers = curl_slist_append(
            headers, arena_printf(t->arena, "If-Modified-Since: %s", t->ask->modified));
    set_options(c, t, headers, detail);
    curl_easy_setopt(c, CURLOPT_URL, address);
    CURLcode rc = curl_easy_perform(c);
    bool cut = !t->headed || (t->packed && t->began && !t->whole);
    rc = !rc && cut ? CURLE_PARTIAL_FILE : rc;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &t->said->status);
    curl_easy_getinfo(c, CURLINFO_CONTENT_TYPE, &type);
    curl_easy_getinfo(c, CURLINFO_REDIRECT_URL, &redirect);
    t->said->type = type ? arena_strdup(t->arena, type) : "";
    *next = redirect ? arena_strdup(t->arena, redirect) : NULL;
    if (rc)
        return say_fault(t, rc, detail, err);
    if (fflush(to))
        return err_set(err, ERR_IO, "cannot write '%s': %s", t->ask->to, strerror(errno));
    return 0;
}

static int may_go(const struct transfer *t, const char *first, const char *address,
                  const char **host, struct err *err)
{
    *host = host_of(address, t->arena);
    if (!*host) {
        err_set(err, ERR_INPUT, "%s: '%.*s' is no address that may be asked", t->ask->label,
                (int)strcspn(address, "?"), address);
        return err_hint(err, "https, or a server of this machine");
    }
    if (first && strcmp(first, *host) != 0 && !is_named(*host, t->ask->hosts)) {
        err_set(err, ERR_INPUT, "%s: the server sends to another host, '%s'", t->ask->label, *host);
        return err_hint(err, "where that is right, name it in the column hosts of the services");
    }
    return 0;
}

static int follow(struct transfer *t, struct err *err)
{
    const char *first = NULL, *host, *next = t->ask->address;
    for (int i = 0; next; i++) {
        if (i > HTTP_REDIRECTS) {
            return err_set(err, ERR_INPUT,
                           "%s: the server sends from one address to the next, %d "
                           "times",
                           t->ask->label, i);
        }
        TRY(may_go(t, first, next, &host, err));
        first = first ? first : host;
        TRY(go(t, next, !strcmp(first, host), &next, err));
    }
    return 0;
}

int http_get(struct http_said *out, const struct http_ask *ask, struct arena *a, struct err *err)
{
    struct transfer t = {.ask = ask, .said = out, .arena = a};
    *out = (struct http_said){.retry_after = -1, .type = "", .etag = "", .modified = ""};
    if (inflateInit2(&t.unpack, 15 + 32) != Z_OK) /* with the head of gzip, or of zlib */
        return err_set(err, ERR_LIMIT, "no memory to unpack an answer");
    int rc = follow(&t, err);
    inflateEnd(&t.unpack);
    out->headers = arena_strndup(a, buf_str(&t.headers), t.headers.len);
    buf_free(&t.headers);
    return rc;
}

const char *http_day(const char *text, struct arena *a)
{
    time_t when = text && *text ? curl_getdate(text, NULL) : -1;
    struct tm t;
    if (when < 0 || !gmtime_r(&when, &t))
        return NULL;
    return arena_printf(a, "%04d-%02d-%02d", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday);
}
