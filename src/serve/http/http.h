/* http.h - the server's door: routes, rights, limits, answers (libmicrohttpd).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_HTTP_H
#define SERVE_HTTP_H

#include <stdatomic.h>

#include "serve/http/access.h"
#include "serve/memory.h"
#include "serve/pool/pool.h"

/* limit BODY_MAX: a body that is sent, bytes: refused; */
/* limit URL_MAX: an address with its parameters, bytes: refused; */
enum { BODY_MAX = 1 << 20, URL_MAX = 16384 };

struct server {
    const struct world *world;
    const char *store, *host; /* host: names that it is asked by, blank-separated */
    int port;
    struct pool *pool;
    struct memory *memory;
    struct access *access;         /* NULL: everybody who reaches it may read */
    const char *certificate, *key; /* PEM; NULL: no TLS */
    struct MHD_Daemon *daemon;
    char *openapi;
    bool loads;          /* whoever may ask may load, where there are no tokens */
    const char *uploads; /* a directory for files that are sent */
    atomic_int streams;  /* that are open */
};

/* ERR_IO: it cannot listen there. */
int http_open(struct server *s, const char *address, struct arena *a, struct err *err) MUST_CHECK;
void http_quiet(struct server *s); /* takes no more connections */
void http_close(struct server *s);

#endif
