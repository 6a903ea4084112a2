/* find.c - the names of a block that score at least a threshold.
 *
 * Each part of the name searched leads to the parts of the block that are alike, and these to
 * names. Of a name that was met it is known which weight of either side may agree at most, and so
 * what its faults cost at least; only where that leaves the threshold within reach is it compared
 * in full. Parts so light that a name which shares nothing else cannot reach it lead to no name by
 * themselves.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "screen/hash.h"
#include "screen/index/block.h"
#include "screen/index/similar.h"
#include "screen/index/vector.h"

/* What is known of a name while a search runs. */
struct tally {
    uint32_t search; /* it is of that search */
    bool sure;       /* to be compared in full whatever the bound */
    float mine, its; /* weight that may agree: of the name searched, of the listed one */
};

struct finder {
    const struct index *x;
    const struct profile *p;
    struct similar similar;
    struct tally *tally;
    float *all; /* weight of each name; 0: of parts without a weight of their own */
    uint32_t search;
    struct vector touched; /* uint32_t */
    struct vector found;   /* struct found */
    struct weighed searched, listed;
    struct name name;
    struct score score;
};

/* A part of the name searched, with where it leads. */
struct lead {
    struct similar_list list;
    float weight;
};

static void *must(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

struct finder *finder_new(const struct index *x, const struct profile *p)
{
    struct finder *f = must(calloc(1, sizeof *f));
    size_t names = index_names(x);
    f->x = x;
    f->p = p;
    f->tally = must(calloc(names + 1, sizeof *f->tally));
    f->all = must(calloc(names + 1, sizeof *f->all));
    f->touched.size = sizeof(uint32_t);
    f->found.size = sizeof(struct found);
    similar_new(&f->similar, x, p);
    for (uint32_t i = 0; i < names; i++) {
        index_name(&f->name, &f->listed, x, i, p);
        f->all[i] = f->listed.plain ? 0 : f->listed.all;
    }
    return f;
}

void finder_free(struct finder **f)
{
    if (!*f)
        return;
    similar_free(&(*f)->similar);
    vector_free(&(*f)->touched);
    vector_free(&(*f)->found);
    free((*f)->tally);
    free((*f)->all);
    free(*f);
    *f = NULL;
}

static struct tally *touch(struct finder *f, uint32_t name)
{
    struct tally *t = &f->tally[name];
    if (t->search != f->search) {
        *t = (struct tally){.search = f->search};
        *(uint32_t *)vector_add(&f->touched, 1) = name;
    }
    return t;
}

/* Names that share a run of neighbours, or letters that begin words, are compared in full. */
static void touch_hash(struct finder *f, uint32_t hash)
{
    const struct block_hash *h;
    size_t n = block_lookup(f->x, hash, &h);
    for (size_t i = 0; i < n; i++)
        touch(f, h[i].to)->sure = true;
}

static void touch_part(struct finder *f, uint32_t hash)
{
    const struct block_part *part = block_section(f->x, SECTION_PART);
    const uint32_t *posting = block_section(f->x, SECTION_POSTING);
    const struct block_hash *h;
    size_t n = block_lookup(f->x, hash, &h);
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < part[h[i].to].postings; k++)
            touch(f, posting[part[h[i].to].posting + k])->sure = true;
}

static void touch_joined(struct finder *f, const struct name *n)
{
    for (int i = 0; i < n->runs; i++) {
        touch_hash(f, block_salted(n->run[i].key, SALT_RUN));
        touch_part(f, block_salted(n->run[i].key, SALT_CANON));
        if (n->run[i].frame)
            touch_part(f, block_salted(n->run[i].frame, SALT_FRAME));
    }
    for (int i = 0; i < n->count; i++) {
        const struct part *p = &n->part[i];
        touch_hash(f, block_salted(p->key, SALT_RUN));
        if (!p->consonants && p->skeleton_length >= SKELETON_LEAST)
            touch_hash(f, block_salted(hash_text(p->skeleton, p->skeleton_length), SALT_RUN_FRAME));
        if (p->kind == PART_WORD || p->kind == PART_LETTERS)
            touch_hash(f, block_salted(hash_text(p->text, p->text_length), SALT_INITIALS));
    }
    if (n->initials)
        touch_part(f, block_salted(n->initials, SALT_TEXT));
}

