/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t size;
    alignas(max_align_t) char bytes[];
};

static size_t round_up(size_t n)
{
    size_t a = alignof(max_align_t);
    return (n + a - 1) & ~(a - 1);
}

static struct arena_block *check(struct arena_block *b, size_t size)
{
    if (!b) {
        fprintf(stderr, "weir: out of memory (%zu bytes)\n", size);
        abort();
    }
    b->size = size;
    return b;
}

void *must(void *memory)
{
    if (!memory) {
        fputs("weir: out of memory\n", stderr);
        abort();
    }
    return memory;
}

static void add_block(struct arena *a, size_t need)
{
    size_t size = need > BLOCK_SIZE ? need : BLOCK_SIZE;
    struct arena_block *b = check(calloc(1, sizeof *b + size), size);
    b->next = a->head;
    a->head = b;
    a->used = 0;
}

void *arena_alloc(struct arena *a, size_t size)
{
    size = round_up(size ? size : 1);
    if (!a->head || a->head->size - a->used < size)
        add_block(a, size);
    void *p = a->head->bytes + a->used;
    a->used += size;
    return p;
}

/* A block of its own, behind the one that is taken from. */
void *arena_room(struct arena *a, size_t size)
{
    if (!a->head)
        add_block(a, 1);
    struct arena_block *b = check(malloc(sizeof *b + size), size);
    b->next = a->head->next;
    a->head->next = b;
    return b->bytes;
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
    char *copy = arena_alloc(a, len + 1);
    memcpy(copy, s, len);
    return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *s = arena_alloc(a, (size_t)(n < 0 ? 0 : n) + 1);
    vsnprintf(s, (size_t)n + 1, fmt, again);
    va_end(again);
    return s;
}

void *arena_grow(struct arena *a, void *items, size_t count, size_t item_size)
{
    if (count & (count - 1))
        return items;
    void *more = arena_alloc(a, item_size * (count ? count * 2 : 1));
    if (count)
        memcpy(more, items, count * item_size);
    return more;
}

void arena_free(struct arena *a)
{
    while (a->head) {
        struct arena_block *next = a->head->next;
        free(a->head);
        a->head = next;
    }
    a->used = 0;
}

void arena_reset(struct arena *a)
{
    struct arena_block *keep = a->head;
    if (!keep)
        return;
    struct arena rest = {keep->next, 0};
    arena_free(&rest);
    keep->next = NULL;
    memset(keep->bytes, 0, a->used);
    a->used = 0;
}
