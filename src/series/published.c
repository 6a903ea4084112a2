/* SPDX-License-Identifier: Apache-2.0 */
#include "series/published.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare_coverage(const void *x, const void *y)
{
    const struct coverage *a = x, *b = y;
    if (a->reporter != b->reporter)
        return a->reporter < b->reporter ? -1 : 1;
    if (a->freq != b->freq)
        return a->freq < b->freq ? -1 : 1;
    if (a->direction != b->direction)
        return a->direction < b->direction ? -1 : 1;
    int c = strcmp(a->adapter, b->adapter);
    c = c ? c : strcmp(a->scope, b->scope);
    return c ? c : a->partner - b->partner;
}

static void publish(struct coverage *c, struct arena *a, int index, bool published)
{
    if (!c->n)
        c->first = index, c->from = c->until = -1;
    int n = index - c->first + 1;
    bool *grown = arena_alloc(a, (size_t)n);
    if (c->n)
        memcpy(grown, c->published, (size_t)c->n);
    grown[n - 1] = published;
    c->published = grown;
    c->n = n;
    if (published) {
        c->from = c->from < 0 ? index : c->from;
        c->until = index;
    }
}

/* A reporter who is behind the others of his data set has not published yet. */
static void find_last(struct published *w)
{
    for (struct coverage *c = w->coverage; c < w->coverage + w->coverages; c++) {
        c->last = c->until;
        for (const struct coverage *o = w->coverage; o < w->coverage + w->coverages; o++)
            if (o->freq == c->freq && o->until > c->last && !strcmp(o->adapter, c->adapter) &&
                !strcmp(o->scope, c->scope) && o->partner == c->partner)
                c->last = o->until;
    }
}

static int add_coverage(void *ctx, const struct coverage_row *r, struct err *err)
{
    struct published *w = ctx;
    struct coverage next = {.adapter = r->adapter,
                            .scope = r->scope,
                            .partner = r->partner,
                            .reporter = r->reporter,
                            .direction = r->direction,
                            .freq = r->freq};
    struct coverage *c = w->coverages ? &w->coverage[w->coverages - 1] : NULL;
    (void)err;
    if (!c || compare_coverage(c, &next)) {
        next.adapter = arena_strdup(&w->arena, r->adapter);
        next.scope = arena_strdup(&w->arena, r->scope);
        w->coverage = arena_grow(&w->arena, w->coverage, (size_t)w->coverages, sizeof *c);
        c = &w->coverage[w->coverages++];
        *c = next;
    }
    publish(c, &w->arena, period_index(r->period), r->published);
    return 0;
}

static int read_coverage(struct published *w, struct store *s, const char *as_of, struct err *err)
{
    TRY(store_coverage(s, as_of, add_coverage, w, err));
    find_last(w);
    if (w->coverages)
        qsort(w->coverage, (size_t)w->coverages, sizeof *w->coverage, compare_coverage);
    return 0;
}

static int compare_renumbering(const void *x, const void *y)
{
    const struct renumbering *a = x, *b = y;
    int c = strcmp(a->family, b->family);
    c = c ? c : strcmp(a->adapter, b->adapter);
    c = c ? c : (int)a->direction - (int)b->direction;
    return c ? c : a->freq - b->freq;
}

static int add_renumbering(void *ctx, const struct renumbering_row *r, struct err *err)
{
    struct published *w = ctx;
    (void)err;
    w->renumbering = arena_grow(&w->arena, w->renumbering, (size_t)w->renumberings,
                                sizeof *w->renumbering);
    w->renumbering[w->renumberings++] = (struct renumbering){
        .adapter = arena_strdup(&w->arena, r->adapter),
        .direction = r->direction,
        .freq = r->freq,
        .family = arena_strdup(&w->arena, r->family),
        .from = r->from ? period_index(r->from) : 0,
        .until = r->until ? period_index(r->until) : 0,
    };
    return 0;
}

static int read_renumberings(struct published *w, struct store *s, struct err *err)
{
    TRY(store_renumberings(s, add_renumbering, w, err));
    if (w->renumberings)
        qsort(w->renumbering, (size_t)w->renumberings, sizeof *w->renumbering, compare_renumbering);
    return 0;
}

int published_read(struct published *out, struct store *s, const char *as_of, struct err *err)
{
    *out = (struct published){0};
    int rc = read_coverage(out, s, as_of, err);
    rc = rc ? rc : read_renumberings(out, s, err);
    if (rc)
        arena_free(&out->arena);
    return rc;
}

