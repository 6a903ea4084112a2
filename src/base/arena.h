/* arena.h - memory that lives as long as a command, a request or a batch.
 *
 * Nothing taken from an arena is freed on its own.  Running out of memory ends the process:
 * limits are enforced where data enters, not here.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;
struct arena {
    struct arena_block *head;
    size_t used; /* bytes taken from head */
};

void *arena_alloc(struct arena *a, size_t size); /* zeroed, never NULL */
void *arena_room(struct arena *a, size_t size);  /* not zeroed: for large scratch */
char *arena_strndup(struct arena *a, const char *s, size_t len);
char *arena_strdup(struct arena *a, const char *s); /* NULL stays NULL */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void arena_free(struct arena *a); /* a may be all zeros */

/* Takes everything back and keeps the room for what comes next. */
void arena_reset(struct arena *a);

/* Of memory that is of no arena: malloc()'s answer, or the end of the process. */
void *must(void *memory);

#define arena_new(a, type)          ((type *)arena_alloc((a), sizeof(type)))
#define arena_array(a, type, count) ((type *)arena_alloc((a), sizeof(type) * (count)))

/* Grows an arena array that holds `count` items before one more is appended: doubles the room at
 * powers of two, copying; the old room stays in the arena. */
void *arena_grow(struct arena *a, void *items, size_t count, size_t item_size);

#endif
