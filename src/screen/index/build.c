/* build.c - names to a block.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "screen/hash.h"
#include "screen/index/block.h"
#include "screen/index/vector.h"
#include "screen/name/word.h"

const uint32_t block_sizes[SECTIONS] = {
    1,
    sizeof(struct block_entity),
    sizeof(struct block_name),
    sizeof(uint32_t),
    sizeof(struct run),
    sizeof(struct block_part),
    sizeof(uint32_t),
    sizeof(uint32_t),
    sizeof(struct block_hash),
};

struct builder {
    struct vector of[SECTIONS];
    struct seen texts, entities, parts;
    struct block_head head;
    const struct index *earlier; /* whose names need not be read again; NULL without */
    struct seen by_text;         /* these, by the hash of their text */
};

static uint32_t add_text(struct builder *b, const char *s)
{
    struct vector *v = &b->of[SECTION_TEXT];
    if (!s || !*s)
        return 0;
    size_t n = strlen(s) + 1;
    uint32_t fresh = (uint32_t)v->count;
    uint32_t at = seen_number(&b->texts, hash_text(s, n - 1) | 1, fresh);
    if (at == fresh || strcmp((char *)v->at + at, s) != 0) {
        at = (uint32_t)v->count;
        memcpy(vector_add(v, n), s, n);
    }
    return at;
}

static uint32_t add_entity(struct builder *b, const struct listed *l)
{
    const char *const text[LISTED_TEXTS] = {l->list,    l->uid,       l->title,   l->entity,
                                            l->program, l->listed_on, l->country, l->born,
                                            l->gender,  l->vintage,   l->states};
    uint32_t fresh = (uint32_t)b->of[SECTION_ENTITY].count;
    uint64_t hash = hash_text(l->list ? l->list : "", l->list ? strlen(l->list) : 0);
    hash = hash * 31 + hash_text(l->uid ? l->uid : "", l->uid ? strlen(l->uid) : 0);
    uint32_t at = seen_number(&b->entities, hash, fresh);
    if (at == fresh) {
        struct block_entity e;
        for (int i = 0; i < LISTED_TEXTS; i++)
            e.text[i] = add_text(b, text[i]);
        *(struct block_entity *)vector_add(&b->of[SECTION_ENTITY], 1) = e;
    }
    return at;
}

static uint32_t add_part(struct builder *b, const struct part *p)
{
    struct vector *v = &b->of[SECTION_PART];
    uint32_t fresh = (uint32_t)v->count;
    uint32_t at = seen_number(&b->parts, block_part_hash(p), fresh);
    if (at == fresh)
        ((struct block_part *)vector_add(v, 1))->part = *p;
    return at;
}

static void find_by_text(struct builder *b)
{
    size_t names = b->earlier ? index_names(b->earlier) : 0;
    struct listed l;
    for (size_t i = 0; i < names; i++) {
        index_listed(&l, b->earlier, (uint32_t)i);
        seen_number(&b->by_text, hash_text(l.name, strlen(l.name)) | 1, (uint32_t)i);
    }
}

/* A name as it was read before, or else read. */
static void read_listed(struct builder *b, struct name *out, const char *name)
{
    size_t len = strlen(name), names = b->earlier ? index_names(b->earlier) : 0;
    struct listed l;
    if (names) {
        uint32_t at = seen_number(&b->by_text, hash_text(name, len) | 1, (uint32_t)names);
        if (at < names)
            index_listed(&l, b->earlier, at);
        if (at < names && !strcmp(l.name, name)) {
            block_read_name(out, b->earlier, at);
            return;
        }
    }
    name_read(out, name, len);
}

static void add_name(struct builder *b, const struct listed *l)
{
    static _Thread_local struct name n;
    read_listed(b, &n, l->name);
    struct block_name k = {.text = add_text(b, l->name),
                           .kind = add_text(b, l->kind),
                           .quality = add_text(b, l->quality),
                           .entity = add_entity(b, l),
                           .initials = n.initials,
                           .legal = n.legal,
                           .use = (uint32_t)b->of[SECTION_USE].count,
                           .run = (uint32_t)b->of[SECTION_RUN].count};
    if (n.unscreenable) {
        b->head.unscreenable++;
        n.count = n.runs = 0;
        k.initials = 0;
    }
    for (int i = 0; i < n.count; i++) {
        uint32_t part = add_part(b, &n.part[i]);
        *(uint32_t *)vector_add(&b->of[SECTION_USE], 1) = part;
        for (const char *c = n.part[i].text;
             *c && (n.part[i].kind == PART_INITIAL || n.part[i].kind == PART_LETTERS); c++)
            k.initials_of |= block_letter(*c) | block_letter(*n.part[i].canon);
        if (n.part[i].kind == PART_INITIAL)
            k.loose++;
        else if (n.part[i].kind == PART_LETTERS)
            k.loose = (uint8_t)(k.loose + n.part[i].text_length);
    }
    if (n.runs)
        memcpy(vector_add(&b->of[SECTION_RUN], (size_t)n.runs), n.run,
               (size_t)n.runs * sizeof *n.run);
    k.uses = (uint8_t)n.count;
    k.runs = (uint8_t)n.runs;
    *(struct block_name *)vector_add(&b->of[SECTION_NAME], 1) = k;
}

