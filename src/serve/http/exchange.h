/* exchange.h - a request while it is read and answered, seen from inside this room.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_EXCHANGE_H
#define SERVE_EXCHANGE_H

#include <microhttpd.h>
#include <stdatomic.h>
#include <time.h>

#include "serve/http/http.h"
#include "serve/http/upload.h"
#include "serve/request.h"
#include "serve/http/stream.h"

/* A request while it is read and answered. */
struct exchange {
    struct server *server;
    struct MHD_Connection *connection;
    struct arena arena;
    struct buf body;
    struct request request;
    struct timespec start;
    const char *route, *key; /* key: of the answer in the memory; NULL: it is not kept */
    bool too_much, asked;
    bool page;          /* it is shown, and may ask this server */
    bool odd, too_long; /* its address holds a NUL; is longer than URL_MAX */
    /* what came of it */
    int status;
    const char *type;
    char *text;  /* of the arena; NULL: `kept` */
    size_t size; /* of the text; 0: to its end */
    struct kept *kept;
    struct packed packed; /* its own; of `kept` that has it */
    struct job job;
    atomic_int holders;   /* the connection, and a job whose answer is streamed */
    struct upload upload; /* of a file that is to be loaded */
    bool noted;
    bool streamed, counted; /* counted: among those of the server */
    struct stream stream;
};

void exchange_let_go(struct exchange *x);

/* Sends what came of it, packed where that is wanted, and writes it down: the route and the time,
 * not paths and parameters, which hold the names that were searched. */
/* kept: the answer that is sent, which names its state and its evidence; NULL: none. */
void send_headers(struct MHD_Response *r, const struct exchange *x, int status,
                  const struct kept *kept);
bool send_accepts(const struct exchange *x, const char *name); /* a way to pack */
void send_note(struct exchange *x);                            /* writes it down, once */
enum MHD_Result send_it(struct exchange *x);
enum MHD_Result send_kept(struct exchange *x); /* or that it is still the same */
enum MHD_Result send_fault(struct exchange *x, int status, enum err_code code, const char *message,
                           const char *hint);

#endif
