/* inside.h - a connection, one request and what its answer says, seen from inside this room.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLICK_INSIDE_H
#define CLICK_INSIDE_H

#include <curl/curl.h>
#include <pthread.h>

#include "base/buf.h"
#include "click/click.h"

enum { CLICK_IDLE = 4 };

struct click {
    struct arena arena;
    struct click_place place;
    const char *password;
    const atomic_bool *cancel;
    atomic_int first;    /* host that answered last */
    atomic_int *version; /* of each host, 2010 for 20.10; 0: not asked yet */
    atomic_int *shards;  /* that each knows of the cluster */
    atomic_int wanted;   /* shards that there must be at least */
    atomic_bool brief;   /* see click_brief() */
    atomic_bool tired;   /* nobody could answer the last statement */
    pthread_mutex_t mutex;
    CURLM *idle[CLICK_IDLE]; /* connections that the next call may use */
    int idle_count;
};

/* One request to one host: its answer waits in `in` from `at` on. */
struct call {
    struct click *click;
    int host;
    CURL *easy;
    CURLM *multi;
    struct curl_slist *headers;
    char id[64]; /* of the query, by which it can be ended */
    struct buf in;
    size_t at;
    size_t wanted; /* bytes that somebody waits for, at least */
    bool paused, done;
    bool headed, bounded; /* its head is whole, and says where the body ends */
    CURLcode result;
    long status;
    char why[CURL_ERROR_SIZE];
};

/* Sends a statement, with what follows it in the body (NULL: nothing), to one host. */
struct call_how {
    int quorum; /* of an insert; 0: none */
    bool later; /* a statement for all servers is not waited for */
    bool once;  /* it must not be sent again, not by libcurl either where a connection that it used
                   before breaks */
};
int call_begin(struct call **out, struct click *c, int host, const char *sql, const char *rows,
               size_t size, struct call_how how, struct err *err) MUST_CHECK;
/* Sends what can be sent without waiting for the answer. */
int call_send(struct call *t, struct err *err) MUST_CHECK;
/* Waits until `size` bytes are there, or the end. */
int call_fill(struct call *t, size_t size, struct err *err) MUST_CHECK;
/* Waits for the whole answer; a status that is no success, or an exception, is a failure. */
int call_finish(struct call *t, struct err *err) MUST_CHECK;
/* The same of a statement whose rows, as ON CLUSTER gives, do not matter. */
int call_drain(struct call *t, struct err *err) MUST_CHECK;
/* Fills err from an answer that is an exception. */
int call_fault(struct call *t, struct err *err);
void call_end(struct call **t); /* ends the query on the server where it runs */

/* Asks a question of the hosts in turn until an answer begins that is no exception. */
int call_ask(struct call **out, struct click *c, const char *sql, struct err *err) MUST_CHECK;

/* What must be known of a host before it is asked: its version, and that it knows all shards. */
int call_greet(struct click *c, int host, struct err *err) MUST_CHECK;
int call_greet_any(struct click *c, struct err *err) MUST_CHECK;

int64_t click_now_ms(void); /* CLOCK_MONOTONIC */

/* Whether the same may be asked of another host. */
bool call_may_pass(const struct err *err);

#endif
