/* serve.c - the questions over HTTP.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "app/door.h"
#include "base/log.h"
#include "base/temp.h"
#include "serve/http/http.h"

struct serve_params {
    struct words words;
    const char *listen, *host, *tokens, *certificate, *key;
    int workers;
    bool plain, worker, load;
};

/* limit PEM_MAX: a certificate or its key, bytes: refused; */
enum { PEM_MAX = 1 << 20 };
#define HERE "127.0.0.1:8080"

static bool is_loopback(const char *address)
{
    return !strncmp(address, "127.", 4);
}

/* Outside this machine nothing without a token, and nothing that others can read on the way. */
static int check(const struct serve_params *q, const char *address, struct err *err)
{
    if (!q->certificate != !q->key)
        return err_set(err, ERR_USAGE, "--cert and --key go together");
    if (is_loopback(address))
        return 0;
    if (!q->tokens) {
        err_set(err, ERR_USAGE, "'%s' can be reached from outside: --tokens FILE is wanted",
                address);
        return err_hint(err, "a line each: TOKEN read");
    }
    if (!q->certificate && !q->plain) {
        err_set(err, ERR_USAGE, "tokens would be sent in the clear: --cert and --key are wanted");
        return err_hint(err, "--plain, where a proxy before it has TLS");
    }
    return 0;
}

static int read_keys(struct server *s, const struct serve_params *q, struct arena *a,
                     struct err *err)
{
    char *certificate, *key;
    if (!q->certificate)
        return 0;
    TRY(file_text(&certificate, q->certificate, PEM_MAX, a, err));
    TRY(file_text(&key, q->key, PEM_MAX, a, err));
    s->certificate = certificate;
    s->key = key;
    return 0;
}

static int open_all(struct server *s, const struct serve_params *q, const char *address, int wait,
                    struct arena *a, struct err *err)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    TRY(check(q, address, err));
    TRY(read_keys(s, q, a, err));
    if (q->tokens)
        TRY(access_open(&s->access, q->tokens, err));
    s->memory = memory_new();
    TRY(pool_open(&s->pool, s->store, q->workers ? q->workers : (int)(cores > 0 ? cores : 2), wait,
                  err));
    s->loads = q->load;
    return http_open(s, address, a, err);
}

static int run(const struct world *w, const void *params, const char *store, int wait,
               struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const struct serve_params *q = params;
    const char *address = q->listen ? q->listen : HERE;
    struct server s = {.world = w, .store = store};
    sigset_t ends;
    int number;
    if (q->worker)
        return worker_run(w, store, wait);
    s.host = arena_printf(&a, "localhost 127.0.0.1 [::1] %s", q->host ? q->host : "");
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigprocmask(SIG_BLOCK, &ends, NULL); /* threads inherit it */
    int rc = open_all(&s, q, address, wait, &a, err);
    if (!rc) {
        log_note("serves %s at %s://%.*s:%d (/v1/openapi.json, /mcp); Ctrl-C ends it", store,
                 s.certificate ? "https" : "http", (int)strcspn(address, ":"), address, s.port);
        sigwait(&ends, &number);
        sigprocmask(SIG_UNBLOCK, &ends, NULL); /* a second one ends it at once */
    }
    http_quiet(&s);
    pool_stop(s.pool); /* what waits is told so: a connection that hangs cannot be closed */
    http_close(&s);
    pool_free(&s.pool);
    memory_free(&s.memory);
    access_close(&s.access);
    return rc;
}

static const struct param params[] = {
    {PARAM(serve_params, listen, "listen", TEXT, "ADDRESS:PORT",
           "where, " HERE " unless told; port 0: any that is free", NOTHING)},
    {PARAM(serve_params, host, "host", TEXT, "NAMES",
           "names that it is asked by beside localhost, blank-separated", NOTHING)},
    {PARAM(serve_params, tokens, "tokens", TEXT, "FILE",
           "a token with its rights a line; read again when it changes", FILES)},
    {PARAM(serve_params, certificate, "cert", TEXT, "FILE", "certificate for TLS (PEM)", FILES)},
    {PARAM(serve_params, key, "key", TEXT, "FILE", "its key", FILES)},
    {PARAM(serve_params, plain, "plain", FLAG, NULL,
           "outside this machine without TLS: a proxy before it has it", NOTHING)},
    {PARAM(serve_params, load, "load", FLAG, NULL,
           "without tokens: files to load may be sent from this machine", NOTHING)},
    {PARAM(serve_params, workers, "workers", COUNT, "N",
           "processes that answer, one a core unless told", NOTHING),
     .most = POOL_WORKERS},
    {PARAM(serve_params, worker, "worker", FLAG, NULL, "be one of them (the server's own)",
           NOTHING)},
    {0},
};

const struct door door_serve = {
    .question =
        {.name = "serve",
         .arguments = "",
         .summary = "answer questions over HTTP",
         .text =
             "Every question that reads is a route: GET /v1/series?from=CHN&to=RUS&code=842952 "
             "answers what --json prints; words are the rest of the path, or arg=; .csv or "
             "Accept: text/csv gives CSV. A file of claims is the body of POST "
             "/v1/claim/check; with --load, or a token with the right to load, a published "
             "file is that of POST /v1/ingest?name=FILE. Accept: text/event-stream tells how "
             "far a long question is, and who closes the connection ends it. /v1/openapi.json "
             "describes all of them, /mcp takes messages of "
             "the Model Context Protocol. What is wrong is told as problem+json; an answer "
             "has an ETag made of the store's state and the question, and its evidence in "
             "Weir-Evidence.\n\n"
             "Processes of their own answer, which let go of the store when somebody wants to "
             "write: weir ingest in another terminal comes in between, and answers are of "
             "the store before it or after. As many as 64 questions wait; then 503 says to "
             "ask again. Only this machine is served, unless there are tokens (TOKEN read,load), "
             "and TLS or --plain. The log has routes and times, not what was asked.",
         .examples = "weir --store store.weir serve\n"
                     "weir --store store.weir serve --load\n"
                     "weir serve --listen 0.0.0.0:8443 --tokens tokens --cert c.pem --key k.pem",
         .params = params,
         .size = sizeof(struct serve_params)},
    .run = run,
};
