/* links.c - series of several exporters put together as links, and found again.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "app/divert/legs.h"
#include "ref/ref.h"

/* --- links put together --- */

uint64_t link_goods(const char *unit)
{
    uint64_t letters = 0;
    for (int i = 0; i < 8; i++) {
        letters = letters << 8 | (unsigned char)*unit;
        unit += *unit != 0;
    }
    return letters;
}

int link_compare_goods(const struct link *a, const struct link *b)
{
    if (a->goods != b->goods)
        return a->goods < b->goods ? -1 : 1;
    return a->goods & 0xff ? strcmp(a->unit, b->unit) : 0; /* no letter is left */
}

static int compare_places(const struct link *a, const struct link *b)
{
    if (a->origin != b->origin)
        return a->origin < b->origin ? -1 : 1;
    if (a->via != b->via)
        return a->via < b->via ? -1 : 1;
    return link_compare_goods(a, b);
}

static int compare(const void *x, const void *y)
{
    const struct link *a = x, *b = y;
    int c = compare_places(a, b);
    c = c ? c : (a->importer > b->importer) - (a->importer < b->importer);
    c = c ? c : (a->exporter > b->exporter) - (a->exporter < b->exporter);
    return c ? c : series_compare(a->series, b->series);
}

/* The Union as one reporter is what its members are: of both the members are read. */
static bool has_members(struct ref *r, const struct links *x)
{
    bool there = false;
    for (int i = 0; i < x->count && !there; i++)
        there = ref_in_union(r, x->link[i].exporter);
    return there;
}

/* A store gives most legs in that order. */
static void sort(struct links *x)
{
    int i = 1;
    while (i < x->count && compare(&x->link[i - 1], &x->link[i]) <= 0)
        i++;
    if (i < x->count)
        qsort(x->link, (size_t)x->count, sizeof *x->link, compare);
}

static void put_together(struct legs *l, enum leg leg)
{
    struct links *x = &l->of[leg];
    bool members = has_members(l->ref, x);
    int n = 0;
    sort(x);
    for (int i = 0; i < x->count; i++) {
        if (members && x->link[i].exporter == M49_EU)
            continue;
        if (!n || compare_places(&x->link[n - 1], &x->link[i])) {
            x->link[n++] = x->link[i];
            continue;
        }
        x->link[n - 1].cut |= x->link[i].cut;
        series_add(x->link[n - 1].series, x->link[i].series, l->arena);
        x->link[n - 1].importers += x->link[n - 1].importer != x->link[i].importer;
        x->link[n - 1].importer = x->link[i].importer;
    }
    x->count = n;
}

static int by_goods(const void *x, const void *y)
{
    const struct link *a = *(const struct link *const *)x, *b = *(const struct link *const *)y;
    if (a->origin != b->origin)
        return a->origin < b->origin ? -1 : 1;
    int c = link_compare_goods(a, b);
    return c ? c : (a->via > b->via) - (a->via < b->via);
}

/* Where all may be intermediaries, elsewhere is what goes to all of them. */
static void sum_elsewhere(struct legs *l)
{
    CLEANUP(arena_free) struct arena own = {0};
    const struct links *in = &l->of[LEG_IN];
    struct links *to = &l->of[LEG_ELSEWHERE];
    const struct link **order = arena_array(&own, const struct link *, (size_t)in->count + 1);
    for (int i = 0; i < in->count; i++)
        order[i] = &in->link[i];
    qsort(order, (size_t)in->count, sizeof *order, by_goods);
    to->link = arena_array(l->arena, struct link, (size_t)in->count + 1);
    for (int i = 0; i < in->count; i++) {
        struct link *last = to->count ? &to->link[to->count - 1] : NULL;
        if (last && last->origin == order[i]->origin && !strcmp(last->unit, order[i]->unit)) {
            series_add(last->series, order[i]->series, l->arena);
            last->importers++;
            continue;
        }
        to->link[to->count++] = (struct link){.origin = order[i]->origin,
                                              .unit = order[i]->unit,
                                              .goods = order[i]->goods,
                                              .importers = 1,
                                              .series = series_keep(order[i]->series, l->arena)};
    }
}

void links_put_together(struct legs *l)
{
    for (int k = 0; k < LEGS; k++)
        put_together(l, (enum leg)k);
    if (!l->via && l->of[LEG_IN].count)
        sum_elsewhere(l);
}

/* --- looking --- */

/* Where the first link from a place on is. */
static int place_of(const struct links *x, const struct link *key)
{
    int low = 0, high = x->count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (compare_places(&x->link[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct link *legs_find(const struct legs *l, enum leg leg, int origin, int via,
                             const char *unit)
{
    const struct links *x = &l->of[leg];
    struct link key = {.origin = origin, .via = via, .unit = unit, .goods = link_goods(unit)};
    int at = place_of(x, &key);
    return at < x->count && !compare_places(&x->link[at], &key) ? &x->link[at] : NULL;
}

bool legs_show(const struct legs *l, enum leg leg, int origin, int via, const char *unit)
{
    const struct links *x = &l->of[leg];
    char heading[5] = {0};
    struct link key = {.origin = origin, .via = via, .unit = heading};
    memcpy(heading, unit, strnlen(unit, 4));
    key.goods = link_goods(heading);
    int at = place_of(x, &key);
    return at < x->count && x->link[at].origin == origin && x->link[at].via == via &&
           !strncmp(x->link[at].unit, heading, strlen(heading)) &&
           strlen(x->link[at].unit) == strlen(unit); /* a heading may hold the code, or be held */
}
