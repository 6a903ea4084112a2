/* SPDX-License-Identifier: Apache-2.0 */
#include "app/find/sums.h"

#include <stdlib.h>
#include <string.h>

struct sum {
    struct series *series;
    int parts;
};

struct sums {
    struct arena *arena;
    bool exporters, importers; /* which of both is one */
    int exporter;              /* what the sum is of: the Union, or 0 */
    struct sum *sum;
    int count;
    int *slot; /* a table of places in sum, -1: free */
    int slots; /* a power of two */
};

static bool is_group(struct ref *r, const char *asked, struct arena *a)
{
    struct ref_areas areas;
    return asked && !strchr(asked, ',') && !ref_areas(r, &areas, a, asked, NULL) && areas.count > 1;
}

int sums_open(struct sums **out, struct session *s, const struct flow_params *q, struct err *err)
{
    struct ref *r;
    *out = NULL;
    TRY(session_reference(s, &r, err));
    bool from = is_group(r, q->from, s->arena), to = is_group(r, q->to, s->arena);
    if (!from && !to)
        return 0;
    *out = arena_new(s->arena, struct sums);
    **out = (struct sums){.arena = s->arena,
                          .exporters = from,
                          .importers = to,
                          .exporter = from && ref_is_union(q->from) ? M49_EU : 0};
    return 0;
}

static bool same(const struct sums *g, const struct series *x, const struct series *y)
{
    return (g->exporters || x->exporter == y->exporter) &&
           (g->importers || x->importer == y->importer) && x->freq == y->freq &&
           !strcmp(x->unit, y->unit) && !strcmp(x->measured_in, y->measured_in);
}

static unsigned hash(const struct sums *g, const struct series *s)
{
    unsigned h = 2166136261u;
    h = (h ^ (unsigned)(g->exporters ? 0 : s->exporter)) * 16777619u;
    h = (h ^ (unsigned)(g->importers ? 0 : s->importer)) * 16777619u;
    for (const char *p = s->unit; *p; p++)
        h = (h ^ (unsigned char)*p) * 16777619u;
    return h;
}

/* The slot of a series: where it is, or where it would be. */
static int *slot_of(const struct sums *g, const struct series *s)
{
    unsigned at = hash(g, s) & (unsigned)(g->slots - 1);
    while (g->slot[at] >= 0 && !same(g, g->sum[g->slot[at]].series, s))
        at = (at + 1) & (unsigned)(g->slots - 1);
    return &g->slot[at];
}

static void widen(struct sums *g)
{
    g->slots = g->slots ? 2 * g->slots : 1024;
    g->slot = arena_array(g->arena, int, (size_t)g->slots);
    for (int i = 0; i < g->slots; i++)
        g->slot[i] = -1;
    for (int i = 0; i < g->count; i++)
        *slot_of(g, g->sum[i].series) = i;
}

void sums_add(struct sums *g, const struct series *s)
{
    if (!g)
        return;
    if (2 * g->count >= g->slots)
        widen(g);
    int *slot = slot_of(g, s);
    if (*slot >= 0) {
        struct sum *sum = &g->sum[*slot];
        series_add(sum->series, s, g->arena);
        sum->parts++;
        return;
    }
    g->sum = arena_grow(g->arena, g->sum, (size_t)g->count, sizeof *g->sum);
    g->sum[g->count] = (struct sum){series_keep(s, g->arena), 1};
    *slot = g->count++;
}

static int in_order(const void *x, const void *y)
{
    const struct series *a = ((const struct sum *)x)->series, *b = ((const struct sum *)y)->series;
    if (a->importer != b->importer)
        return a->importer < b->importer ? -1 : 1;
    if (a->exporter != b->exporter)
        return a->exporter < b->exporter ? -1 : 1;
    int c = strcmp(a->unit, b->unit);
    c = c ? c : a->freq - b->freq;
    return c ? c : strcmp(a->measured_in, b->measured_in);
}

int sums_each(struct sums *g, series_fn fn, void *ctx, struct err *err)
{
    if (!g || !g->count)
        return 0;
    for (int i = 0; i < g->count; i++) {
        g->sum[i].series->as_one = true;
        if (g->exporters)
            g->sum[i].series->exporter = g->exporter;
        series_leave_out_lacking(g->sum[i].series);
    }
    qsort(g->sum, (size_t)g->count, sizeof *g->sum, in_order);
    for (int i = 0; i < g->count; i++)
        if (g->sum[i].parts > 1)
            TRY(fn(ctx, g->sum[i].series, err));
    return 0;
}
