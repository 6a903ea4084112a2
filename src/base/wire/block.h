/* block.h - rows as columns: how two engines hand each other many rows at once.
 *
 * A block is a view: who made it owns what its pointers lead to, until the next block.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_WIRE_BLOCK_H
#define BASE_WIRE_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum block_type { BLOCK_INT8, BLOCK_INT16, BLOCK_INT32, BLOCK_INT64, BLOCK_REAL, BLOCK_TEXT };

struct block_text {
    const char *s; /* not terminated */
    size_t n;
};

struct block_column {
    const char *name;
    enum block_type type;
    const void *data;    /* one of `type` a row; of a list: of all its items, one after the other */
    const uint8_t *null; /* one a row, not 0: there is no value; NULL: every row has one */
    bool nullable;       /* a column of a table that may lack values, whether or not these do */
    const uint64_t *ends; /* of a list: how many items there are up to the end of each row */
};

struct block {
    size_t rows;
    int count;
    const struct block_column *column;
    void *hold; /* what keeps its rows, where that is not the maker's until the next block */
};

/* Bytes of one value; 0 for texts. */
static inline size_t block_size(enum block_type t)
{
    static const size_t sizes[] = {1, 2, 4, 8, 8, 0};
    return sizes[t];
}

/* A letter for a column, a capital one for a list. */
static inline char block_letter(enum block_type t, bool list)
{
    return (list ? "BSILDT" : "bsildt")[t];
}

#endif
