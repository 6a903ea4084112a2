/* wanted.c - flows that the store lacks for corridors to be told, as they can be fetched.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/divert/divert.h"

enum { CODES_MOST = 40, BACK = 36, BACK_YEARS = 5 }; /* more codes: all of them are asked */

/* A pair of areas and the goods of which it lacks the flow. */
struct lack {
    const char *from, *to;
    const char **code;
    int codes;
};

struct lacks {
    struct lack *of;
    int count;
    struct arena *arena;
};

static void add(struct lacks *l, const char *from, const char *to, const char *unit)
{
    int i = 0;
    while (i < l->count && (strcmp(l->of[i].from, from) || strcmp(l->of[i].to, to)))
        i++;
    if (i == l->count) {
        l->of = arena_grow(l->arena, l->of, (size_t)l->count++, sizeof *l->of);
        l->of[i] = (struct lack){from, to, arena_array(l->arena, const char *, CODES_MOST + 1), 0};
    }
    struct lack *x = &l->of[i];
    for (int k = 0; k < x->codes; k++)
        if (!strcmp(x->code[k], unit))
            return;
    if (x->codes <= CODES_MOST)
        x->code[x->codes++] = unit;
}

/* All goods of a pair. */
static void add_all(struct lacks *l, const char *from, const char *to)
{
    add(l, from, to, "");
    l->of[l->count - 1].codes = CODES_MOST + 1;
}

static const char *codes_of(const struct lack *x, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    if (x->codes > CODES_MOST)
        return "all";
    for (int i = 0; i < x->codes; i++)
        buf_printf(&b, "%s%s", i ? "," : "", x->code[i]);
    return arena_strdup(a, buf_str(&b));
}

static void look_at(struct lacks *l, const struct chains *o, const struct corridor *c)
{
    const struct legs *g = o->legs;
    if (c->verdict != CHAIN_CONSISTENT && c->verdict != CHAIN_CANNOT_TELL)
        return;
    const char *target = areas_iso3(g->areas, g->target);
    const char *via = areas_iso3(g->areas, c->in_link->via);
    if (!c->direct.seen && g->origin[c->in_link->origin].count)
        add(l, g->origin[c->in_link->origin].label, target, c->in_link->unit);
    if (!c->out.seen)
        add(l, via, target, c->in_link->unit);
}

void divert_wanted(struct wishes *out, const struct chains *o)
{
    const struct legs *g = o->legs;
    struct arena *a = g->arena;
    struct lacks lacks = {.arena = a};
    char from[16], until[16];
    int back = g->freq == 'M' ? BACK : BACK_YEARS;
    int *unseen = arena_array(a, int, g->via ? (size_t)g->via->count + 1 : 1);
    int unseens = legs_unseen(g, unseen);
    for (int i = 0; i < o->count; i++)
        look_at(&lacks, o, &o->corridor[i]);
    for (int i = 0; i < unseens; i++)
        for (int k = 0; k < g->origins; k++)
            if (g->origin[k].count)
                add_all(&lacks, g->origin[k].label, areas_iso3(g->areas, unseen[i]));
    period_text(from, period_of(g->since - back, g->freq));
    period_text(until, period_of(o->until, g->freq));
    for (int i = 0; i < lacks.count; i++) {
        const struct lack *x = &lacks.of[i];
        struct wish_words w = {.reporter = x->from,
                               .partner = x->to,
                               .code = codes_of(x, a),
                               .freq = g->freq == 'M' ? NULL : "year",
                               .from = arena_strdup(a, from),
                               .until = arena_strdup(a, until)};
        wishes_add(out, &w, a);
        w.reporter = x->to; /* the other report of the same */
        w.partner = x->from;
        w.flow = "import";
        wishes_add(out, &w, a);
    }
}
