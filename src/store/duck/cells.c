/* cells.c - the cells of a selection, in temporary tables of their own.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "store/duck/cells.h"

const char *cells_filled(const char *text, const struct duck_param *marks, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (const char *open; (open = strchr(text, '{')); text = strchr(open, '}') + 1) {
        const struct duck_param *m = marks;
        while (m->name && strncmp(m->name, open + 1, strcspn(open + 1, "}")) != 0)
            m++;
        buf_add(&b, text, (size_t)(open - text));
        buf_puts(&b, m->text);
    }
    buf_puts(&b, text);
    return arena_strdup(a, b.s);
}

const char *cells_about(struct duck_cells *c, const char *text)
{
    const char *n = arena_printf(&c->arena, "%d", c->number);
    const struct duck_param marks[] = {
        {"n", n},
        {"codes", c->codes},
        {"rows", c->whole.asked
                     ? arena_printf(&c->arena,
                                    "(SELECT w.*, s.adapter, s.vintage FROM whole%s w JOIN "
                                    "source s USING (source_id))",
                                    n)
                     : "flow_at($as_of)"},
        {"pair", c->whole.asked
                     ? "true"
                     : "CASE WHEN f.direction IN ('export', 're-export') THEN c.importer "
                       "ELSE c.exporter END = f.partner"},
        {0}};
    return cells_filled(text, marks, &c->arena);
}

/* --- their goods --- */

enum { LITERAL_CODES = 200 };

bool cells_literal(const struct duck_cells *c)
{
    return c->goods.count <= LITERAL_CODES;
}

static const char *codes_sql(struct duck_cells *c)
{
    CLEANUP(buf_free) struct buf b = {0};
    if (!cells_literal(c))
        return cells_about(c, "IN (SELECT code FROM code_unit{n})");
    for (int i = 0; i < c->goods.count; i++) {
        buf_puts(&b, i ? ", " : "IN (");
        buf_sql_quote(&b, c->goods.item[i].code);
    }
    buf_puts(&b, ")");
    return arena_strdup(&c->arena, b.s);
}

int cells_need_units(struct duck_cells *c, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    if (c->has_units)
        return 0;
    for (int i = 0; i < c->goods.count; i++) {
        const struct goods_item *x = &c->goods.item[i];
        buf_printf(&b, "%s%s|%s|%s", i ? ";" : "", x->code, x->unit, x->family ? x->family : "");
    }
    struct duck_param p[] = {{"items", b.s}, {0}};
    c->has_units = true;
    return duck_run(connection(&c->cells), cells_about(c, store_text("code_unit")), p, err);
}

/* --- selecting --- */

struct words {
    const char *amount, *measured_in;
};

/* By enum measure; {rated} is the value in dollars where a rate is there. */
static const struct words measured[] = {
    [MEASURE_VALUE] = {"{rated}", "{currency}"},
    [MEASURE_WEIGHT] = {"c.net_weight", "'kg'"},
    [MEASURE_QUANTITY] = {"c.quantity", "coalesce(c.unit, '')"},
    [MEASURE_UNIT_VALUE] = {"CASE WHEN c.net_weight > 0 THEN {rated} END", "{currency} || '/kg'"},
    [MEASURE_UNIT_PRICE] = {"CASE WHEN c.quantity > 0 THEN {rated} END",
                            "{currency} || '/' || coalesce(c.unit, '')"},
};

/* What a value is divided by, of each row. */
static const char *beneath(enum measure m)
{
    return m == MEASURE_UNIT_VALUE
               ? "list(CASE WHEN c.value > 0 THEN coalesce(c.net_weight, 0) ELSE 0 END)"
           : m == MEASURE_UNIT_PRICE
               ? "list(CASE WHEN c.value > 0 THEN coalesce(c.quantity, 0) ELSE 0 END)"
               : "NULL::DOUBLE[]";
}

static const char *quoted(struct arena *a, const char *text)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_sql_quote(&b, text);
    return arena_strdup(a, b.s);
}

const char *cells_among(struct arena *a, const char *what, const char *areas)
{
    return areas ? arena_printf(a, "\n  AND %s IN (%s)", what, areas) : "";
}

