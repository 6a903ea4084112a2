/* vector.c - arrays that grow, and texts kept once.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/vector.h"

#include <stdlib.h>
#include <string.h>

void *vector_add(struct vector *v, size_t count)
{
    if (v->count + count > v->room) {
        v->room = v->room * 2 > v->count + count ? v->room * 2 : v->count + count + 64;
        v->at = must(realloc(v->at, v->room * v->size));
    }
    void *at = v->at + v->count * v->size;
    memset(at, 0, count * v->size);
    v->count += count;
    return at;
}

void vector_free(struct vector *v)
{
    free(v->at);
    v->at = NULL;
}

static void put(struct seen *s, uint64_t hash, uint32_t slot)
{
    size_t at = hash & s->mask;
    while (s->slot[at])
        at = (at + 1) & s->mask;
    s->slot[at] = slot;
    s->hash[at] = hash;
}

static void grow(struct seen *s)
{
    struct seen old = *s;
    size_t room = old.slot ? (old.mask + 1) * 2 : 1024;
    *s = (struct seen){must(calloc(room, sizeof *s->slot)), must(calloc(room, sizeof *s->hash)),
                       room - 1, old.used};
    for (size_t i = 0; old.slot && i <= old.mask; i++)
        if (old.slot[i])
            put(s, old.hash[i], old.slot[i]);
    free(old.slot);
    free(old.hash);
}

uint32_t seen_number(struct seen *s, uint64_t hash, uint32_t fresh)
{
    if (!s->slot || s->used * 2 > s->mask)
        grow(s);
    for (size_t at = hash & s->mask; s->slot[at]; at = (at + 1) & s->mask)
        if (s->hash[at] == hash)
            return s->slot[at] - 1;
    put(s, hash, fresh + 1);
    s->used++;
    return fresh;
}

void seen_free(struct seen *s)
{
    free(s->slot);
    free(s->hash);
    *s = (struct seen){0};
}
