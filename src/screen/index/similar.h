/* similar.h - the parts of a block that one is alike to, remembered.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_INDEX_SIMILAR_H
#define SCREEN_INDEX_SIMILAR_H

#include <stdatomic.h>

#include "screen/index/block.h"
#include "screen/index/vector.h"

/* A part that is alike, and where the names that have it stand. */
struct similar_part {
    uint32_t posting, postings;
    float alike, weight;
};

struct similar_list {
    uint64_t hash;   /* of the part that they are alike to */
    size_t postings; /* of all of them */
    uint32_t count;
    struct similar_list *before; /* that was kept */
    struct similar_part part[];
};

/* What all searchers of a block know of its parts: any number of threads at once. */
struct similar {
    const struct index *x;
    const struct profile *p;
    float *weight; /* of each part of the block, by profile and rarity */
    struct outline {
        uint32_t letters[2]; /* of the canonical form, of the text */
        uint8_t canon_length, text_length, skeleton_length;
        uint64_t skeleton; /* its first eight letters */
    } * outline;           /* of each part: what rules most out without a look at it */
    _Atomic(struct similar_list *) *known; /* lists by hash, the next place where one is taken */
    _Atomic(struct similar_list *) last;   /* that was kept */
    atomic_uint kept;
};
void similar_new(struct similar *s, const struct index *x, const struct profile *p);
void similar_free(struct similar *s);

/* One of them. */
struct similar_search {
    struct similar *of;
    uint32_t *stamp; /* of each part: the search that looked at it last */
    uint32_t search;
    struct vector candidates; /* uint32_t: parts that may be alike to the one at hand */
    struct vector parts;      /* struct similar_part: those that are */
    struct vector spare; /* struct similar_list *: of this search alone, for no more are kept */
};
void similar_search_new(struct similar_search *s, struct similar *of);
void similar_search_free(struct similar_search *s);

/* Before a search: lists of the one before are gone. */
void similar_begin(struct similar_search *s);

/* Parts that are alike to p in any way of near_parts(), but for initials.  Holds to the end of the
 * search. */
const struct similar_list *similar_parts(struct similar_search *s, const struct part *p);

#endif