void published_forget(struct published_memo *m)
{
    arena_free(&m->today.arena);
    *m = (struct published_memo){0};
}

/* --- of one series --- */

struct joined {
    struct joined *next;
    const struct coverage *first; /* of those that it was made of */
    char goods[5];
    int partner;
    const struct coverage *all;
};

static bool same_report(const struct coverage *c, const struct series *s)
{
    return c->reporter == s->reporter && c->freq == s->freq && c->direction == s->direction &&
           !strcmp(c->adapter, s->adapter);
}

/* Where those of a reporter begin; NULL: there are none. */
static const struct coverage *first_of(const struct published *p, const struct series *s)
{
    struct coverage key = {.adapter = s->adapter,
                           .scope = "",
                           .partner = -1,
                           .direction = s->direction,
                           .freq = s->freq,
                           .reporter = s->reporter};
    int low = 0, high = p->coverages;
    while (low < high) {
        int middle = (low + high) / 2;
        if (compare_coverage(&p->coverage[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < p->coverages && same_report(&p->coverage[low], s) ? &p->coverage[low] : NULL;
}

/* A chapter is covered by what holds a heading of it, all goods by what holds any. */
static bool covers(const struct coverage *c, const char *goods, int partner)
{
    size_t n = strlen(c->scope), m = strlen(goods);
    return !strncmp(c->scope, goods, n < m ? n : m) &&
           (c->partner < 0 || !partner || c->partner == partner);
}

static void join(struct coverage *all, const struct coverage *c, struct arena *a)
{
    int first = c->first < all->first ? c->first : all->first;
    int end = c->first + c->n > all->first + all->n ? c->first + c->n : all->first + all->n;
    bool *published = arena_array(a, bool, (size_t)(end - first));
    for (int i = 0; i < all->n; i++)
        published[all->first - first + i] |= all->published[i];
    for (int i = 0; i < c->n; i++)
        published[c->first - first + i] |= c->published[i];
    if (c->from >= 0 && (all->from < 0 || c->from < all->from))
        all->from = c->from;
    all->until = c->until > all->until ? c->until : all->until;
    all->last = c->last > all->last ? c->last : all->last;
    all->first = first;
    all->n = end - first;
    all->published = published;
}

const struct coverage *published_by(struct published *p, const struct series *s)
{
    const struct coverage *first = first_of(p, s), *end = p->coverage + p->coverages;
    int partner = direction_inward(s->direction) ? s->exporter : s->importer, count = 0;
    struct joined key = {.first = first, .partner = partner};
    struct coverage all = {0};
    if (!first || first + 1 == end || !same_report(first + 1, s))
        return first && covers(first, "", partner) ? first : NULL;
    snprintf(key.goods, sizeof key.goods, "%s", strcmp(s->unit, "TOTAL") != 0 ? s->unit : "");
    for (const struct joined *j = p->joined; j; j = j->next)
        if (j->first == first && j->partner == partner && !strcmp(j->goods, key.goods))
            return j->all;
    for (const struct coverage *c = first; c < end && same_report(c, s); c++)
        if (covers(c, key.goods, partner)) {
            if (count++)
                join(&all, c, &p->arena);
            else
                all = *c;
        }
    key.next = p->joined;
    key.all = count ? memcpy(arena_new(&p->arena, struct coverage), &all, sizeof all) : NULL;
    p->joined = memcpy(arena_new(&p->arena, struct joined), &key, sizeof key);
    return key.all;
}

static const struct renumbering *find_renumbering(const struct published *p,
                                                  const struct renumbering *key)
{
    return bsearch(key, p->renumbering, (size_t)p->renumberings, sizeof *key, compare_renumbering);
}

enum { LAYOUT_TEXT = 80 };

const struct renumbering *published_renumbering(const struct published *p, const struct series *s)
{
    struct renumbering key = {
        .adapter = s->adapter, .direction = s->direction, .family = s->unit, .freq = s->freq};
    if (!p->renumberings)
        return NULL;
    const struct renumbering *of_layout = find_renumbering(p, &key);
    char name[LAYOUT_TEXT];
    snprintf(name, sizeof name, "%s/%d", s->adapter, s->reporter);
    key.adapter = name;
    return of_layout ? of_layout : find_renumbering(p, &key);
}
