/* similar.h - the parts of a block that one is alike to, remembered.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_INDEX_SIMILAR_H
#define SCREEN_INDEX_SIMILAR_H

#include "screen/index/block.h"
#include "screen/index/vector.h"

struct similar {
    const struct index *x;
    const struct profile *p;
    float *weight; /* of each part of the block, by profile and rarity */
    struct outline {
        uint32_t letters[2]; /* of the canonical form, of the text */
        uint8_t canon_length, text_length;
    } * outline;     /* of each part: what rules most out without a look at it */
    uint32_t *stamp; /* of each part: the search that looked at it last */
    uint32_t search;
    struct seen known;
    struct vector lists;      /* struct similar_list, by number in `known` */
    struct vector parts;      /* struct similar_part */
    struct vector candidates; /* uint32_t: parts that may be alike to the one at hand */
};

struct similar_list {
    uint32_t from, count;
    size_t postings; /* of all of them */
};

/* A part that is alike, and where the names that have it stand. */
struct similar_part {
    uint32_t posting, postings;
    float alike, weight;
};

void similar_new(struct similar *s, const struct index *x, const struct profile *p);
void similar_free(struct similar *s);

/* Before a search: lists of earlier ones may be forgotten, those of one search hold to its end. */
void similar_begin(struct similar *s);

/* Parts that are alike to p in any way of near_parts(), but for initials. */
struct similar_list similar_parts(struct similar *s, const struct part *p);

#endif
