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

#include "screen/hash.h"
#include "screen/index/finder.h"

enum { AHEAD = 8 }; /* names that are fetched before they are counted */

/* A part of the name searched, with where it leads. */
struct lead {
    const struct similar_list *list;
    float weight, told;
};

static struct tally *touch(struct finder *f, uint32_t name)
{
    struct tally *t = &f->tally[name];
    if (!has_bit(f->met, name)) {
        put_bit(f->met, name);
        put_bit(f->open, name);
        *t = (struct tally){0};
        f->touched[f->touches++] = name;
    }
    return t;
}

/* Forgets what the last search met. */
static void forget(struct finder *f)
{
    for (size_t i = 0; i < f->touches; i++) {
        drop_bit(f->met, f->touched[i]);
        if (!has_bit(f->known->initialled, f->touched[i]))
            drop_bit(f->open, f->touched[i]);
    }
    f->found.count = f->touches = 0;
}

/* What it means that part number `part`, which leads to the name, may be taken for one of the
 * name's: of several the likest counts. */
static void count_part(struct tally *t, uint8_t part, const struct lead *l, float its, float alike)
{
    if (t->part != part) {
        t->part = part;
        t->alike = alike;
        t->mine += l->weight;
        t->unlike += l->weight * (1 - alike);
        t->bits += l->told * alike * alike;
    } else if (alike > t->alike) {
        t->unlike -= l->weight * (alike - t->alike);
        t->bits += l->told * (alike * alike - t->alike * t->alike);
        t->alike = alike;
    }
    t->its += its;
}

/* Neighbouring parts of the name searched that may be taken as one. */
struct joined {
    int at, count;
};

/* What they are taken for may be all of a name; that a lead of one of them counts too does no harm.
 */
static void count_joined(struct finder *f, uint32_t name, struct joined j)
{
    struct tally *t = touch(f, name);
    for (int i = j.at; i < j.at + j.count; i++) {
        struct lead l = {NULL, f->searched.weight[i], (float)score_told(&f->searched, i)};
        count_part(t, (uint8_t)(NAME_PARTS + 1 + i), &l, INFINITY, 1);
    }
}

/* Names that have neighbours which, as one, are that, or whose words begin so. */
static void count_hash(struct finder *f, uint32_t hash, struct joined j)
{
    const struct block_hash *h;
    size_t n = block_lookup(f->x, hash, &h);
    for (size_t i = 0; i < n; i++)
        count_joined(f, h[i].to, j);
}

/* Names that have a part which is that. */
static void count_posted(struct finder *f, uint32_t hash, struct joined j)
{
    const struct block_part *part = block_section(f->x, SECTION_PART);
    const uint32_t *posting = block_section(f->x, SECTION_POSTING);
    const struct block_hash *h;
    size_t n = block_lookup(f->x, hash, &h);
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < part[h[i].to].postings; k++)
            count_joined(f, posting[part[h[i].to].posting + k], j);
}

static void follow_joined(struct finder *f, const struct name *n)
{
    for (int i = 0; i < n->runs; i++) {
        struct joined run = {n->run[i].at, n->run[i].count};
        count_hash(f, block_salted(n->run[i].key, SALT_RUN), run);
        count_posted(f, block_salted(n->run[i].key, SALT_CANON), run);
        if (n->run[i].frame)
            count_posted(f, block_salted(n->run[i].frame, SALT_FRAME), run);
    }
    for (int i = 0; i < n->count; i++) {
        const struct part *p = &n->part[i];
        struct joined one = {i, 1};
        count_hash(f, block_salted(p->key, SALT_RUN), one);
        if (!p->consonants && p->skeleton_length >= SKELETON_LEAST)
            count_hash(f, block_salted(hash_text(p->skeleton, p->skeleton_length), SALT_RUN_FRAME),
                       one);
        if (p->kind == PART_WORD || p->kind == PART_LETTERS)
            count_hash(f, block_salted(hash_text(p->text, p->text_length), SALT_INITIALS), one);
    }
    if (n->initials)
        count_posted(f, block_salted(n->initials, SALT_TEXT), (struct joined){0, n->count});
}

/* Whether a lead that is too light to lead anywhere by itself leads to a name: one that was met, or
 * whose initials may stand for the rest. */
static inline bool leads_to(const struct finder *f, uint32_t name)
{
    return has_bit(f->open, name) &&
           (has_bit(f->met, name) || (f->known->loose[name].letters & f->begin));
}

