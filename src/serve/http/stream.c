/* SPDX-License-Identifier: Apache-2.0 */
#include "serve/http/stream.h"

#include <math.h>
#include <string.h>

#include "base/fact.h"
#include "base/json.h"
#include "serve/http/exchange.h"

void stream_init(struct stream *s)
{
    pthread_mutex_init(&s->lock, NULL);
}

void stream_free(struct stream *s)
{
    pthread_mutex_destroy(&s->lock);
    if (s->packs)
        deflateEnd(&s->gzip);
    buf_free(&s->text);
}

/* Wakes the connection where it sleeps; the lock is held. */
static void wake(struct exchange *x)
{
    struct stream *s = &x->stream;
    if (!s->waiting || s->gone)
        return;
    s->waiting = false;
    MHD_resume_connection(x->connection);
}

/* Adds a whole event to what is sent. */
static void add(struct stream *s, const struct buf *event, bool last)
{
    unsigned char piece[4096];
    if (!s->packs) {
        buf_add(&s->text, event->s, event->len);
        return;
    }
    s->gzip.next_in = (unsigned char *)event->s;
    s->gzip.avail_in = (unsigned)event->len;
    do {
        s->gzip.next_out = piece;
        s->gzip.avail_out = sizeof piece;
        deflate(&s->gzip, last ? Z_FINISH : Z_SYNC_FLUSH);
        buf_add(&s->text, (const char *)piece, sizeof piece - s->gzip.avail_out);
    } while (!s->gzip.avail_out);
}

/* Adds an event: its data a line each (what ends with a newline has no empty one after it). */
static void add_event(struct exchange *x, const char *name, const char *data, bool last)
{
    struct stream *s = &x->stream;
    CLEANUP(buf_free) struct buf b = {0};
    buf_printf(&b, "event: %s\n", name);
    for (const char *p = data; *p;) {
        size_t n = strcspn(p, "\n");
        buf_puts(&b, "data: ");
        buf_add(&b, p, n);
        buf_puts(&b, "\n");
        p += n + (p[n] == '\n');
    }
    buf_puts(&b, "\n");
    pthread_mutex_lock(&s->lock);
    if (!s->gone && !s->ended)
        add(s, &b, last);
    s->ended |= last;
    wake(x);
    pthread_mutex_unlock(&s->lock);
}

void stream_progress(struct exchange *x, const char *label, double percent)
{
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf b = {0};
    struct facts f = facts_new(&a);
    facts_open(&f, NULL, FACT_OBJECT);
    facts_text(&f, "label", label ? label : "still at work");
    facts_number(&f, "percent", percent < 0 ? (double)NAN : percent);
    facts_close(&f);
    json_facts(&b, f.root);
    add_event(x, "progress", buf_str(&b), false);
}

void stream_answer(struct exchange *x, int status, const char *type, const char *evidence,
                   const char *body)
{
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf b = {0};
    struct facts f = facts_new(&a);
    if (status != 200) {
        add_event(x, "problem", body, true);
        return;
    }
    facts_open(&f, NULL, FACT_OBJECT);
    facts_text(&f, "type", type);
    facts_text(&f, "evidence", *evidence ? evidence : NULL);
    facts_text(&f, "body", body);
    facts_close(&f);
    json_facts(&b, f.root);
    add_event(x, "answer", buf_str(&b), true);
}

void stream_gone(struct exchange *x)
{
    pthread_mutex_lock(&x->stream.lock);
    x->stream.gone = true;
    pthread_mutex_unlock(&x->stream.lock);
}

/* What there is; where there is nothing yet the connection sleeps. */
static ssize_t take(void *ctx, uint64_t at, char *to, size_t most)
{
    struct exchange *x = ctx;
    struct stream *s = &x->stream;
    (void)at;
    pthread_mutex_lock(&s->lock);
    size_t there = s->text.len - s->sent, n = there < most ? there : most;
    ssize_t rc = (ssize_t)n;
    if (n) {
        memcpy(to, s->text.s + s->sent, n);
        s->sent += n;
    } else if (s->ended) {
        rc = MHD_CONTENT_READER_END_OF_STREAM;
    } else {
        s->waiting = true;
        MHD_suspend_connection(x->connection);
    }
    pthread_mutex_unlock(&s->lock);
    return rc;
}

enum { PIECE = 32768 };

void stream_pack(struct stream *s)
{
    s->packs = deflateInit2(&s->gzip, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK;
}

enum MHD_Result stream_open(struct exchange *x)
{
    struct MHD_Response *r = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, PIECE, take, x,
                                                               NULL);
    if (!r)
        return MHD_NO;
    x->type = "text/event-stream";
    send_headers(r, x, 200, NULL); /* what comes of it is the pool's to write by now */
    if (x->stream.packs)
        MHD_add_response_header(r, "Content-Encoding", "gzip");
    MHD_add_response_header(r, "X-Accel-Buffering", "no"); /* a proxy passes on what there is */
    enum MHD_Result rc = MHD_queue_response(x->connection, 200, r);
    MHD_destroy_response(r);
    return rc;
}