/* Follows a lead; where it is too light to lead anywhere by itself, only to names already met. */
static void follow(struct finder *f, const struct lead *l, bool light)
{
    const struct block_name *names = block_section(f->x, SECTION_NAME);
    const struct block_part *part = block_section(f->x, SECTION_PART);
    const uint32_t *posting = block_section(f->x, SECTION_POSTING);
    const uint32_t *alike = (const uint32_t *)(const void *)f->similar.parts.at + l->list.from;
    for (uint32_t i = 0; i < l->list.count; i++) {
        const uint32_t *name = posting + part[alike[i]].posting;
        float its = f->similar.weight[alike[i]];
        for (uint32_t k = 0; k < part[alike[i]].postings; k++) {
            if (light && f->tally[name[k]].search != f->search && !names[name[k]].loose)
                continue;
            struct tally *t = touch(f, name[k]);
            t->mine += l->weight;
            t->its += its;
        }
    }
}

static int by_length(const void *a, const void *b)
{
    const struct lead *x = a, *y = b;
    return (x->list.postings > y->list.postings) - (x->list.postings < y->list.postings);
}

/* What is the least that faults cost where shares of either name are alone. */
static double least_cost(const struct profile *p, double mine, double its)
{
    double both = mine < its ? mine : its;
    return both * p->of[COST_CONTRADICTION] + (mine - both) * p->of[COST_EXTRA] +
           (its - both) * p->of[COST_MISSING];
}

static double share_left(double all, double agree)
{
    double left = all > 0 ? (all - agree) / all - 1e-5 : 0;
    return left > 0 ? left : 0;
}

/* The shortest leads first, until what is left is too light to reach the threshold. */
static void follow_all(struct finder *f, const struct name *n, double loose, double threshold)
{
    struct lead lead[NAME_PARTS];
    float left = 0;
    int count = 0;
    for (int i = 0; i < n->count; i++) {
        if (n->part[i].kind == PART_INITIAL)
            continue;
        lead[count] = (struct lead){similar_parts(&f->similar, &n->part[i]), f->searched.weight[i]};
        left += lead[count++].weight;
    }
    qsort(lead, (size_t)count, sizeof *lead, by_length);
    for (int i = 0; i < count; i++) {
        double alone = share_left(f->searched.all, left + loose);
        bool light = 1 - alone * f->p->of[COST_EXTRA] < threshold;
        follow(f, &lead[i], light);
        left -= lead[i].weight;
    }
}

/* Weight of parts that are initials, each of which may stand for any part. */
static double loose_parts(const struct name *n)
{
    double loose = 0;
    for (int i = 0; i < n->count; i++)
        loose += n->part[i].kind == PART_INITIAL   ? 1
                 : n->part[i].kind == PART_LETTERS ? n->part[i].text_length
                                                   : 0;
    return loose;
}

static void compare(struct finder *f, uint32_t name, double threshold)
{
    index_name(&f->name, &f->listed, f->x, name, f->p);
    if (f->name.unscreenable)
        return;
    score_names(&f->score, &f->searched, &f->listed, f->p, (double)index_names(f->x));
    if (f->score.score >= threshold)
        *(struct found *)vector_add(&f->found, 1) = (struct found){name, f->score.score};
}

static int by_score(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->name > y->name) - (x->name < y->name);
}

static size_t end_search(struct finder *f, const struct found **out)
{
    if (f->found.count)
        qsort(f->found.at, f->found.count, sizeof(struct found), by_score);
    *out = (const void *)f->found.at;
    return f->found.count;
}

size_t finder_search(struct finder *f, const struct found **out, const struct name *searched,
                     double threshold)
{
    const struct block_name *names = block_section(f->x, SECTION_NAME);
    f->found.count = f->touched.count = 0;
    f->search++;
    if (searched->unscreenable)
        return end_search(f, out);
    index_weigh(&f->searched, f->x, searched, f->p);
    double loose = loose_parts(searched), initials = 0;
    for (int i = 0; i < searched->count; i++)
        if (searched->part[i].kind == PART_INITIAL)
            initials += f->searched.weight[i];
    touch_joined(f, searched);
    follow_all(f, searched, initials, threshold);
    const uint32_t *touched = (const void *)f->touched.at;
    for (size_t i = 0; i < f->touched.count; i++) {
        const struct tally *t = &f->tally[touched[i]];
        double mine = share_left(f->searched.all, t->mine + initials + names[touched[i]].loose);
        double its = share_left(f->all[touched[i]], t->its + loose);
        if (t->sure || 1 - least_cost(f->p, mine, its) >= threshold)
            compare(f, touched[i], threshold);
    }
    return end_search(f, out);
}

size_t finder_compare_all(struct finder *f, const struct found **out, const struct name *searched,
                          double threshold)
{
    f->found.count = 0;
    if (searched->unscreenable)
        return end_search(f, out);
    index_weigh(&f->searched, f->x, searched, f->p);
    for (uint32_t i = 0; i < index_names(f->x); i++)
        compare(f, i, threshold);
    return end_search(f, out);
}
