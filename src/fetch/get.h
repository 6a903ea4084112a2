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
    const char *key;     /* NULL: none */
    const char *key_for; /* the variable that it would stand in: to no other service it is sent */
    const atomic_bool *cancel; /* NULL: never */
    bool offline;              /* only what the cache has */
    bool anew;                 /* what is fresh in the cache is asked again */
    const char *ended;         /* why nothing more is asked of a service; NULL: go on */
    const char *ended_for;     /* that service */
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
    bool passing;  /* its body is not kept: it opens a file */
    bool document; /* what the cache has of the address is taken where it has not changed since */
};

/* The answer, from the cache while it is fresh (fresh_hours of the service; 0: never, for those who
 * know what is in it).  Failures are written down too.  ERR_LIMIT: the quota is used up, g->ended
 * says until when; ERR_USAGE: the key is not taken; ERR_IO, ERR_INPUT: no good answer in all tries;
 * ERR_NOT_FOUND: the service has none (404), or (offline) it is not in the cache; ERR_CANCELLED. */
int get_answer(const struct call **out, struct getter *g, const struct get *what,
               struct err *err) MUST_CHECK;

/* Takes the key of a service from a file or its variable; it is never printed.  ERR_INPUT: the file
 * holds no key. */
int get_key(struct getter *g, const struct service *s, const char *file,
            struct err *err) MUST_CHECK;

/* Why nothing more is asked of a service; NULL: it is. */
const char *get_ended(const struct getter *g, const struct service *s);

/* Calls that are left of today's; -1: any number. */
int get_left(const struct getter *g, const struct service *s);

#endif