static int by_text(const void *a, const void *b)
{
    const struct block_part *x = *(struct block_part *const *)a,
                            *y = *(struct block_part *const *)b;
    int order = strcmp(x->part.text, y->part.text);
    return order ? order : (x > y) - (x < y);
}

/* Puts the parts in order of text, for those that begin alike to stand together. */
static void order_parts(struct builder *b)
{
    struct vector *v = &b->of[SECTION_PART], sorted = {.size = v->size};
    struct block_part *all = (void *)v->at, *out = vector_add(&sorted, v->count);
    struct block_part **order = calloc(v->count + 1, sizeof(struct block_part *));
    uint32_t *number = calloc(v->count + 1, sizeof *number);
    if (!order || !number)
        abort();
    for (size_t i = 0; i < v->count; i++)
        order[i] = &all[i];
    qsort(order, v->count, sizeof *order, by_text);
    for (size_t i = 0; i < v->count; i++) {
        out[i] = *order[i];
        number[order[i] - all] = (uint32_t)i;
    }
    uint32_t *use = (void *)b->of[SECTION_USE].at;
    for (size_t i = 0; i < b->of[SECTION_USE].count; i++)
        use[i] = number[use[i]];
    free(order);
    free(number);
    vector_free(v);
    *v = sorted;
}

static void add_postings(struct builder *b)
{
    struct vector *v = &b->of[SECTION_POSTING];
    struct block_part *part = (void *)b->of[SECTION_PART].at;
    const struct block_name *name = (void *)b->of[SECTION_NAME].at;
    const uint32_t *use = (void *)b->of[SECTION_USE].at;
    uint32_t *posting = vector_add(v, b->of[SECTION_USE].count);
    uint32_t at = 0;
    for (size_t i = 0; i < b->of[SECTION_USE].count; i++)
        part[use[i]].postings++;
    for (size_t i = 0; i < b->of[SECTION_PART].count; i++) {
        part[i].posting = at;
        at += part[i].postings;
        part[i].postings = 0;
    }
    for (size_t i = 0; i < b->of[SECTION_NAME].count; i++)
        for (uint32_t k = 0; k < name[i].uses; k++) {
            struct block_part *p = &part[use[name[i].use + k]];
            if (!p->postings || posting[p->posting + p->postings - 1] != i)
                posting[p->posting + p->postings++] = (uint32_t)i;
        }
}

/* How many names have a part, or one of those that are the same name: by canonical form, by class.
 */
static void count_rarity(struct builder *b)
{
    struct block_part *part = (void *)b->of[SECTION_PART].at;
    size_t n = b->of[SECTION_PART].count;
    double names = (double)b->of[SECTION_NAME].count;
    struct seen keys = {0};
    struct vector of = {.size = sizeof(double)};
    static double by_class[1 << 16];
    memset(by_class, 0, sizeof by_class);
    for (size_t i = 0; i < n; i++) {
        uint32_t at = seen_number(&keys, part[i].part.key, (uint32_t)of.count);
        if (at == of.count)
            vector_add(&of, 1);
        ((double *)(void *)of.at)[at] += part[i].postings;
        for (int k = 0; k < part[i].part.class_count; k++)
            by_class[part[i].part.class_of[k]] += part[i].postings;
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t at = seen_number(&keys, part[i].part.key, 0);
        double holders = ((double *)(void *)of.at)[at];
        for (int k = 0; k < part[i].part.class_count; k++)
            holders = fmax(holders, by_class[part[i].part.class_of[k]]);
        struct rarity r = block_rarity(holders, names, &part[i].part);
        part[i].rarity = r.rare;
        part[i].bits = r.bits;
    }
    seen_free(&keys);
    vector_free(&of);
}

static void add_hash(struct builder *b, uint32_t hash, size_t to)
{
    struct block_hash *h = vector_add(&b->of[SECTION_HASH], 1);
    *h = (struct block_hash){hash, (uint32_t)to};
}

static void add_part_hashes(struct builder *b, size_t i)
{
    const struct part *p = &((struct block_part *)(void *)b->of[SECTION_PART].at)[i].part;
    uint32_t hash[HASHES_MOST];
    add_hash(b, block_salted(hash_text(p->text, p->text_length), SALT_TEXT), i);
    add_hash(b, block_salted(p->key, SALT_CANON), i);
    if (p->paper != p->key)
        add_hash(b, block_salted(p->paper, SALT_CANON), i);
    if (p->kind == PART_NUMBER || p->kind == PART_LEGAL || p->kind == PART_INITIAL ||
        p->kind == PART_LETTERS)
        return;
    size_t n = block_deletions(hash, p);
    for (size_t k = 0; k < n; k++)
        add_hash(b, hash[k], i);
    n = block_typed(hash, p);
    for (size_t k = 0; k < n; k++)
        add_hash(b, hash[k], i);
    n = block_skeletons(hash, p, p->consonants ? SALT_BARE : SALT_SKELETON);
    for (size_t k = 0; k < n; k++)
        add_hash(b, hash[k], i);
    if (p->skeleton_length >= FRAME_FOREIGN)
        add_hash(b,
                 block_salted(hash_text(p->skeleton, p->skeleton_length),
                              p->foreign ? SALT_FRAME_FOREIGN : SALT_FRAME),
                 i);
    for (int k = 0; k < p->class_count; k++)
        add_hash(b, block_salted(p->class_of[k], SALT_CLASS), i);
}