/* The marks of cells.sql. */
static const char *cells_sql(struct duck_cells *c, const struct selection *sel)
{
    const struct store_memory *m = &on_duck(c->cells.store)->memory;
    struct arena *a = &c->arena;
    bool rates = m->rates && !sel->own_currency, one = c->goods.unit_count == 1;
    const struct duck_param inner[] = {
        {"rated", rates ? "c.value / coalesce(r.per_usd, 1)" : "c.value"},
        {"currency",
         rates ? "CASE WHEN r.per_usd IS NULL THEN c.currency ELSE 'USD' END" : "c.currency"},
        {0}};
    const struct duck_param marks[] = {
        {"n", arena_printf(a, "%d", c->number)},
        {"codes", c->codes},
        {"unit", one ? quoted(a, c->goods.unit[0].unit) : "u.unit"},
        {"units", one ? "" : arena_printf(a, "\nJOIN code_unit%d u USING (code)", c->number)},
        {"currency", inner[1].text},
        {"amount", cells_filled(measured[sel->measure].amount, inner, a)},
        {"measured_in", cells_filled(measured[sel->measure].measured_in, inner, a)},
        {"weights", beneath(sel->measure)},
        {"flow", c->whole.asked ? arena_printf(a, "whole%d", c->number) : "flow"},
        {"summed", c->whole.asked ? "true" : "flags & 60 = 0"},
        {"exporter",
         sel->from_world ? "0" : "CASE WHEN of_exporter THEN reporter ELSE partner END"},
        {"importer", sel->to_world ? "0" : "CASE WHEN of_exporter THEN partner ELSE reporter END"},
        {"directions", c->directions},
        {"freq", c->freq},
        {"rates", rates ? cells_about(c, store_text("rate_of")) : ""},
        {"known", c->known},
        {"exporters", cells_among(a, "exporter", sel->exporters)},
        {"importers", cells_among(a, "importer", sel->importers)},
        {"shadow", m->shadowed ? arena_printf(a,
                                              "\n  AND NOT (c.reporter = 97 AND "
                                              "concat(c.direction, c.freq) IN (%s))",
                                              m->shadowed)
                               : ""},
        {0}};
    return cells_filled(store_text("cells"), marks, a);
}

/* Whether the period of a coverage is one that was asked. */
static const char *asked_months(const struct selection *sel, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (int i = 0; i < 2; i++) {
        struct window w = window_months(sel->asked[i]);
        if (sel->asked[i].from)
            buf_printf(&b, "%sc.period BETWEEN %d AND %d", b.len ? " OR " : "", w.from, w.until);
    }
    return b.len ? arena_strdup(a, b.s) : "true";
}

/* Part of a year is answered by the year in its place alone: it counts as one month. */
static bool asks_whole_years(const struct selection *sel)
{
    bool whole = true;
    for (int i = 0; i < 2; i++) {
        struct window w = window_months(sel->asked[i]);
        whole &= !sel->asked[i].from || (w.from % 100 == 1 && w.until % 100 == 12);
    }
    return whole;
}

static const char *asked_years(const struct selection *sel, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (int i = 0; i < 2; i++) {
        struct window w = window_months(sel->asked[i]);
        if (sel->asked[i].from)
            buf_printf(&b, "%sc.period BETWEEN %d AND %d", b.len ? " OR " : "", w.from / 100,
                       w.until / 100);
    }
    return b.len ? arena_strdup(a, b.s) : "true";
}

static int choose(struct duck_cells *c, struct cells_found *found, const struct selection *sel,
                  struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck *d = connection(&c->cells);
    const struct duck_param marks[] = {
        {"n", arena_printf(&c->arena, "%d", c->number)},
        {"codes", c->codes},
        {"months", asked_months(sel, &c->arena)},
        {"years", asked_years(sel, &c->arena)},
        {"months_of_year", asks_whole_years(sel) ? "12" : "1"},
        {"asked", sel->asked[0].from ? "true" : "false"},
        {"first", sel->from_world ? "of_exporter" : "of_exporter DESC"},
        {0}};
    TRY(duck_run(d, cells_filled(store_text("prefer"), marks, &c->arena), NULL, err));
    TRY(duck_query(d, &r, cells_about(c, store_text("choice")), NULL, err));
    if (duck_next(r)) {
        found->by_year = (int)duck_int(r, 0);
        found->by_importer = sel->from_world ? 0 : (int)duck_int(r, 1);
    }
    return duck_end(r, err);
}

/* One report where there are several: rare enough to look first. */
static int prefer(struct duck_cells *c, struct cells_found *found, const struct selection *sel,
                  struct err *err)
{
    int64_t several;
    TRY(duck_int_of(connection(&c->cells), &several, cells_about(c, store_text("several")), NULL, 0,
                    err));
    return several ? choose(c, found, sel, err) : 0;
}

static const char *asked_of(const struct selection *sel, struct arena *a)
{
    return arena_printf(a, "CASE c.freq WHEN 'M' THEN %s ELSE %s END", asked_months(sel, a),
                        asked_years(sel, a));
}

/* The periods that were asked first. */
static const char *asked_first(const struct selection *sel, struct arena *a)
{
    struct selection first = *sel;
    first.asked[1] = (struct window){0};
    return asked_of(&first, a);
}