static void follow(struct finder *f, const struct lead *l, uint8_t part, bool light)
{
    const uint32_t *posting = block_section(f->x, SECTION_POSTING);
    const struct similar_part *alike = l->list->part;
    for (uint32_t i = 0; i < l->list->count; i++) {
        const uint32_t *at = posting + alike[i].posting, n = alike[i].postings;
        for (uint32_t k = 0; k < n; k++) {
            if (!light && k + AHEAD < n)
                __builtin_prefetch(&f->tally[at[k + AHEAD]]);
            if (!light || leads_to(f, at[k]))
                count_part(touch(f, at[k]), part, l, alike[i].weight, alike[i].alike);
        }
    }
}

static int by_length(const void *a, const void *b)
{
    const struct lead *x = a, *y = b;
    return (x->list->postings > y->list->postings) - (x->list->postings < y->list->postings);
}

/* What faults cost at least where shares of either name, and weights of theirs, are alone, and a
 * share of the name searched is not the same. */
static double least_cost(const struct profile *p, double mine, double its, double weight,
                         double unlike)
{
    double both = mine < its ? mine : its;
    return both * p->of[COST_CONTRADICTION] + (mine - both) * p->of[COST_EXTRA] +
           (its - both) * p->of[COST_MISSING] + unlike / 2 * p->of[COST_UNLIKE] +
           (weight < 1 ? weight : 1) * p->of[COST_CONTRADICTED];
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
        lead[count] = (struct lead){similar_parts(&f->similar, &n->part[i]), f->searched.weight[i],
                                    (float)score_told(&f->searched, i)};
        left += lead[count++].weight;
    }
    qsort(lead, (size_t)count, sizeof *lead, by_length);
    for (int i = 0; i < count; i++) {
        double alone = share_left(f->searched.all, left + loose);
        bool light = 1 - alone * f->p->of[COST_EXTRA] < threshold;
        follow(f, &lead[i], (uint8_t)(i + 1), light);
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
    score_names(&f->score, &f->searched, &f->listed, f->p, index_searched(f->x));
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

/* What so many faults cost at least where agreements tell so much at most: see chance() in score.c.
 */
static double with_chance(const struct finder *f, double cost, double bits)
{
    const double *of = f->p->of;
    double needed = log2(index_searched(f->x)) + of[CHANCE_BITS];
    if (f->naming < 2 || bits >= needed || index_searched(f->x) <= 1)
        return cost;
    double chance = (needed - bits) / needed;
    cost *= 1 + of[COST_CHANCE] * chance;
    return cost + of[COST_UNKNOWN] * chance * fmin(1, cost * 20);
}

/* Whether the bound leaves the threshold within reach of a name that was met. */
static bool may_reach(const struct finder *f, uint32_t name, double initials, double loose,
                      double threshold)
{
    const struct tally *t = &f->tally[name];
    bool stands = has_bit(f->known->initialled, name) && f->known->loose[name].letters & f->begin;
    double mine = share_left(f->searched.all,
                             t->mine + initials + (stands ? f->known->loose[name].parts : 0));
    if (mine * f->p->of[COST_EXTRA] > 1 - threshold)
        return false;
    double its = share_left(f->known->all[name], t->its + loose + f->known->light[name]);
    double weight = fmin(mine * f->searched.all, its * f->known->all[name]);
    double unlike = t->unlike / f->searched.all - 1e-5;
    return 1 - with_chance(f, least_cost(f->p, mine, its, weight, unlike > 0 ? unlike : 0),
                           t->bits + f->loose_bits) >=
           threshold;
}

size_t finder_search(struct finder *f, const struct found **out, const struct name *searched,
                     double threshold)
{
    forget(f);
    if (searched->unscreenable)
        return end_search(f, out);
    similar_begin(&f->similar);
    index_weigh(&f->searched, f->x, searched, f->p);
    double loose = loose_parts(searched), initials = 0;
    for (int i = 0; i < searched->count; i++)
        initials += f->searched.weight[i] * (searched->part[i].kind == PART_INITIAL
                                                 ? 1
                                                 : 1 - score_lone(&searched->part[i], f->p));
    f->begin = 0;
    for (int i = 0; i < searched->count; i++)
        f->begin |= block_letter(*searched->part[i].text) | block_letter(*searched->part[i].canon);
    f->naming = score_naming_words(searched);
    f->loose_bits = 0;
    for (int i = 0; i < searched->count; i++)
        if (searched->part[i].kind == PART_INITIAL || searched->part[i].kind == PART_LETTERS)
            f->loose_bits += score_told(&f->searched, i);
    follow_joined(f, searched);
    follow_all(f, searched, initials, threshold);
    for (size_t i = 0; i < f->touches; i++)
        if (may_reach(f, f->touched[i], initials, loose, threshold))
            compare(f, f->touched[i], threshold);
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
