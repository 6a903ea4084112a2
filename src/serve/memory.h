/* memory.h - answers that were given, while the store is what it was.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_MEMORY_H
#define SERVE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

#include "serve/pool/wire.h"

/* limit MEMORY_BYTES: answers that a server keeps, bytes: the oldest go; */
enum { MEMORY_BYTES = 64 << 20, MEMORY_SLOTS = 1024, ETAG = 36 };

/* Ways to pack an answer. */
enum packing { PACKED_GZIP, PACKED_ZSTD, PACKINGS };

/* An answer that is kept; it lives until it is let go. */
struct kept {
    char etag[ETAG];
    const char *type;
    char evidence[16];
    char *body;
    struct packed {
        unsigned char *bytes; /* NULL: not asked for yet */
        size_t size;
    } packed[PACKINGS];
    size_t size;
    int holders;
};

struct memory;
struct memory *memory_new(void);
void memory_free(struct memory **m);

/* NULL: it is not there. */
struct kept *memory_find(struct memory *m, const char *key);

/* Keeps a copy of an answer and hands it out. */
struct kept *memory_keep(struct memory *m, const char *key, const char *type, const char *evidence,
                         struct bytes body);
/* A packed form, made once by fn; bytes NULL: it cannot be. */
typedef struct packed (*pack_fn)(const char *text, size_t n);
struct packed memory_packed(struct memory *m, struct kept *k, enum packing which, pack_fn fn);

void memory_let_go(struct memory *m, struct kept *k);

#endif
