/* SPDX-License-Identifier: Apache-2.0 */
#include "serve/http/exchange.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/temp.h"
#include "serve/http/admit.h"
#include "serve/http/asset.h"
#include "serve/describe.h"
#include "serve/http/route.h"

enum {
    CONNECTIONS = 1024,
    EACH = 512,
    MEMORY_EACH = 65536,
    IDLE_SECONDS = 30,
    THREADS = 2,
    LAST_WORDS_MS = 1000
};

/* The connection goes on with what came of it. */
static void finish(struct exchange *x, const char *type, const char *evidence, const char *body)
{
    if (!x->streamed) {
        MHD_resume_connection(x->connection);
        return;
    }
    stream_answer(x, x->status, type, evidence, body);
    send_note(x);
    exchange_let_go(x);
}

/* Somebody who asked the same before has had the answer: it is held. */
static bool answered(struct job *job)
{
    struct exchange *x = job->ctx;
    x->kept = x->key ? memory_find(x->server->memory, x->key) : NULL;
    if (!x->kept)
        return false;
    x->status = 200;
    finish(x, x->kept->type, x->kept->evidence, x->kept->body);
    return true;
}

static void progress(struct job *job, const char *label, double percent)
{
    stream_progress(job->ctx, label, percent);
}

/* In a thread of the pool: what came of it is kept, and the connection goes on. */
static void done(struct job *job, int status, const char *type, const char *evidence,
                 struct bytes body)
{
    struct exchange *x = job->ctx;
    x->status = status;
    if (status == 200 && x->key)
        x->kept = memory_keep(x->server->memory, x->key, type, evidence, body);
    else if (!x->streamed) {
        x->type = arena_strdup(&x->arena, type);
        x->text = arena_strndup(&x->arena, body.s, body.n);
        x->size = body.n;
    }
    finish(x, type, evidence, body.s);
}

/* The job belongs to the pool once it has it. */
static void make_job(struct exchange *x)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(
        x->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    x->job.client = info ? info->connect_fd : -1;
    x->job.done = done;
    x->job.answered = answered;
    x->job.ctx = x;
}

static char *busy(struct exchange *x)
{
    struct err err = {0};
    err_set(&err, ERR_BUSY, "%d questions wait already", POOL_QUEUE);
    x->status = 503;
    return problem_text(503, &err, &x->arena);
}

static enum MHD_Result ask_streamed(struct exchange *x)
{
    make_job(x);
    x->job.progress = progress;
    atomic_fetch_add(&x->holders, 1);
    atomic_fetch_add(&x->server->streams, 1);
    x->counted = true;
    if (pool_ask(x->server->pool, &x->job))
        return stream_open(x);
    x->streamed = false;
    x->type = "application/problem+json";
    x->text = busy(x);
    exchange_let_go(x);
    return send_it(x);
}

static enum MHD_Result ask_pool(struct exchange *x)
{
    if (x->streamed)
        return ask_streamed(x);
    make_job(x);
    x->asked = true;
    MHD_suspend_connection(x->connection);
    if (pool_ask(x->server->pool, &x->job))
        return MHD_YES;
    x->type = "application/problem+json";
    x->text = busy(x);
    MHD_resume_connection(x->connection);
    return MHD_YES;
}

/* What is held already as a stream of one event. */
static enum MHD_Result stream_kept(struct exchange *x)
{
    x->status = 200;
    stream_answer(x, 200, x->kept->type, x->kept->evidence, x->kept->body);
    send_note(x);
    return stream_open(x);
}

/* A file that did not come whole. */
static enum MHD_Result send_upload_fault(struct exchange *x)
{
    bool large = x->upload.fault == EFBIG;
    return send_fault(x, large ? 413 : 500, large ? ERR_LIMIT : ERR_IO,
                      large ? UPLOAD_TOO_LARGE : strerror(x->upload.fault),
                      large ? "weir ingest takes it beside the server" : NULL);
}

