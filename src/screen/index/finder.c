/* finder.c - finders made and freed.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/finder.h"

#include <stdlib.h>
#include <string.h>

static float light_of(const struct weighed *w, const struct profile *p)
{
    double light = 0;
    for (int i = 0; i < w->name->count; i++)
        light += w->weight[i] * (1 - score_lone(&w->name->part[i], p));
    return (float)light;
}

static struct known *known_new(const struct index *x, const struct profile *p)
{
    size_t names = index_names(x);
    struct known *k = must(calloc(1, sizeof *k));
    struct name *name = must(malloc(sizeof *name));
    struct weighed *listed = must(malloc(sizeof *listed));
    const struct block_name *n = block_section(x, SECTION_NAME);
    k->loose = must(calloc(names + 1, sizeof *k->loose));
    k->light = must(calloc(names + 1, sizeof *k->light));
    k->all = must(calloc(names + 1, sizeof *k->all));
    k->initialled = must(calloc(names / 64 + 1, sizeof *k->initialled));
    similar_new(&k->similar, x, p);
    for (uint32_t i = 0; i < names; i++) {
        index_name(name, listed, x, i, p);
        k->all[i] = listed->plain ? 0 : listed->all;
        k->light[i] = light_of(listed, p);
        k->loose[i] = (struct loose){n[i].initials_of, n[i].loose};
        if (n[i].initials_of)
            put_bit(k->initialled, i);
    }
    free(name);
    free(listed);
    return k;
}

static void known_free(struct known *k)
{
    similar_free(&k->similar);
    free(k->loose);
    free(k->light);
    free(k->all);
    free(k->initialled);
    free(k);
}

static struct finder *finder_of(struct known *k)
{
    struct finder *f = must(calloc(1, sizeof *f));
    size_t names = index_names(k->similar.x), bits = names / 64 + 1;
    f->x = k->similar.x;
    f->p = k->similar.p;
    f->known = k;
    atomic_fetch_add(&k->searchers, 1);
    f->tally = must(calloc(names + 1, sizeof *f->tally));
    f->met = must(calloc(bits, sizeof *f->met));
    f->open = must(malloc(bits * sizeof *f->open));
    memcpy(f->open, k->initialled, bits * sizeof *f->open);
    f->touched = must(malloc((names + 1) * sizeof *f->touched));
    f->found.size = sizeof(struct found);
    similar_search_new(&f->similar, &k->similar);
    return f;
}

struct finder *finder_new(const struct index *x, const struct profile *p)
{
    return finder_of(known_new(x, p));
}

struct finder *finder_beside(const struct finder *other)
{
    return finder_of(other->known);
}

void finder_free(struct finder **f)
{
    if (!*f)
        return;
    similar_search_free(&(*f)->similar);
    free((*f)->touched);
    vector_free(&(*f)->found);
    free((*f)->tally);
    free((*f)->met);
    free((*f)->open);
    if (atomic_fetch_sub(&(*f)->known->searchers, 1) == 1)
        known_free((*f)->known);
    free(*f);
    *f = NULL;
}
