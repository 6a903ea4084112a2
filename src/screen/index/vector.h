/* vector.h - arrays that grow, and texts kept once.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_INDEX_VECTOR_H
#define SCREEN_INDEX_VECTOR_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct vector {
    unsigned char *at;
    size_t count, room, size; /* size: bytes of an item */
};

/* `count` new items at the end, zeroed; ends the program where there is no memory. */
void *vector_add(struct vector *v, size_t count);
void vector_free(struct vector *v);

/* Numbers by hash, to find again what was met before. */
struct seen {
    uint32_t *slot; /* number + 1 */
    uint64_t *hash;
    size_t mask, used;
};

/* The number kept with that hash, or `fresh`, which is kept then. */
uint32_t seen_number(struct seen *s, uint64_t hash, uint32_t fresh);
void seen_free(struct seen *s);

#endif