static enum MHD_Result ask(struct exchange *x, const char *method, const char *path)
{
    struct request *r = &x->request;
    if (!r->question)
        return send_fault(x, 404, ERR_NOT_FOUND, "there is no such question",
                          "/v1/openapi.json lists them");
    bool body = request_takes_body(r->question), post = !strcmp(method, "POST");
    if (body != post)
        return send_fault(x, 405, ERR_USAGE, body ? "its file is sent: POST" : "asked by GET",
                          NULL);
    r->form = route_form(x, path);
    x->streamed = route_streams(x) && r->form != FORM_PARQUET; /* events are text */
    if (x->streamed && send_accepts(x, "gzip"))
        stream_pack(&x->stream);
    if (request_loads(r->question) && !x->upload.path)
        return send_fault(x, 422, ERR_INPUT, "the file is empty", NULL);
    r->body = x->upload.path ? x->upload.path : body ? buf_str(&x->body) : NULL;
    route_take_values(x);
    x->job.text = route_texts(x);
    x->key = body ? NULL : route_key(x);
    x->kept = x->key ? memory_find(x->server->memory, x->key) : NULL;
    return !x->kept ? ask_pool(x) : x->streamed ? stream_kept(x) : send_kept(x);
}

static enum MHD_Result ask_mcp(struct exchange *x, const char *method)
{
    struct bytes *text = arena_array(&x->arena, struct bytes, 2);
    x->route = "/mcp";
    if (strcmp(method, "POST") != 0)
        return send_fault(x, 405, ERR_USAGE, "messages are sent by POST", NULL);
    text[0] = bytes_of("mcp");
    text[1] = bytes_of(buf_str(&x->body));
    x->job.text = text;
    x->job.texts = 2;
    return ask_pool(x);
}

static enum MHD_Result route(struct exchange *x, const char *method, const char *url)
{
    const struct server *s = x->server;
    if (x->too_much)
        return send_fault(x, 413, ERR_LIMIT, "the body is larger than a megabyte", NULL);
    if (x->body.len && memchr(x->body.s, 0, x->body.len))
        return send_fault(x, 400, ERR_USAGE, "the body holds a NUL", NULL);
    upload_close(&x->upload);
    if (x->upload.fault)
        return send_upload_fault(x);
    if (!strcmp(url, "/mcp"))
        return ask_mcp(x, method);
    if (!strcmp(url, "/v1/openapi.json")) {
        x->route = url;
        x->status = 200;
        x->type = "application/json";
        x->text = s->openapi;
        return send_it(x);
    }
    const struct asset *asset = asset_find(url);
    if (asset && strcmp(method, "POST") != 0) {
        x->route = url;
        x->status = 200;
        x->type = asset->type;
        x->page = true;
        x->text = (char *)(uintptr_t)asset_text(asset);
        return send_it(x);
    }
    if (strncmp(url, "/v1/", 4) != 0)
        return send_fault(x, 404, ERR_NOT_FOUND, "nothing is here",
                          "/v1/openapi.json lists what may be asked");
    return ask(x, method, url + 4);
}

/* What an address is as it came, before it is taken apart: what follows a NUL would be lost in
 * silence.  A request that gets no further is never told to be over: nothing is allocated for it.
 */
enum { BEGUN = 1, TOO_LONG = 2, ODD = 4, FLAGS = 8 };

static void *begin(void *ctx, const char *uri, struct MHD_Connection *connection)
{
    uintptr_t flags = BEGUN | (strlen(uri) > URL_MAX ? TOO_LONG : 0) |
                      (strstr(uri, "%00") ? ODD : 0);
    (void)ctx;
    (void)connection;
    return (void *)flags;
}

static struct exchange *exchange_new(struct server *s, struct MHD_Connection *connection,
                                     uintptr_t flags)
{
    struct exchange *x = calloc(1, sizeof *x);
    if (!x)
        return NULL;
    x->server = s;
    x->connection = connection;
    x->holders = 1;
    x->upload.fd = -1;
    stream_init(&x->stream);
    x->too_long = flags & TOO_LONG;
    x->odd = flags & ODD;
    clock_gettime(CLOCK_MONOTONIC, &x->start);
    return x;
}

