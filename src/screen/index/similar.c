/* similar.c - the parts of a block that one is alike to, remembered.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/similar.h"

#include <stdlib.h>
#include <string.h>

#include "screen/hash.h"

enum { REMEMBERED = 1 << 18 }; /* lists; then all are forgotten */

static const struct block_part *parts_of(const struct similar *s)
{
    return block_section(s->x, SECTION_PART);
}

void similar_new(struct similar *s, const struct index *x, const struct profile *p)
{
    size_t n = block_head(x)->count[SECTION_PART];
    *s = (struct similar){.x = x, .p = p};
    s->weight = calloc(n + 1, sizeof *s->weight);
    s->stamp = calloc(n + 1, sizeof *s->stamp);
    s->outline = calloc(n + 1, sizeof *s->outline);
    if (!s->weight || !s->stamp || !s->outline)
        abort();
    s->lists.size = sizeof(struct similar_list);
    s->parts.size = sizeof(struct similar_part);
    vector_add(&s->parts, 1); /* lists are counted from a place that is there */
    const struct block_part *part = parts_of(s);
    for (size_t i = 0; i < n; i++) {
        s->outline[i] = (struct outline){part[i].part.letters[0], part[i].part.canon_length};
        s->weight[i] = score_weight(&part[i].part, p,
                                    &(struct rarity){part[i].rarity, part[i].bits});
    }
}

void similar_free(struct similar *s)
{
    free(s->weight);
    free(s->stamp);
    free(s->outline);
    seen_free(&s->known);
    vector_free(&s->lists);
    vector_free(&s->parts);
}

/* Takes part `to` where it is alike and was not looked at for this one. */
static void consider(struct similar *s, struct similar_list *l, const struct part *p, uint32_t to)
{
    const struct block_part *part = &parts_of(s)[to];
    if (s->stamp[to] == s->search)
        return;
    s->stamp[to] = s->search;
    struct near near = near_parts(p, &part->part, s->p);
    if (near.alike <= 0 || near.how == NEAR_INITIAL)
        return;
    *(struct similar_part *)vector_add(&s->parts, 1) = (struct similar_part){to, near.alike};
    l->count++;
    l->postings += part->postings;
}

static void consider_hash(struct similar *s, struct similar_list *l, const struct part *p,
                          uint32_t hash)
{
    const struct block_hash *h;
    size_t n = block_lookup(s->x, hash, &h);
    for (size_t i = 0; i < n; i++)
        consider(s, l, p, h[i].to);
}

/* The same of parts that have a deletion in common, of which most are too many edits away. */
static void consider_edited(struct similar *s, struct similar_list *l, const struct part *p,
                            uint32_t hash)
{
    const struct block_hash *h;
    size_t n = block_lookup(s->x, hash, &h);
    for (size_t i = 0; i < n; i++) {
        const struct outline *o = &s->outline[h[i].to];
        int longer = o->length - p->canon_length;
        if (__builtin_popcount(o->letters ^ p->letters[0]) <= 2 * EDITS_MOST &&
            longer <= EDITS_MOST && -longer <= EDITS_MOST)
            consider(s, l, p, h[i].to);
    }
}

/* Parts that begin with the text of p stand together. */
static void consider_longer(struct similar *s, struct similar_list *l, const struct part *p)
{
    const struct block_part *part = parts_of(s);
    size_t n = block_head(s->x)->count[SECTION_PART], low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(part[middle].part.text, p->text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < n && !strncmp(part[low].part.text, p->text, p->text_length); low++)
        consider(s, l, p, (uint32_t)low);
}

static void consider_all(struct similar *s, struct similar_list *l, const struct part *p)
{
    uint32_t hash[HASHES_MOST];
    consider_hash(s, l, p, block_salted(p->key, SALT_CANON));
    if (p->paper != p->key)
        consider_hash(s, l, p, block_salted(p->paper, SALT_CANON));
    if (p->kind == PART_NUMBER || p->kind == PART_LEGAL || p->kind == PART_LETTERS)
        return;
    size_t n = block_deletions(hash, p);
    for (size_t i = 0; i < n; i++)
        consider_edited(s, l, p, hash[i]);
    n = block_typed(hash, p);
    for (size_t i = 0; i < n; i++)
        consider_hash(s, l, p, hash[i]);
    n = block_skeletons(hash, p, p->consonants ? SALT_SKELETON : SALT_BARE);
    for (size_t i = 0; i < n; i++)
        consider_hash(s, l, p, hash[i]);
    uint64_t frame = hash_text(p->skeleton, p->skeleton_length);
    if (p->skeleton_length >= (p->foreign ? FRAME_FOREIGN : FRAME_LEAST))
        consider_hash(s, l, p, block_salted(frame, SALT_FRAME));
    if (p->skeleton_length >= (p->foreign ? FRAME_LEAST : FRAME_FOREIGN))
        consider_hash(s, l, p, block_salted(frame, SALT_FRAME_FOREIGN));
    for (int k = 0; k < p->class_count; k++)
        consider_hash(s, l, p, block_salted(p->class_of[k], SALT_CLASS));
    for (size_t len = CUT_LEAST; len < p->text_length; len++)
        consider_hash(s, l, p, block_salted(hash_text(p->text, len), SALT_TEXT));
    if (p->text_length >= CUT_LEAST)
        consider_longer(s, l, p);
}

void similar_begin(struct similar *s)
{
    if (s->lists.count <= REMEMBERED)
        return;
    seen_free(&s->known);
    s->lists.count = s->parts.count = 0;
}

struct similar_list similar_parts(struct similar *s, const struct part *p)
{
    uint64_t hash = hash_text(p->text, p->text_length) * 64 + p->kind * 4 + p->foreign * 2u +
                    p->consonants;
    uint32_t fresh = (uint32_t)s->lists.count;
    uint32_t at = seen_number(&s->known, hash ^ hash >> 31, fresh);
    if (at != fresh)
        return ((struct similar_list *)(void *)s->lists.at)[at];
    struct similar_list l = {(uint32_t)s->parts.count, 0, 0};
    s->search++;
    consider_all(s, &l, p);
    *(struct similar_list *)vector_add(&s->lists, 1) = l;
    return l;
}
