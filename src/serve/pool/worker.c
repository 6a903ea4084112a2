/* SPDX-License-Identifier: Apache-2.0 */
#include "serve/pool/worker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/json.h"
#include "base/log.h"
#include "serve/mcp.h"
#include "serve/memory.h"
#include "serve/pool/pool.h"
#include "serve/pool/wire.h"

/* limit ASKED_MOST: questions between two openings of a store, : opened anew; */
enum { WANTED_MS = 20, WANTED_MOST = 30000, REST_MS = 50, ASKED_MOST = 1000 };

int problem_status(const struct err *err)
{
    switch (err->code) {
    case ERR_USAGE:
        return 400;
    case ERR_NOT_FOUND:
        return 404;
    case ERR_CONFLICT:
        return 409;
    case ERR_INPUT:
        return 422;
    case ERR_BUSY:
        return 503;
    case ERR_CANCELLED:
        return GONE;
    default:
        return 500;
    }
}

char *problem_text(int status, const struct err *err, struct arena *a)
{
    static const struct {
        int status;
        const char *title;
    } titles[] = {{400, "not understood"},  {401, "who asks?"},       {403, "not allowed"},
                  {404, "not found"},       {405, "asked otherwise"}, {409, "sources disagree"},
                  {413, "too large"},       {414, "too long"},        {415, "another kind"},
                  {421, "another host"},    {GONE, "ended before"},   {422, "not what it claims"},
                  {503, "busy, ask again"}, {504, "took too long"}};
    CLEANUP(buf_free) struct buf b = {0};
    struct facts f = facts_new(a);
    const char *title = "failed";
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        title = titles[i].status == status ? titles[i].title : title;
    facts_open(&f, NULL, FACT_OBJECT);
    facts_text(&f, "title", title);
    facts_number(&f, "status", status);
    facts_text(&f, "detail", err->msg);
    if (*err->hint)
        facts_text(&f, "hint", err->hint);
    if (*err->where)
        facts_text(&f, "where", err->where);
    if (*err->subject)
        facts_text(&f, "subject", err->subject);
    facts_close(&f);
    json_facts(&b, f.root);
    return arena_strdup(a, buf_str(&b));
}

/* --- how far it is, and an end before --- */

static atomic_bool cancelled;

static void on_interrupt(int number)
{
    (void)number;
    cancelled = true;
}

static void tell(void *ctx, const char *label, double percent)
{
    CLEANUP(arena_free) struct arena a = {0};
    (void)ctx;
    const struct bytes text[PROGRESS_TEXTS] = {
        [PROGRESS_LABEL] = bytes_of(label),
        [PROGRESS_PERCENT] = bytes_of(arena_printf(&a, "%.1f", percent))};
    wire_send(STDIN_FILENO, text, PROGRESS_TEXTS);
}

/* --- the store --- */

/* The store between two questions, while nobody wants to write and its file is what it was. */
struct held {
    const struct world *world;
    const char *path;
    int wait;
    struct store *store;
    char state[STORE_STATE];
    int asked; /* questions since it was opened */
};

static void let_go(struct held *h)
{
    store_close(&h->store);
    h->asked = 0;
}

/* Who wants to write goes first. */
static void let_in(struct held *h)
{
    char now[STORE_STATE];
    store_state(now, h->path, h->world->backends);
    if (store_is_wanted(h->path, h->world->backends) || !*now || strcmp(now, h->state) != 0 ||
        h->asked >= ASKED_MOST)
        let_go(h);
    for (int ms = 0; store_is_wanted(h->path, h->world->backends) && ms < WANTED_MOST;
         ms += WANTED_MS)
        usleep(WANTED_MS * 1000);
    store_state(h->state, h->path, h->world->backends);
}

/* A session over what is open still. */
static struct session session_of(struct held *h, struct arena *a)
{
    struct session s = session_new(h->world, h->path, a);
    s.wait = h->wait;
    s.store = h->store;
    s.opened = NEEDS_READ;
    s.cancel = &cancelled;
    h->store = NULL;
    return s;
}

