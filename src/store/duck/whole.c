/* whole.c - printed totals: the World and all goods as one, and headings beside their codes.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "store/duck/cells.h"

/* --- their rows --- */

int cells_not_summed(const struct cells_whole *w)
{
    return FLOW_NOT_SUMMED & ~(w->total ? FLOW_AGGREGATE_CODE : 0) &
           ~(cells_of_world(w) ? FLOW_AGGREGATE_PARTNER : 0);
}

const char *cells_printing(const struct cells_whole *w)
{
    return w->from_world && w->to_world ? "1 = 1"
           : w->to_world                ? "direction IN ('export', 're-export')"
                                        : "direction IN ('import', 're-import')";
}

const char *cells_within(const struct cells_whole *w)
{
    return !cells_of_world(w) ? ", partner" : w->total ? "" : ", code";
}

static const char *summed(const struct cells_whole *w, struct arena *a)
{
    return arena_printf(a, "c.flags & %d = 0%s%s", cells_not_summed(w),
                        w->total ? " AND (c.flags & 4 = 0 OR c.code = 'TOTAL')" : "",
                        cells_of_world(w) ? arena_printf(a,
                                                         " AND (c.flags & 32 = 0 OR c.partner = 0)"
                                                         " AND (c.partner <> 0 OR %s)",
                                                         cells_printing(w))
                                          : "");
}

int cells_need_whole(struct duck_cells *c, struct err *err)
{
    struct arena *a = &c->arena;
    const struct cells_whole *w = &c->whole;
    if (!w->asked || w->here)
        return 0;
    const struct duck_param marks[] = {
        {"n", arena_printf(a, "%d", c->number)},
        {"codes", c->codes},
        {"level", w->total && cells_of_world(w)
                      ? "(c.code = 'TOTAL')::INTEGER * 2 + (c.partner = 0)::INTEGER"
                  : w->total ? "(c.code = 'TOTAL')::INTEGER"
                             : "(c.partner = 0)::INTEGER"},
        {"summed", summed(w, a)},
        {"directions", c->directions},
        {"freq", c->freq},
        {"known", c->known},
        {"exporters", cells_among(a, "exporter", c->exporters)},
        {"importers", cells_among(a, "importer", c->importers)},
        {"within", cells_within(w)},
        {0}};
    struct duck_param p[] = {{"as_of", c->as_of}, {0}};
    c->whole.here = true;
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

static int ask(struct duck_cells *c, struct duck_rows **out, const char *name,
               const struct duck_param *more, const char *scope, struct err *err)
{
    struct flow_scope of = {scope, false};
    struct duck_param marks[10] = {{"n", arena_printf(&c->arena, "%d", c->number)},
                                   {"codes", c->codes},
                                   {"directions", c->directions},
                                   {"freq", c->freq},
                                   {"known", c->known},
                                   {"asked", c->asked},
                                   {"either", c->either}};
    struct duck_param p[] = {{"as_of", c->as_of}, {0}};
    for (int i = 0; i < 2 && more[i].name; i++)
        marks[7 + i] = more[i];
    return store_query_in(on_duck(c->cells.store), out,
                          cells_filled(store_text(name), marks, &c->arena), p, of, err);
}

int cells_whole_said(struct duck_cells *c, struct duck_rows **out, const char *levels,
                     const char *within, struct err *err)
{
    const struct duck_param marks[] = {{"within", within}, {"levels", levels}, {0}};
    return ask(c, out, "whole_said", marks, NULL, err);
}

static int say_whole(struct saying *s, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_store *d = on_duck(s->c->cells.store);
    const char *levels = arena_printf(s->arena, "level%d", s->c->number);
    TRY(s->c->whole.here ? cells_whole_said(s->c, &r, levels, cells_within(&s->c->whole), err)
                         : d->far->whole_said(d, s->c, &r, err));
    while (duck_next(r)) {
        struct cells_said *x = say(s, SAID_WHOLE);
        x->currency = duck_text(r, 0, s->arena);
        x->printed_periods = duck_int(r, 1);
        x->summed_periods = duck_int(r, 2);
        x->both_periods = duck_int(r, 3);
        x->printed = duck_real(r, 4);
        x->parts = duck_real(r, 5);
        x->of_world = cells_of_world(&s->c->whole);
        x->world_periods = x->of_world ? duck_int(r, 6) : 0;
        x->mixed = duck_bool(r, 7);
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
    const struct duck_param codes[] = {{"asked_codes", b.s}, {0}};
    TRY(ask(s->c, &r, "heading_said", codes, under_headings(s), err));
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
    const struct duck_param mark[] = {{"begins", begins.s}, {0}};
    const char *scope = arena_printf(s->arena, "(%s OR %s)", under_headings(s),
                                     s->c->of_codes.rows);
    TRY(ask(s->c, &r, "edge_said", mark, scope, err));
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
    if (s.c->whole.asked)
        return say_whole(&s, err);
    if (g->heading_count)
        TRY(say_headings(&s, err));
    return g->reaches_over ? say_edges(&s, err) : 0;
}
