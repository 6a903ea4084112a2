/* finder.h - what searches of a block keep: of its names for all of them, of one search for the
 * next.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_INDEX_FINDER_H
#define SCREEN_INDEX_FINDER_H

#include <stdatomic.h>

#include "screen/index/similar.h"

/* What is known of a name while a search runs. */
struct tally {
    uint8_t part;    /* of the name searched that led here last, from 1 */
    float alike;     /* how alike, at most */
    float mine, its; /* weight that may agree: of the name searched, of the listed one */
    float unlike;    /* of mine, what is not the same at least */
    float bits;      /* that agreements tell at most */
};

/* What all searchers of a block know of its names. */
struct known {
    atomic_int searchers;
    struct similar similar;
    struct loose {
        uint32_t letters; /* that its initials are */
        uint32_t parts;   /* that they may stand for */
    } * loose;            /* of each name */
    float *light;         /* of each name: weight that its initials lose where they are alone */
    float *all;           /* weight of each name; 0: of parts without a weight of their own */
    uint64_t *initialled; /* a bit for each name: it has initials */
};

struct finder {
    const struct index *x;
    const struct profile *p;
    struct known *known;
    struct similar_search similar;
    struct tally *tally;
    uint64_t *met;       /* a bit for each name: this search met it */
    uint64_t *open;      /* likewise: that, or it has initials */
    uint32_t begin;      /* letters that parts of the name searched begin with */
    uint32_t *touched;   /* names that it met */
    size_t touches;      /* how many; each once, so that there is room for all */
    struct vector found; /* struct found */
    int naming;          /* words that say who is searched */
    double loose_bits;   /* that initials of his may tell */
    struct weighed searched, listed;
    struct name name;
    struct score score;
};

static inline bool has_bit(const uint64_t *bits, uint32_t at)
{
    return bits[at >> 6] >> (at & 63) & 1;
}

static inline void put_bit(uint64_t *bits, uint32_t at)
{
    bits[at >> 6] |= UINT64_C(1) << (at & 63);
}

static inline void drop_bit(uint64_t *bits, uint32_t at)
{
    bits[at >> 6] &= ~(UINT64_C(1) << (at & 63));
}

#endif