/* What a question has opened to read is kept for the next. */
static void take_back(struct held *h, struct session *s)
{
    if (s->store && s->opened <= NEEDS_READ) {
        h->store = s->store;
        s->store = NULL;
        h->asked++;
    }
    session_close(s);
}

static void read_request(struct request *r, const struct bytes *text, int count, struct arena *a)
{
    int words = atoi(text[3].s), at = 4;
    for (int i = 0; i < words && at < count; i++)
        request_word(r, text[at++].s, a);
    for (; at + 1 < count; at += 2)
        request_add(r, text[at].s, text[at + 1].s, a);
}

static void answer(struct held *h, const struct bytes *text, int count, int fd, struct arena *a)
{
    let_in(h);
    struct session s = session_of(h, a);
    static const char *const types[] = {[FORM_JSON] = "application/json",
                                        [FORM_CSV] = "text/csv; charset=utf-8",
                                        [FORM_PAGE] = "text/html; charset=utf-8",
                                        [FORM_PARQUET] = "application/vnd.apache.parquet"};
    struct request r = {.question = question_find(h->world->questions, text[0].s),
                        .form = (enum form)atoi(text[1].s),
                        .body = text[2].s};
    struct reply reply = {0};
    struct err err = {0};
    read_request(&r, text, count, a);
    int rc = request_ask(&reply, &s, &r, &err), status = rc ? problem_status(&err) : 200;
    const struct bytes out[REPLY_TEXTS] = {
        [REPLY_STATUS] = bytes_of(arena_printf(a, "%d", status)),
        [REPLY_TYPE] = bytes_of(rc ? "application/problem+json" : types[r.form]),
        [REPLY_EVIDENCE] = bytes_of(reply.evidence),
        [REPLY_BODY] = rc ? bytes_of(problem_text(status, &err, a))
                          : (struct bytes){buf_str(&reply.text), reply.text.len}};
    take_back(h, &s);
    wire_send(fd, out, REPLY_TEXTS);
    buf_free(&reply.text);
}

static void answer_mcp(struct held *h, const char *message, int fd)
{
    CLEANUP(buf_free) struct buf b = {0};
    let_in(h);
    mcp_answer(&b, h->world, h->path, h->wait, message);
    const struct bytes out[REPLY_TEXTS] = {[REPLY_STATUS] = bytes_of(b.len ? "200" : "202"),
                                           [REPLY_TYPE] = bytes_of("application/json"),
                                           [REPLY_EVIDENCE] = bytes_of(""),
                                           [REPLY_BODY] = bytes_of(buf_str(&b))};
    wire_send(fd, out, REPLY_TEXTS);
}

/* Until a question comes, who wants to write is let in. */
static void rest(struct held *h)
{
    struct pollfd next = {.fd = STDIN_FILENO, .events = POLLIN};
    int rc;
    /* the end of a question that came too late interrupts, and is none of the next one */
    while ((rc = poll(&next, 1, h->store ? REST_MS : -1)) == 0 || (rc < 0 && errno == EINTR))
        if (store_is_wanted(h->path, h->world->backends))
            let_go(h);
}

int worker_run(const struct world *w, const char *store, int wait)
{
    struct held h = {.world = w, .path = store, .wait = wait};
    log_quiet(true);
    log_progress_to(tell, NULL);
    signal(SIGINT, on_interrupt);
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* no server, no worker */
    for (;;) {
        CLEANUP(arena_free) struct arena a = {0};
        struct bytes *text;
        int count;
        rest(&h);
        cancelled = false;
        bool asked = wire_receive(STDIN_FILENO, &text, &count, &a) && count >= 2 && text[0].s &&
                     text[1].s;
        if (asked && !strcmp(text[0].s, "mcp"))
            answer_mcp(&h, text[1].s, STDIN_FILENO);
        else if (asked && count >= 4 && text[3].s)
            answer(&h, text, count, STDIN_FILENO, &a);
        else
            break;
    }
    let_go(&h);
    return 0;
}
