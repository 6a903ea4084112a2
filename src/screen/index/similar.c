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
    s->candidates.size = sizeof(uint32_t);
    vector_add(&s->parts, 1); /* lists are counted from a place that is there */
    const struct block_part *part = parts_of(s);
    for (size_t i = 0; i < n; i++) {
        const struct part *one = &part[i].part;
        s->outline[i] = (struct outline){
            {one->letters[0], one->letters[1]}, one->canon_length, one->text_length};
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
    vector_free(&s->candidates);
}

/* Part `to` is to be looked at, once. */
static void consider(struct similar *s, uint32_t to)
{
    if (s->stamp[to] == s->search)
        return;
    s->stamp[to] = s->search;
    *(uint32_t *)vector_add(&s->candidates, 1) = to;
}

/* Takes a candidate where it is alike. */
static void take(struct similar *s, struct similar_list *l, const struct part *p, uint32_t to)
{
    const struct block_part *part = &parts_of(s)[to];
    struct near near = near_parts(p, &part->part, s->p);
    if (near.alike <= 0 || near.how == NEAR_INITIAL)
        return;
    *(struct similar_part *)vector_add(&s->parts, 1) = (struct similar_part){
        part->posting, part->postings, near.alike, s->weight[to]};
    l->count++;
    l->postings += part->postings;
}

enum { AHEAD = 6, LINE = 64 };

/* Parts lie far apart: those ahead are fetched while one is compared. */
static void take_all(struct similar *s, struct similar_list *l, const struct part *p)
{
    const struct block_part *part = parts_of(s);
    const uint32_t *to = (const void *)s->candidates.at;
    size_t n = s->candidates.count;
    for (size_t i = 0; i < n; i++) {
        for (size_t at = 0; i + AHEAD < n && at < sizeof *part; at += LINE)
            __builtin_prefetch((const char *)&part[to[i + AHEAD]] + at);
        take(s, l, p, to[i]);
    }
    s->candidates.count = 0;
}

static void consider_hash(struct similar *s, uint32_t hash)
{
    const struct block_hash *h;
    size_t n = block_lookup(s->x, hash, &h);
    for (size_t i = 0; i < n; i++)
        consider(s, h[i].to);
}

/* Whether so many edits may lie between: one takes a letter out of those that occur and brings one
 * in (may_be() of near.c). */
static bool may_be(uint32_t letters, int longer, int edits)
{
    for (int i = 0; i < 2 * edits; i++)
        letters &= letters - 1; /* one bit less */
    return !letters && longer <= edits && -longer <= edits;
}

/* The same of parts that have a deletion of their canonical form in common, of which most are too
 * many edits away. */
static void consider_edited(struct similar *s, const struct part *p, uint32_t hash)
{
    const struct block_hash *h;
    size_t n = block_lookup(s->x, hash, &h);
    for (size_t i = 0; i < n; i++) {
        const struct outline *o = &s->outline[h[i].to];
        int length = o->canon_length < p->canon_length ? o->canon_length : p->canon_length;
        if (may_be(o->letters[0] ^ p->letters[0], o->canon_length - p->canon_length,
                   near_budget((size_t)length)))
            consider(s, h[i].to);
    }
}

/* And of parts that have one of their text in common. */
static void consider_typed(struct similar *s, const struct part *p, uint32_t hash)
{
    const struct block_hash *h;
    size_t n = block_lookup(s->x, hash, &h);
    for (size_t i = 0; i < n; i++) {
        const struct outline *o = &s->outline[h[i].to];
        if (may_be(o->letters[1] ^ p->letters[1], o->text_length - p->text_length, 1))
            consider(s, h[i].to);
    }
}

/* Parts that begin with the text of p stand together. */
static void consider_longer(struct similar *s, const struct part *p)
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
        consider(s, (uint32_t)low);
}

static void consider_all(struct similar *s, const struct part *p)
{
    uint32_t hash[HASHES_MOST];
    consider_hash(s, block_salted(p->key, SALT_CANON));
    if (p->paper != p->key)
        consider_hash(s, block_salted(p->paper, SALT_CANON));
    if (p->kind == PART_NUMBER || p->kind == PART_LEGAL || p->kind == PART_LETTERS)
        return;
    size_t n = block_deletions(hash, p);
    block_fetch(s->x, hash, n);
    for (size_t i = 0; i < n; i++)
        consider_edited(s, p, hash[i]);
    n = block_typed(hash, p);
    block_fetch(s->x, hash, n);
    for (size_t i = 0; i < n; i++)
        consider_typed(s, p, hash[i]);
    n = block_skeletons(hash, p, p->consonants ? SALT_SKELETON : SALT_BARE);
    for (size_t i = 0; i < n; i++)
        consider_hash(s, hash[i]);
    uint64_t frame = hash_text(p->skeleton, p->skeleton_length);
    if (p->skeleton_length >= (p->foreign ? FRAME_FOREIGN : FRAME_LEAST))
        consider_hash(s, block_salted(frame, SALT_FRAME));
    if (p->skeleton_length >= (p->foreign ? FRAME_LEAST : FRAME_FOREIGN))
        consider_hash(s, block_salted(frame, SALT_FRAME_FOREIGN));
    for (int k = 0; k < p->class_count; k++)
        consider_hash(s, block_salted(p->class_of[k], SALT_CLASS));
    for (size_t len = CUT_LEAST; len < p->text_length; len++)
        consider_hash(s, block_salted(hash_text(p->text, len), SALT_TEXT));
    if (p->text_length >= CUT_LEAST)
        consider_longer(s, p);
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
    consider_all(s, p);
    take_all(s, &l, p);
    *(struct similar_list *)vector_add(&s->lists, 1) = l;
    return l;
}
