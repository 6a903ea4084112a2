/* read.c - what a block holds.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "screen/index/block.h"

void index_free(struct index *x)
{
    if (x->mapped)
        munmap((void *)((uintptr_t)x->block - BLOCK_BEFORE), x->size + BLOCK_BEFORE);
    else
        free((void *)(uintptr_t)x->block);
    *x = (struct index){0};
}

size_t index_names(const struct index *x)
{
    return block_head(x)->count[SECTION_NAME];
}

size_t index_unscreenable(const struct index *x)
{
    return block_head(x)->unscreenable;
}

static const struct block_name *name_at(const struct index *x, uint32_t name)
{
    return (const struct block_name *)block_section(x, SECTION_NAME) + name;
}

uint32_t index_entity(const struct index *x, uint32_t name)
{
    return name_at(x, name)->entity;
}

void index_listed(struct listed *out, const struct index *x, uint32_t name)
{
    const char *text = block_section(x, SECTION_TEXT);
    const struct block_name *n = name_at(x, name);
    const struct block_entity *e = (const struct block_entity *)block_section(x, SECTION_ENTITY) +
                                   n->entity;
    const char **to[] = {&out->list,    &out->uid,       &out->title,   &out->entity,
                         &out->program, &out->listed_on, &out->country, &out->born,
                         &out->gender,  &out->vintage,   &out->states};
    for (size_t i = 0; i < sizeof to / sizeof *to; i++)
        *to[i] = text + e->text[i];
    out->name = text + n->text;
    out->kind = text + n->kind;
    out->quality = text + n->quality;
}

void block_read_name(struct name *out, const struct index *x, uint32_t name)
{
    const struct block_name *n = name_at(x, name);
    const uint32_t *use = (const uint32_t *)block_section(x, SECTION_USE) + n->use;
    const struct block_part *part = block_section(x, SECTION_PART);
    out->unscreenable = n->uses ? NULL : "no letter that can be compared";
    out->count = n->uses;
    out->runs = n->runs;
    out->initials = n->initials;
    out->legal = n->legal;
    for (int i = 0; i < n->uses; i++)
        out->part[i] = part[use[i]].part;
    memcpy(out->run, (const struct run *)block_section(x, SECTION_RUN) + n->run,
           n->runs * sizeof *out->run);
}

void index_name(struct name *out, struct weighed *weighed, const struct index *x, uint32_t name,
                const struct profile *p)
{
    const struct block_name *n = name_at(x, name);
    const uint32_t *use = (const uint32_t *)block_section(x, SECTION_USE) + n->use;
    const struct block_part *part = block_section(x, SECTION_PART);
    struct rarity rarity[NAME_PARTS];
    block_read_name(out, x, name);
    for (int i = 0; i < n->uses; i++)
        rarity[i] = (struct rarity){part[use[i]].rarity, part[use[i]].bits};
    score_weigh(weighed, out, p, rarity);
}

double index_searched(const struct index *x)
{
    return (double)index_names(x);
}

/* The part of the block that is the same, or the same name elsewhere; NULL: none. */
static const struct block_part *like(const struct index *x, const struct part *p)
{
    const struct block_part *part = block_section(x, SECTION_PART);
    const struct block_hash *h;
    size_t n = block_lookup(x, block_salted(p->key, SALT_CANON), &h);
    for (size_t i = 0; i < n; i++)
        if (part[h[i].to].part.key == p->key)
            return &part[h[i].to];
    for (int k = 0; k < p->class_count; k++) {
        n = block_lookup(x, block_salted(p->class_of[k], SALT_CLASS), &h);
        for (size_t i = 0; i < n; i++)
            for (int c = 0; c < part[h[i].to].part.class_count; c++)
                if (part[h[i].to].part.class_of[c] == p->class_of[k])
                    return &part[h[i].to];
    }
    return NULL;
}

struct rarity block_rarity(double holders, double names, const struct part *p)
{
    double share = (holders + (double)PRIOR_NAMES / PART_BEARERS) / (names + PRIOR_NAMES);
    if (p->common && share < 1. / COMMON_BEARERS)
        share = 1. / COMMON_BEARERS;
    double bits = -log2(share), most = log2(PART_BEARERS);
    return (struct rarity){(float)(bits < most ? bits / most : 1), (float)bits};
}

struct rarity block_known_rarity(const struct index *x, const struct part *p)
{
    const struct block_part *found = like(x, p);
    return found ? (struct rarity){found->rarity, found->bits}
                 : block_rarity(0, (double)index_names(x), p);
}

void index_weigh(struct weighed *out, const struct index *x, const struct name *n,
                 const struct profile *p)
{
    struct rarity rarity[NAME_PARTS];
    for (int i = 0; i < n->count; i++)
        rarity[i] = block_known_rarity(x, &n->part[i]);
    score_weigh(out, n, p, rarity);
}
