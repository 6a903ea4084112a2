/* memory.h - answers that were given, while the store is what it was.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_MEMORY_H
#define SERVE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* limit MEMORY_BYTES: answers that a server keeps, bytes: the oldest go; */
enum { MEMORY_BYTES = 64 << 20, MEMORY_SLOTS = 1024, ETAG = 36 };

/* An answer that is kept; it lives until it is let go. */
struct kept {
    char etag[ETAG];
    const char *type;
    char evidence[16];
    char *body;
    unsigned char *packed; /* NULL: not asked for yet */
    size_t size, packed_size;
    int holders;
};

struct memory;
struct memory *memory_new(void);
void memory_free(struct memory **m);

/* The state of a store in a few words: it changes with every load. */
void memory_state(char state[80], const char *store);

/* NULL: it is not there. */
struct kept *memory_find(struct memory *m, const char *key);

/* Keeps a copy of an answer and hands it out. */
struct kept *memory_keep(struct memory *m, const char *key, const char *type, const char *evidence,
                         const char *body);
/* Its packed form, made once; NULL: it does not get smaller. */
typedef unsigned char *(*pack_fn)(const char *text, size_t n, size_t *size);
const unsigned char *memory_packed(struct memory *m, struct kept *k, pack_fn pack, size_t *size);

void memory_let_go(struct memory *m, struct kept *k);

#endif
