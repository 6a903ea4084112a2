/* SPDX-License-Identifier: Apache-2.0 */
#include "series/published.h"

#include <stdlib.h>
#include <string.h>

#include "base/resource.h"

static int compare_coverage(const void *x, const void *y)
{
    const struct coverage *a = x, *b = y;
    if (a->reporter != b->reporter)
        return a->reporter < b->reporter ? -1 : 1;
    if (a->freq != b->freq)
        return a->freq < b->freq ? -1 : 1;
    int c = strcmp(a->direction, b->direction);
    return c ? c : strcmp(a->adapter, b->adapter);
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
            if (o->freq == c->freq && o->until > c->last && !strcmp(o->adapter, c->adapter))
                c->last = o->until;
    }
}

static int read_coverage(struct published *w, struct store *s, const char *as_of, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = {{"as_of", as_of}, {0}};
    TRY(duck_query(store_duck(s), &r, resource_get("src/series/sql/coverage.sql")->text, p, err));
    struct coverage *c = NULL;
    while (duck_next(r)) {
        struct coverage next = {
            .adapter = duck_text(r, 0, &w->arena),
            .reporter = (int)duck_int(r, 1),
            .direction = duck_text(r, 2, &w->arena),
            .freq = *duck_text(r, 3, &w->arena),
        };
        if (!c || compare_coverage(c, &next)) {
            w->coverage = arena_grow(&w->arena, w->coverage, (size_t)w->coverages, sizeof *c);
            c = &w->coverage[w->coverages++];
            *c = next;
        }
        int index = period_index((int)duck_int(r, 4));
        publish(c, &w->arena, index, duck_bool(r, 5));
    }
    find_last(w);
    if (w->coverages)
        qsort(w->coverage, (size_t)w->coverages, sizeof *c, compare_coverage);
    return duck_end(r, err);
}

static int compare_renumbering(const void *x, const void *y)
{
    const struct renumbering *a = x, *b = y;
    int c = strcmp(a->family, b->family);
    c = c ? c : strcmp(a->adapter, b->adapter);
    c = c ? c : strcmp(a->direction, b->direction);
    return c ? c : a->freq - b->freq;
}

static int read_renumberings(struct published *w, struct store *s, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(duck_query(store_duck(s), &r, resource_get("src/series/sql/renumbering.sql")->text, NULL,
                   err));
    while (duck_next(r)) {
        w->renumbering = arena_grow(&w->arena, w->renumbering, (size_t)w->renumberings,
                                    sizeof *w->renumbering);
        w->renumbering[w->renumberings++] = (struct renumbering){
            .adapter = duck_text(r, 0, &w->arena),
            .direction = duck_text(r, 1, &w->arena),
            .freq = *duck_text(r, 2, &w->arena),
            .family = duck_text(r, 3, &w->arena),
            .from = duck_null(r, 4) ? 0 : period_index((int)duck_int(r, 4)),
            .until = duck_null(r, 5) ? 0 : period_index((int)duck_int(r, 5)),
        };
    }
    if (w->renumberings)
        qsort(w->renumbering, (size_t)w->renumberings, sizeof *w->renumbering, compare_renumbering);
    return duck_end(r, err);
}

int published_read(struct published *out, struct store *s, const char *as_of, struct err *err)
{
    *out = (struct published){0};
    TRY(read_coverage(out, s, as_of, err));
    return read_renumberings(out, s, err);
}

const struct coverage *published_by(const struct published *p, const struct series *s)
{
    struct coverage key = {
        .adapter = s->adapter, .direction = s->direction, .freq = s->freq, .reporter = s->reporter};
    return p->coverages
               ? bsearch(&key, p->coverage, (size_t)p->coverages, sizeof key, compare_coverage)
               : NULL;
}

const struct renumbering *published_renumbering(const struct published *p, const struct series *s)
{
    struct renumbering key = {
        .adapter = s->adapter, .direction = s->direction, .family = s->unit, .freq = s->freq};
    return p->renumberings ? bsearch(&key, p->renumbering, (size_t)p->renumberings, sizeof key,
                                     compare_renumbering)
                           : NULL;
}
