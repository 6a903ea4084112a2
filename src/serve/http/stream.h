/* stream.h - an answer as server-sent events: how far it is, then the answer or what is wrong.
 *
 *     event: progress   {"label": "gathering series", "percent": 42}; percent null: not known
 *     event: answer     {"type": ..., "evidence": ..., "body": ...}; body: the answer as text
 *     event: problem    what problem+json says
 *
 * (HTML Living Standard, 9.2 Server-sent events.)  Who closes the connection ends the question.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_STREAM_H
#define SERVE_STREAM_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdbool.h>
#include <zlib.h>

#include "base/buf.h"

struct exchange;

/* What is on its way; its lock guards it between the pool and the connection. */
struct stream {
    pthread_mutex_t lock;
    struct buf text; /* packed where `packs` */
    size_t sent;
    bool ended;   /* nothing comes after text */
    bool waiting; /* the connection sleeps until there is more */
    bool gone;    /* nobody reads it */
    bool packs;   /* gzip, each event for itself so that it arrives at once */
    z_stream gzip;
};

void stream_init(struct stream *s);
void stream_free(struct stream *s);

/* By gzip from here on. */
void stream_pack(struct stream *s);

/* Begins to send. */
enum MHD_Result stream_open(struct exchange *x);

/* From the pool: how far it is; label NULL: that it is still at work. */
void stream_progress(struct exchange *x, const char *label, double percent);

/* The end, with what came of it. */
void stream_answer(struct exchange *x, int status, const char *type, const char *evidence,
                   const char *body);

/* The connection is over. */
void stream_gone(struct exchange *x);

#endif