/* The flows that have to be looked at, where they stand elsewhere. */
static void read_scope(struct duck_cells *c, const struct selection *sel)
{
    CLEANUP(buf_free) struct buf b = {0};
    bool all = !sel->codes && !sel->list && !sel->group;
    for (int i = 0; i < c->goods.count && !all; i++) {
        if (i && !strcmp(c->goods.item[i].code, c->goods.item[i - 1].code))
            continue;
        buf_puts(&b, i ? ", " : "code IN (");
        buf_sql_quote(&b, c->goods.item[i].code);
    }
    buf_puts(&b, all ? "1 = 1" : ")");
    c->of_codes.rows = arena_strdup(&c->arena, b.s);
    c->of_areas.rows = arena_printf(&c->arena, "%s%s%s", b.s,
                                    cells_among(&c->arena, "exporter", sel->exporters),
                                    cells_among(&c->arena, "importer", sel->importers));
    c->of_rows.rows = arena_printf(&c->arena, "%s AND direction IN (%s)%s", c->of_areas.rows,
                                   c->directions, c->freq);
}

/* Which rows of the store the selection is about, whatever their goods and areas. */
static void read_conditions(struct duck_cells *c, const struct selection *sel)
{
    struct arena *a = &c->arena;
    c->whole = (struct cells_whole){
        .from_world = sel->from_world, .to_world = sel->to_world, .total = selection_total(sel)};
    c->whole.asked = sel->from_world || sel->to_world || c->whole.total;
    c->directions = sel->flow ? quoted(a, direction_name(sel->flow)) : "'export', 'import'";
    c->freq = sel->freq ? arena_printf(a, " AND freq = %s", quoted(a, sel->freq)) : "";
    c->known = sel->as_of ? "s.vintage <= $as_of::DATE\n  AND (c.replaced_on IS NULL OR "
                            "c.replaced_on > $as_of::DATE)"
                          : "c.replaced_on IS NULL";
    c->asked = asked_first(sel, a);
    c->either = asked_of(sel, a);
}

static int make_cells(struct duck_cells *c, const struct selection *sel, int64_t *count,
                      struct err *err)
{
    struct duck_store *s = on_duck(c->cells.store);
    struct duck_param p[] = {{"as_of", sel->as_of}, {0}};
    bool made = false;
    if (s->far)
        TRY(s->far->cells(s, c, sel, &made, count, err));
    if (made)
        return 0;
    TRY(cells_need_whole(c, err));
    s->scope = s->memory.rates && !sel->own_currency ? c->of_codes : c->of_rows;
    int rc = duck_changes(s->duck, count, cells_sql(c, sel), p, err);
    s->scope = (struct flow_scope){0};
    return rc;
}

static int select_cells(struct duck_cells *c, struct cells_found *found,
                        const struct selection *sel, struct err *err)
{
    struct duck_store *s = on_duck(c->cells.store);
    int64_t count;
    TRY(goods_choose(s, &c->goods, sel, &c->arena, err));
    *found = (struct cells_found){.codes = c->goods.count > 0,
                                  .lists = c->goods.list_known,
                                  .contents = s->memory.held_count > 0};
    if (!c->goods.count)
        return 0;
    TRY(store_facts(s, err));
    c->codes = codes_sql(c);
    if (!cells_literal(c) || c->goods.unit_count > 1)
        TRY(cells_need_units(c, err));
    read_conditions(c, sel);
    read_scope(c, sel);
    TRY(make_cells(c, sel, &count, err));
    found->cells = count > 0;
    return count ? prefer(c, found, sel, err) : 0;
}

int duck_cells_open(struct store *store, struct cells **out, struct cells_found *found,
                    const struct selection *sel, struct err *err)
{
    struct duck_cells *c = calloc(1, sizeof *c);
    if (!c)
        abort();
    c->cells.store = store;
    c->number = ++on_duck(store)->selections;
    c->as_of = arena_strdup(&c->arena, sel->as_of);
    c->exporters = arena_strdup(&c->arena, sel->exporters);
    c->importers = arena_strdup(&c->arena, sel->importers);
    int rc = select_cells(c, found, sel, err);
    if (rc)
        duck_cells_close(&c->cells);
    else
        *out = &c->cells;
    return rc;
}

void duck_cells_close(struct cells *cells)
{
    struct duck_cells *c = of(cells);
    duck_undo(connection(cells), cells_about(c, "DROP TABLE IF EXISTS cell{n}; "
                                                "DROP TABLE IF EXISTS level{n}; "
                                                "DROP TABLE IF EXISTS whole{n}; "
                                                "DROP TABLE IF EXISTS whole_source{n}; "
                                                "DROP TABLE IF EXISTS chosen{n}; "
                                                "DROP TABLE IF EXISTS code_unit{n}"));
    arena_free(&c->arena);
    free(c);
}