static void add_hashes(struct builder *b)
{
    for (size_t i = 0; i < b->of[SECTION_PART].count; i++)
        add_part_hashes(b, i);
    const struct run *run = (void *)b->of[SECTION_RUN].at;
    for (size_t i = 0; i < b->of[SECTION_NAME].count; i++) {
        const struct block_name *n = &((struct block_name *)(void *)b->of[SECTION_NAME].at)[i];
        for (uint32_t k = 0; k < n->runs; k++)
            add_hash(b, block_salted(run[n->run + k].key, SALT_RUN), i);
        for (uint32_t k = 0; k < n->runs; k++)
            if (run[n->run + k].frame)
                add_hash(b, block_salted(run[n->run + k].frame, SALT_RUN_FRAME), i);
        if (n->initials)
            add_hash(b, block_salted(n->initials, SALT_INITIALS), i);
    }
}

/* Orders the hashes by radix, which keeps those that are equal in the order they came. */
static void order_hashes(struct builder *b)
{
    enum { DIGIT = 11, DIGITS = 1 << DIGIT };
    struct vector *v = &b->of[SECTION_HASH], other = {.size = v->size};
    vector_add(&other, v->count);
    for (int shift = 0; shift < 33; shift += DIGIT) {
        size_t at[DIGITS + 1] = {0};
        const struct block_hash *from = (void *)v->at;
        struct block_hash *to = (void *)other.at;
        for (size_t i = 0; i < v->count; i++)
            at[(from[i].hash >> shift & (DIGITS - 1)) + 1]++;
        for (int i = 0; i < DIGITS; i++)
            at[i + 1] += at[i];
        for (size_t i = 0; i < v->count; i++)
            to[at[from[i].hash >> shift & (DIGITS - 1)]++] = from[i];
        struct vector swap = *v;
        *v = other;
        other = swap;
    }
    vector_free(&other);
}

static void add_directory(struct builder *b)
{
    const struct block_hash *hash = (void *)b->of[SECTION_HASH].at;
    size_t count = b->of[SECTION_HASH].count, at = 0;
    b->head.bits = 8;
    while (b->head.bits < 24 && (size_t)1 << b->head.bits < count)
        b->head.bits++;
    size_t buckets = (size_t)1 << b->head.bits;
    uint32_t *directory = vector_add(&b->of[SECTION_DIRECTORY], buckets + 1);
    for (size_t i = 0; i < buckets; i++) {
        while (at < count && hash[at].hash >> (32 - b->head.bits) < i)
            at++;
        directory[i] = (uint32_t)at;
    }
    directory[buckets] = (uint32_t)count;
}

static void pack(struct index *out, struct builder *b)
{
    size_t at = (sizeof b->head + 15) & ~(size_t)15;
    for (int i = 0; i < SECTIONS; i++) {
        b->head.at[i] = at;
        b->head.count[i] = b->of[i].count;
        b->head.size[i] = block_sizes[i];
        at = (at + b->of[i].count * block_sizes[i] + 15) & ~(size_t)15;
    }
    unsigned char *block = calloc(1, at);
    if (!block)
        abort();
    memcpy(block, &b->head, sizeof b->head);
    for (int i = 0; i < SECTIONS; i++) {
        if (b->of[i].count)
            memcpy(block + b->head.at[i], b->of[i].at, b->of[i].count * block_sizes[i]);
        vector_free(&b->of[i]);
    }
    *out = (struct index){.block = block, .size = at};
}

static void begin(struct builder *b)
{
    *b = (struct builder){.head = {.magic = BLOCK_MAGIC, .version = BLOCK_VERSION}};
    for (int i = 0; i < SECTIONS; i++)
        b->of[i].size = block_sizes[i];
    vector_add(&b->of[SECTION_TEXT], 1);
}

/* Of names that were added. */
static void finish(struct index *out, struct builder *b)
{
    order_parts(b);
    add_postings(b);
    count_rarity(b);
    add_hashes(b);
    order_hashes(b);
    add_directory(b);
    pack(out, b);
    seen_free(&b->texts);
    seen_free(&b->entities);
    seen_free(&b->parts);
    seen_free(&b->by_text);
}

void index_build(struct index *out, const struct listed *names, size_t count,
                 const struct index *earlier)
{
    struct builder b;
    begin(&b);
    b.earlier = earlier;
    find_by_text(&b);
    for (size_t i = 0; i < count; i++)
        add_name(&b, &names[i]);
    finish(out, &b);
}
