/* similar.c - the parts of a block that one is alike to, remembered.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/similar.h"

#include <stdlib.h>
#include <string.h>

#include "screen/edits.h"
#include "screen/hash.h"

/* limit LISTS_KEPT: parts of names of which a screening remembers what is alike, : of others it is
 * looked for each time; */
enum { LISTS_KEPT = 1 << 18, PLACES = 2 * LISTS_KEPT };

static const struct block_part *parts_of(const struct similar *s)
{
    return block_section(s->x, SECTION_PART);
}

void similar_new(struct similar *s, const struct index *x, const struct profile *p)
{
    size_t n = block_head(x)->count[SECTION_PART];
    *s = (struct similar){.x = x, .p = p};
    s->weight = must(calloc(n + 1, sizeof *s->weight));
    s->outline = must(calloc(n + 1, sizeof *s->outline));
    s->known = must(calloc(PLACES, sizeof *s->known));
    const struct block_part *part = parts_of(s);
    for (size_t i = 0; i < n; i++) {
        const struct part *one = &part[i].part;
        s->outline[i] = (struct outline){{one->letters[0], one->letters[1]},
                                         one->canon_length,
                                         one->text_length,
                                         one->skeleton_length,
                                         edits_packed(one->skeleton, one->skeleton_length)};
        s->weight[i] = score_weight(&part[i].part, p,
                                    &(struct rarity){part[i].rarity, part[i].bits});
    }
}

void similar_free(struct similar *s)
{
    for (struct similar_list *l = atomic_load(&s->last), *before; l; l = before) {
        before = l->before;
        free(l);
    }
    free(s->weight);
    free(s->outline);
    free(s->known);
}

void similar_search_new(struct similar_search *s, struct similar *of)
{
    *s = (struct similar_search){.of = of};
    s->stamp = must(calloc(block_head(of->x)->count[SECTION_PART] + 1, sizeof *s->stamp));
    s->candidates.size = sizeof(uint32_t);
    s->parts.size = sizeof(struct similar_part);
    s->spare.size = sizeof(struct similar_list *);
}

void similar_begin(struct similar_search *s)
{
    struct similar_list **spare = (void *)s->spare.at;
    for (size_t i = 0; i < s->spare.count; i++)
        free(spare[i]);
    s->spare.count = 0;
}

void similar_search_free(struct similar_search *s)
{
    similar_begin(s);
    free(s->stamp);
    vector_free(&s->candidates);
    vector_free(&s->parts);
    vector_free(&s->spare);
}

/* Part `to` is to be looked at, once. */
static void consider(struct similar_search *s, uint32_t to)
{
    if (s->stamp[to] == s->search)
        return;
    s->stamp[to] = s->search;
    *(uint32_t *)vector_add(&s->candidates, 1) = to;
}

/* Takes a candidate where it is alike. */
static void take(struct similar_search *s, const struct part *p, uint32_t to)
{
    const struct block_part *part = &parts_of(s->of)[to];
    struct near near = near_parts(p, &part->part, s->of->p);
    if (near.alike <= 0 || near.how == NEAR_INITIAL)
        return;
    *(struct similar_part *)vector_add(&s->parts, 1) = (struct similar_part){
        part->posting, part->postings, near.alike, s->of->weight[to]};
}

enum { AHEAD = 6, LINE = 64 };

/* Parts lie far apart: those ahead are fetched while one is compared. */
static void take_all(struct similar_search *s, const struct part *p)
{
    const struct block_part *part = parts_of(s->of);
    const uint32_t *to = (const void *)s->candidates.at;
    size_t n = s->candidates.count;
    for (size_t i = 0; i < n; i++) {
        for (size_t at = 0; i + AHEAD < n && at < sizeof *part; at += LINE)
            __builtin_prefetch((const char *)&part[to[i + AHEAD]] + at);
        take(s, p, to[i]);
    }
    s->candidates.count = 0;
}