static enum MHD_Result handle(void *ctx, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *data,
                              size_t *size, void **own)
{
    struct exchange *x = *own;
    (void)version;
    if ((uintptr_t)x < FLAGS) {
        enum MHD_Result sent;
        *own = x = exchange_new(ctx, connection, (uintptr_t)x);
        return !x ? MHD_NO : admit(x, method, url, &sent) ? MHD_YES : sent;
    }
    if (*size && x->request.question && request_loads(x->request.question)) {
        if (!x->upload.path && !x->upload.fault)
            upload_begin(&x->upload, x->server->uploads, route_file_name(x));
        upload_add(&x->upload, data, *size);
        *size = 0;
        return MHD_YES;
    }
    if (*size) {
        x->too_much |= x->body.len + *size > BODY_MAX;
        if (!x->too_much)
            buf_add(&x->body, data, *size);
        *size = 0;
        return MHD_YES;
    }
    if (x->asked)
        return x->kept ? send_kept(x) : send_it(x);
    return route(x, method, url);
}

void exchange_let_go(struct exchange *x)
{
    if (atomic_fetch_sub(&x->holders, 1) > 1)
        return;
    if (x->asked) /* whose client was gone before anything could be sent */
        send_note(x);
    if (x->kept)
        memory_let_go(x->server->memory, x->kept);
    upload_remove(&x->upload);
    if (x->counted)
        atomic_fetch_sub(&x->server->streams, 1);
    stream_free(&x->stream);
    free(x->packed.bytes);
    buf_free(&x->body);
    arena_free(&x->arena);
    free(x);
}

static void finished(void *ctx, struct MHD_Connection *connection, void **own,
                     enum MHD_RequestTerminationCode why)
{
    struct exchange *x = *own;
    (void)ctx;
    (void)connection;
    (void)why;
    if ((uintptr_t)x < FLAGS)
        return;
    stream_gone(x);
    exchange_let_go(x);
    *own = NULL;
}

/* "127.0.0.1:8080" */
static int address_of(struct sockaddr_in *out, const char *text, struct err *err)
{
    char host[64] = "";
    const char *colon = strrchr(text, ':');
    char *end = NULL;
    long port = colon ? strtol(colon + 1, &end, 10) : -1;
    *out = (struct sockaddr_in){.sin_family = AF_INET};
    if (colon && colon - text < (long)sizeof host)
        memcpy(host, text, (size_t)(colon - text));
    if (!colon || *end || end == colon + 1 || port < 0 || port > 65535 ||
        inet_pton(AF_INET, host, &out->sin_addr) != 1) {
        err_set(err, ERR_USAGE, "'%s' is no address to listen at", text);
        return err_hint(err, "as in 127.0.0.1:8080");
    }
    out->sin_port = htons((uint16_t)port);
    return 0;
}

int http_open(struct server *s, const char *text, struct arena *a, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct sockaddr_in address;
    char *uploads;
    unsigned flags = MHD_USE_POLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
                     (s->certificate ? MHD_USE_TLS : 0);
    TRY(address_of(&address, text, err));
    describe_routes(&b, s->world, WEIR_VERSION);
    s->openapi = strdup(b.s);
    TRY(temp_dir(&uploads, "sent", a, err));
    s->uploads = uploads;
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)s->certificate},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)s->key},
        {MHD_OPTION_END, 0, NULL}};
    s->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, handle, s, MHD_OPTION_SOCK_ADDR, &address,
        MHD_OPTION_NOTIFY_COMPLETED, finished, s, MHD_OPTION_URI_LOG_CALLBACK, begin, s,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, EACH, MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY_EACH, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)IDLE_SECONDS, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS, MHD_OPTION_ARRAY,
        s->certificate ? tls : &tls[2], MHD_OPTION_END);
    if (!s->daemon)
        return err_set(err, ERR_IO, "cannot listen at %s: %s", text, strerror(errno));
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
    s->port = info ? info->port : ntohs(address.sin_port);
    return 0;
}

void http_quiet(struct server *s)
{
    int fd = s->daemon ? MHD_quiesce_daemon(s->daemon) : -1;
    if (fd >= 0)
        close(fd);
}

void http_close(struct server *s)
{
    for (int ms = 0; ms < LAST_WORDS_MS && atomic_load(&s->streams); ms += 10)
        usleep(10000); /* streams end with what came of them */
    if (s->daemon)
        MHD_stop_daemon(s->daemon);
    free(s->openapi);
}
