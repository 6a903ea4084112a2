/* get.h - polite, patient and suspicious: one answer of a service, at its pace, within its quota,
 * asked again where that may help, looked at before it is kept.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FETCH_GET_H
#define FETCH_GET_H

#include <stdatomic.h>
#include <time.h>

#include "fetch/cache.h"
#include "fetch/service.h"

struct getter {
    struct cache *cache;
    struct arena *arena;
    const char *key;           /* NULL: none */
    const atomic_bool *cancel; /* NULL: never */
    bool offline;              /* only what the cache has */
    const char *ended;         /* why nothing more is asked of the service; NULL: go on */
    int calls;                 /* made */
    struct timespec last;      /* call */
};

/* Looks at an answer: sets state and rows (and release) of the call, or says what is wrong. */
typedef int (*get_check)(void *ctx, struct call *call, const char *path, struct err *err);

struct get {
    const struct service *service;
    const char *address, *extension, *label;
    const char *instead; /* address that is called and never told: it opens a file; NULL: address */
    const char
        *release;    /* what the cache has from after this moment is it still; NULL: not known */
    get_check check; /* NULL: anything but nothing */
    void *ctx;
    bool document; /* what the cache has of the address is taken where it has not changed since */
};

/* The answer, from the cache while it is fresh (fresh_hours of the service; 0: never, for those who
 * know what is in it).  Failures are written down too.  ERR_LIMIT: the quota is used up, g->ended
 * says until when; ERR_USAGE: the key is not taken; ERR_IO, ERR_INPUT: no good answer in all tries;
 * ERR_NOT_FOUND: the service has none (404), or (offline) it is not in the cache; ERR_CANCELLED. */
int get_answer(const struct call **out, struct getter *g, const struct get *what,
               struct err *err) MUST_CHECK;

/* The key of a service, from a file or its variable, as text that is never printed; NULL: none.
 * ERR_INPUT: the file holds no key. */
int get_key(const char **out, const struct service *s, const char *file, struct arena *a,
            struct err *err) MUST_CHECK;

/* Calls that are left of today's; -1: any number. */
int get_left(const struct getter *g, const struct service *s);

#endif
