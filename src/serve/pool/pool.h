/* pool.h - workers and the queue before them.
 *
 * Each worker is a process of its own: one that fails, or takes too long, takes nothing with it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_POOL_H
#define SERVE_POOL_H

#include "serve/pool/wire.h"
#include "serve/pool/worker.h"

/* limit POOL_QUEUE: questions that wait for a worker, : told to ask again; */
/* limit POOL_SECONDS: a question, seconds: given up; */
enum { POOL_QUEUE = 64, POOL_SECONDS = 300, POOL_WORKERS = 64 };

struct pool;

/* limit CANCEL_MS: the end of a question that nobody waits for, ms: its worker is replaced; */
enum { CANCEL_MS = 2000, TICK_MS = 10000, GONE = 499 };

/* A question, and what came of it; progress() and done() are called in a thread of the pool.  A
 * client who closes its connection ends its question: status GONE. */
struct job {
    const struct bytes *text; /* for the worker */
    int texts;
    int client; /* its socket; -1: none to look at */
    /* Before a worker is asked: true, it was answered meanwhile; NULL: it cannot be. */
    bool (*answered)(struct job *job);
    /* label NULL: it is still at work; progress NULL: nobody wants to know */
    void (*progress)(struct job *job, const char *label, double percent);
    void (*done)(struct job *job, int status, const char *type, const char *evidence,
                 struct bytes body);
    void *ctx;
    struct job *next;
};

int pool_open(struct pool **out, const char *store, int workers, int wait, struct err *err);

/* Takes no more, tells those that wait so, and ends the workers; what is asked then is told too. */
void pool_stop(struct pool *p);
void pool_free(struct pool **p); /* once nobody asks any more */

/* False: too many wait. */
bool pool_ask(struct pool *p, struct job *job);

#endif
