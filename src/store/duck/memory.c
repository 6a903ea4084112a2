/* memory.c - what is read of a store once, because questions ask it again and again.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/duck/store.h"

enum { M49_MAX = INT16_MAX };

struct reporting {
    const char *direction, *freq;
    int reporter;
};

static bool is_shadowed(struct duck_store *s, const struct reporting *x,
                        const struct reporting *all, int count)
{
    for (int i = 0; i < count; i++)
        if (!strcmp(x->direction, all[i].direction) && !strcmp(x->freq, all[i].freq) &&
            ref_in_union(s->store.reference, all[i].reporter))
            return true;
    return false;
}

/* A group that reports (the Union as one) is left out where a member of it reports too. */
static int read_shadowed(struct duck_store *s, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(buf_free) struct buf b = {0};
    CLEANUP(arena_free) struct arena a = {0};
    struct reporting *x = NULL;
    int count = 0;
    TRY(store_query(s, &r, "reporting", NULL, err));
    while (duck_next(r)) {
        x = arena_grow(&a, x, (size_t)count, sizeof *x);
        x[count++] = (struct reporting){duck_text(r, 0, &a), duck_text(r, 1, &a),
                                        (int)duck_int(r, 2)};
    }
    for (int i = 0; i < count; i++)
        if (x[i].reporter == M49_EU && is_shadowed(s, &x[i], x, count))
            buf_printf(&b, "%s'%s%s'", b.len ? ", " : "", x[i].direction, x[i].freq);
    s->memory.shadowed = arena_strdup(&s->memory.arena, b.s);
    return duck_end(r, err);
}

/* Whether a layout has several sources, of which one may replace another. */
static int read_vintages(struct duck_store *s, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    const char **adapter;
    int count = 0;
    TRY(duck_query(s->duck, &r, "SELECT adapter FROM source", NULL, err));
    TRY(store_texts(r, &adapter, &count, &a, err));
    if (count)
        qsort(adapter, (size_t)count, sizeof *adapter, text_order);
    s->memory.vintages = false;
    for (int i = 1; i < count; i++)
        s->memory.vintages |= !strcmp(adapter[i - 1], adapter[i]);
    return 0;
}

/* Statements without joins and orders: DuckDB plans these four times as fast as one that has all.
 */
int store_facts(struct duck_store *s, struct err *err)
{
    int64_t rates;
    if (s->memory.facts)
        return 0;
    TRY(duck_int_of(s->duck, &rates, "SELECT count(*) FROM rate", NULL, 0, err));
    s->memory.rates = rates > 0;
    TRY(read_vintages(s, err));
    TRY(read_shadowed(s, err));
    s->memory.facts = true;
    return 0;
}

void store_forget(struct duck_store *s)
{
    arena_free(&s->memory.arena);
    s->memory = (struct store_memory){0};
}

static int read_there(struct duck_store *s, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    if (s->memory.there)
        return 0;
    bool *there = arena_array(&s->memory.arena, bool, M49_MAX + 1);
    TRY(store_query_in(s, &r, store_text("there"), NULL, (struct flow_scope){NULL, true}, err));
    while (duck_next(r)) {
        int64_t m49 = duck_int(r, 0);
        if (m49 >= 0 && m49 <= M49_MAX)
            there[m49] = true;
    }
    TRY(duck_end(r, err));
    s->memory.there = there;
    return 0;
}

/* Where the Union reports as one area its members are in it, and where members report, the Union as
 * one is not missed. */
static bool is_missing(struct duck_store *s, int m49)
{
    const bool *there = s->memory.there;
    return m49 != M49_EU && m49 <= M49_MAX && !there[m49] &&
           !(there[M49_EU] && ref_in_union(s->store.reference, m49));
}

struct names {
    const char **name;
    int count;
};

static void add_missing(struct names *n, struct duck_store *s, const char *areas,
                        const struct areas *names, struct arena *a)
{
    for (int m49; (m49 = next_area(&areas));) {
        int known = 0;
        const char *iso3 = areas_iso3(names, m49);
        while (known < n->count && strcmp(n->name[known], iso3) != 0)
            known++;
        if (known < n->count || !is_missing(s, m49))
            continue;
        n->name = arena_grow(a, n->name, (size_t)n->count, sizeof *n->name);
        n->name[n->count++] = iso3;
    }
}

int duck_store_missing(struct store *store, const char **out, const struct selection *sel,
                       struct arena *a, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct areas *names;
    struct names n = {0};
    *out = NULL;
    TRY(read_there(on_duck(store), err));
    TRY(ref_names(store->reference, &names, err));
    add_missing(&n, on_duck(store), sel->exporters, names, a);
    add_missing(&n, on_duck(store), sel->importers, names, a);
    if (n.count)
        qsort(n.name, (size_t)n.count, sizeof *n.name, text_order);
    for (int i = 0; i < n.count; i++)
        buf_printf(&b, "%s%s", i ? ", " : "", n.name[i]);
    *out = arena_strdup(a, b.s);
    return 0;
}