static void consider_hash(struct similar_search *s, uint32_t hash)
{
    const struct block_hash *h;
    size_t n = block_lookup(s->of->x, hash, &h);
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
static void consider_edited(struct similar_search *s, const struct part *p, uint32_t hash)
{
    const struct block_hash *h;
    size_t n = block_lookup(s->of->x, hash, &h);
    for (size_t i = 0; i < n; i++) {
        const struct outline *o = &s->of->outline[h[i].to];
        int length = o->canon_length < p->canon_length ? o->canon_length : p->canon_length;
        if (may_be(o->letters[0] ^ p->letters[0], o->canon_length - p->canon_length,
                   near_budget((size_t)length)))
            consider(s, h[i].to);
    }
}

/* And of parts that have one of their skeleton in common. */
static void consider_bare(struct similar_search *s, const struct part *p, uint32_t hash)
{
    const struct block_hash *h;
    size_t n = block_lookup(s->of->x, hash, &h);
    uint64_t skeleton = edits_packed(p->skeleton, p->skeleton_length);
    for (size_t i = 0; i < n; i++) {
        const struct outline *o = &s->of->outline[h[i].to];
        if (p->skeleton_length > PACKED || o->skeleton_length > PACKED ||
            edits_one(skeleton, p->skeleton_length, o->skeleton, o->skeleton_length))
            consider(s, h[i].to);
    }
}

/* And of parts that have one of their text in common. */
static void consider_typed(struct similar_search *s, const struct part *p, uint32_t hash)
{
    const struct block_hash *h;
    size_t n = block_lookup(s->of->x, hash, &h);
    for (size_t i = 0; i < n; i++) {
        const struct outline *o = &s->of->outline[h[i].to];
        if (may_be(o->letters[1] ^ p->letters[1], o->text_length - p->text_length, 1))
            consider(s, h[i].to);
    }
}

/* Parts that begin with the text of p stand together. */
static void consider_longer(struct similar_search *s, const struct part *p)
{
    const struct block_part *part = parts_of(s->of);
    size_t n = block_head(s->of->x)->count[SECTION_PART], low = 0, high = n;
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

static void consider_all(struct similar_search *s, const struct part *p)
{
    uint32_t hash[HASHES_MOST];
    consider_hash(s, block_salted(p->key, SALT_CANON));
    if (p->paper != p->key)
        consider_hash(s, block_salted(p->paper, SALT_CANON));
    if (p->kind == PART_NUMBER || p->kind == PART_LEGAL || p->kind == PART_LETTERS)
        return;
    size_t n = block_deletions(hash, p);
    block_fetch(s->of->x, hash, n);
    for (size_t i = 0; i < n; i++)
        consider_edited(s, p, hash[i]);
    n = block_typed(hash, p);
    block_fetch(s->of->x, hash, n);
    for (size_t i = 0; i < n; i++)
        consider_typed(s, p, hash[i]);
    n = block_skeletons(hash, p, p->consonants ? SALT_SKELETON : SALT_BARE);
    for (size_t i = 0; i < n; i++)
        consider_bare(s, p, hash[i]);
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

static struct similar_list *find(struct similar_search *s, const struct part *p, uint64_t hash)
{
    s->search++;
    s->parts.count = 0;
    consider_all(s, p);
    take_all(s, p);
    size_t bytes = s->parts.count * sizeof(struct similar_part);
    struct similar_list *l = must(malloc(sizeof *l + bytes));
    *l = (struct similar_list){.hash = hash, .count = (uint32_t)s->parts.count};
    if (bytes)
        memcpy(l->part, s->parts.at, bytes);
    for (uint32_t i = 0; i < l->count; i++)
        l->postings += l->part[i].postings;
    return l;
}

/* The list of that hash from a place on, or the free place where it belongs. */
static struct similar_list *known(struct similar *s, uint64_t hash, size_t *at)
{
    struct similar_list *l;
    while ((l = atomic_load_explicit(&s->known[*at], memory_order_acquire)) && l->hash != hash)
        *at = (*at + 1) % PLACES;
    return l;
}

/* Keeps a list, or finds that another thread has kept one meanwhile. */
static const struct similar_list *keep(struct similar_search *s, struct similar_list *l, size_t at)
{
    struct similar *of = s->of;
    if (atomic_fetch_add(&of->kept, 1) >= LISTS_KEPT) {
        atomic_fetch_sub(&of->kept, 1);
        *(struct similar_list **)vector_add(&s->spare, 1) = l;
        return l;
    }
    for (struct similar_list *none = NULL;
         !atomic_compare_exchange_strong(&of->known[at], &none, l); none = NULL) {
        struct similar_list *other = known(of, l->hash, &at);
        if (!other)
            continue;
        atomic_fetch_sub(&of->kept, 1);
        free(l);
        return other;
    }
    l->before = atomic_exchange(&of->last, l);
    return l;
}

const struct similar_list *similar_parts(struct similar_search *s, const struct part *p)
{
    uint64_t hash = block_part_hash(p);
    size_t at = hash % PLACES;
    const struct similar_list *l = known(s->of, hash, &at);
    return l ? l : keep(s, find(s, p, hash), at);
}
