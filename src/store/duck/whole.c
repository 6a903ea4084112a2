/* whole.c - printed totals: the World and all goods as one, and headings beside their codes.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "store/duck/cells.h"

/* --- their rows --- */

static const char *summed(const struct selection *sel, struct arena *a)
{
    bool world = sel->from_world || sel->to_world, total = selection_total(sel);
    const char *side = sel->from_world && sel->to_world ? "true"
                       : sel->to_world                  ? "c.direction IN ('export', 're-export')"
                                                        : "c.direction IN ('import', 're-import')";
    int out = FLOW_NOT_SUMMED & ~(total ? FLOW_AGGREGATE_CODE : 0) &
              ~(world ? FLOW_AGGREGATE_PARTNER : 0);
    return arena_printf(a, "c.flags & %d = 0%s%s", out,
                        total ? " AND (c.flags & 4 = 0 OR c.code = 'TOTAL')" : "",
                        world ? arena_printf(a,
                                             " AND (c.flags & 32 = 0 OR c.partner = 0)"
                                             " AND (c.partner <> 0 OR %s)",
                                             side)
                              : "");
}

/* What tells totals apart that are not each other's parts. */
static const char *cells_within(const struct selection *sel)
{
    bool world = sel->from_world || sel->to_world;
    return !world ? ", partner" : selection_total(sel) ? "" : ", code";
}

int cells_take_whole(struct duck_cells *c, const struct selection *sel, struct err *err)
{
    struct arena *a = &c->arena;
    bool world = sel->from_world || sel->to_world, total = selection_total(sel);
    const struct duck_param marks[] = {
        {"n", arena_printf(a, "%d", c->number)},
        {"codes", c->codes},
        {"level", total && world ? "(c.code = 'TOTAL')::INTEGER * 2 + (c.partner = 0)::INTEGER"
                  : total        ? "(c.code = 'TOTAL')::INTEGER"
                                 : "(c.partner = 0)::INTEGER"},
        {"summed", summed(sel, a)},
        {"directions", c->directions},
        {"freq", c->freq},
        {"known", c->known},
        {"exporters", cells_among(a, "exporter", sel->exporters)},
        {"importers", cells_among(a, "importer", sel->importers)},
        {"within", cells_within(sel)},
        {0}};
    struct duck_param p[] = {{"as_of", sel->as_of}, {0}};
    c->within = cells_within(sel);
    return store_run_in(on_duck(c->cells.store), cells_filled(store_text("whole"), marks, a), p,
                        c->of_rows, err);
}

/* --- what is to be said of them --- */

struct saying {
    struct duck_cells *c;
    struct cells_said **list;
    int *count;
    struct arena *arena;
};

static struct cells_said *say(struct saying *s, enum said_of kind)
{
    *s->list = arena_grow(s->arena, *s->list, (size_t)*s->count, sizeof **s->list);
    struct cells_said *x = &(*s->list)[(*s->count)++];
    *x = (struct cells_said){.kind = kind, .of = "", .outside = "", .left = ""};
    return x;
}

static int ask(struct saying *s, struct duck_rows **out, const char *name,
               const struct duck_param *more, const char *scope, struct err *err)
{
    struct duck_cells *c = s->c;
    struct flow_scope of = {scope, false};
    struct duck_param marks[8] = {{"n", arena_printf(s->arena, "%d", c->number)},
                                  {"codes", c->codes},
                                  {"directions", c->directions},
                                  {"freq", c->freq},
                                  {"known", c->known},
                                  {"asked", c->asked}};
    struct duck_param p[] = {{"as_of", c->as_of}, {0}};
    marks[6] = *more;
    return store_query_in(on_duck(c->cells.store), out,
                          cells_filled(store_text(name), marks, s->arena), p, of, err);
}

static int say_whole(struct saying *s, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    const struct duck_param within = {"within", s->c->within};
    TRY(ask(s, &r, "whole_said", &within, NULL, err));
    while (duck_next(r)) {
        struct cells_said *x = say(s, SAID_WHOLE);
        x->currency = duck_text(r, 0, s->arena);
        x->printed_periods = duck_int(r, 1);
        x->summed_periods = duck_int(r, 2);
        x->both_periods = duck_int(r, 3);
        x->printed = duck_real(r, 4);
        x->parts = duck_real(r, 5);
    }
    return duck_end(r, err);
}

/* The codes that begin with a heading that is asked, itself too. */
static const char *under_headings(const struct saying *s)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct goods *g = &s->c->goods;
    for (int i = 0; i < g->heading_count; i++)
        buf_printf(&b, "%scode LIKE '%s%%'", i ? " OR " : "(", g->heading[i]);
    buf_puts(&b, ")");
    return arena_strdup(s->arena, b.s);
}

static int say_headings(struct saying *s, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(buf_free) struct buf b = {0};
    const struct goods *g = &s->c->goods;
    for (int i = 0; i < g->heading_count; i++) {
        buf_puts(&b, i ? ", " : "");
        buf_sql_quote(&b, g->heading[i]);
    }
    const struct duck_param codes = {"asked_codes", b.s};
    TRY(ask(s, &r, "heading_said", &codes, under_headings(s), err));
    while (duck_next(r)) {
        struct cells_said *x = say(s, SAID_HEADING);
        x->of = duck_text(r, 0, s->arena);
        x->currency = duck_text(r, 1, s->arena);
        x->printed = duck_real(r, 2);
        x->parts = duck_real(r, 3);
    }
    return duck_end(r, err);
}

static int say_edges(struct saying *s, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(buf_free) struct buf begins = {0}, of = {0};
    const struct goods *g = &s->c->goods;
    for (int i = 0; i < g->heading_count; i++) {
        buf_puts(&begins, i ? " OR starts_with(c.code, " : "(starts_with(c.code, ");
        buf_sql_quote(&begins, g->heading[i]);
        buf_puts(&begins, ")");
        buf_printf(&of, "%s%s", i ? "," : "", g->heading[i]);
    }
    buf_puts(&begins, ")");
    const struct duck_param mark = {"begins", begins.s};
    const char *scope = arena_printf(s->arena, "(%s OR %s)", under_headings(s),
                                     s->c->of_codes.rows);
    TRY(ask(s, &r, "edge_said", &mark, scope, err));
    while (duck_next(r)) {
        struct cells_said *x = say(s, SAID_EDGE);
        x->of = arena_strdup(s->arena, of.s);
        x->currency = duck_text(r, 0, s->arena);
        x->printed = duck_real(r, 1);
        x->parts = duck_real(r, 2);
        x->outside = arena_strdup(s->arena, duck_text(r, 3, s->arena));
        x->left = arena_strdup(s->arena, duck_text(r, 4, s->arena));
    }
    return duck_end(r, err);
}

int duck_cells_said(struct cells *cells, struct cells_said **list, int *count, struct arena *a,
                    struct err *err)
{
    struct saying s = {of(cells), list, count, a};
    const struct goods *g = &s.c->goods;
    *list = NULL;
    *count = 0;
    if (s.c->whole)
        TRY(say_whole(&s, err));
    if (!s.c->whole && g->heading_count)
        TRY(say_headings(&s, err));
    return !s.c->whole && g->reaches_over ? say_edges(&s, err) : 0;
}
