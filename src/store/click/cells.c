/* cells.c - the series of a selection, put together by the shards that hold them.
 *
 * A series stands on one shard (tables.sql), so that each gives whole ones.  What a join would need
 * is sent along: the layout of each source, the unit of each code.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "store/click/store.h"
#include "store/duck/cells.h"

struct words {
    const char *amount, *weight, *measured_in;
};

/* By enum measure; a value that is missing is none. */
static const struct words measured[] = {
    [MEASURE_VALUE] = {"ifNull(value, nan)", NULL, "currency"},
    [MEASURE_WEIGHT] = {"ifNull(net_weight, nan)", NULL, "'kg'"},
    [MEASURE_QUANTITY] = {"ifNull(quantity, nan)", NULL, "ifNull(unit, '')"},
    [MEASURE_UNIT_VALUE] = {"if(ifNull(net_weight, 0) > 0, ifNull(value, nan), nan)",
                            "if(ifNull(value, 0) > 0, ifNull(net_weight, 0), 0)",
                            "concat(currency, '/kg')"},
    [MEASURE_UNIT_PRICE] = {"if(ifNull(quantity, 0) > 0, ifNull(value, nan), nan)",
                            "if(ifNull(value, 0) > 0, ifNull(quantity, 0), 0)",
                            "concat(currency, '/', ifNull(unit, ''))"},
};

/* Rates make an amount of two tables, and a code may be asked in two units: DuckDB joins those.  Of
 * the World it takes the later of two layouts that tell of one flow, and divides sums. */
static int fits(bool *out, struct duck_store *d, struct duck_cells *c, const struct selection *sel,
                struct err *err)
{
    struct duck_param p[] = {{"as_of", c->as_of}, {0}};
    int64_t beside = 0;
    *out = !d->memory.rates || sel->own_currency;
    for (int i = 1; i < c->goods.count; i++)
        *out &= strcmp(c->goods.item[i].code, c->goods.item[i - 1].code) != 0;
    if (!*out || !c->whole.asked)
        return 0;
    const struct duck_param marks[] = {
        {"directions", c->directions},
        {"freq", c->freq},
        {"exporters", cells_among(&c->arena, "c.reporter", c->exporters)},
        {"importers", cells_among(&c->arena, "c.reporter", c->importers)},
        {0}};
    const char *sql = cells_filled(click_text("layouts_beside"), marks, &c->arena);
    TRY(duck_int_of(d->duck, &beside, sql, p, 0, err));
    *out = !beside && !measured[sel->measure].weight;
    return 0;
}

static void add_unit(struct buf *b, const struct goods *g)
{
    if (g->unit_count == 1) {
        click_quote(b, g->unit[0].unit);
        return;
    }
    buf_puts(b, "transform(code, [");
    for (int i = 0; i < g->count; i++) {
        buf_puts(b, i ? "," : "");
        click_quote(b, g->item[i].code);
    }
    buf_puts(b, "], [");
    for (int i = 0; i < g->count; i++) {
        buf_puts(b, i ? "," : "");
        click_quote(b, g->item[i].unit);
    }
    buf_puts(b, "], '')");
}

/* Which layout each source has; only those that were published by the day that is asked about. */
static int add_adapter(struct buf *b, struct buf *sources, struct duck_store *s,
                       const struct duck_cells *c, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf layouts = {0};
    struct duck_param p[] = {{"as_of", c->as_of}, {0}};
    TRY(duck_query(s->duck, &r, click_text("layouts"), p, err));
    buf_puts(sources, "-1");
    buf_puts(&layouts, "''");
    while (duck_next(r)) {
        buf_printf(sources, ",%lld", (long long)duck_int(r, 0));
        buf_puts(&layouts, ",");
        click_quote(&layouts, duck_text(r, 1, &a));
    }
    buf_printf(b, "transform(toInt64(source_id), [%s], [%s], '')", sources->s, layouts.s);
    return duck_end(r, err);
}

/* Rows that were known on the day; days as numbers: those of the server's dates end in 2105. */
static int add_known(struct buf *b, struct duck_store *s, const struct duck_cells *c,
                     const char *sources, struct err *err)
{
    struct duck_param p[] = {{"day", c->as_of}, {0}};
    int64_t day;
    TRY(duck_int_of(s->duck, &day, "SELECT $day::DATE - DATE '1970-01-01'", p, 0, err));
    buf_printf(b, " AND source_id IN (%s) AND ", sources);
    if (c->as_of)
        buf_printf(b, "(ifNull(replaced_day, 0) = 0 OR replaced_day > %lld)", (long long)day);
    else
        buf_puts(b, "ifNull(replaced_day, 0) = 0");
    return 0;
}

int click_cells_rows(struct buf *b, struct buf *adapter, struct click_store *s,
                     const struct duck_cells *c, struct err *err)
{
    CLEANUP(buf_free) struct buf sources = {0};
    const char *shadowed = s->duck.memory.shadowed;
    TRY(add_adapter(adapter, &sources, &s->duck, c, err));
    click_from_flows(b, s, &c->of_rows);
    TRY(add_known(b, &s->duck, c, sources.s, err));
    if (c->whole.asked)
        click_add_summed(b, &c->whole);
    else
        buf_puts(b, " AND bitAnd(flags, 60) = 0");
    if (shadowed)
        buf_printf(b, " AND NOT (reporter = 97 AND concat(direction, freq) IN (%s))", shadowed);
    return 0;
}

static int write(struct buf *b, struct click_store *s, struct duck_cells *c,
                 const struct selection *sel, struct err *err)
{
    CLEANUP(buf_free) struct buf adapter = {0}, rows = {0};
    const struct words *w = &measured[sel->measure];
    TRY(click_cells_rows(&rows, &adapter, s, c, err));
    buf_printf(
        b,
        "%sexporter AS from_area, importer AS to_area, reporter, direction IN ('export', "
        "'re-export') AS of_exporter, direction, freq, currency, valuation, %s AS measured_in, "
        "groupArray(period) AS periods, groupArray(%s) AS amounts, groupArray(%s) AS "
        "weights, if(max(bitAnd(flags, 2)) = 0, emptyArrayInt32(), groupArray(toInt32(bitAnd("
        "flags, 2)))) AS withheld, ",
        click_select(s), w->measured_in, w->amount, w->weight ? w->weight : "toFloat64(0)");
    add_unit(b, &c->goods);
    buf_printf(b,
               " AS goods, %s AS adapter%s GROUP BY from_area, to_area, reporter, of_exporter, "
               "direction, freq, currency, valuation, measured_in, adapter%s",
               adapter.s, rows.s, c->goods.unit_count == 1 ? "" : ", goods");
    return 0;
}

/* The same of the World, or of all goods, as one. */
static int write_whole(struct buf *b, struct click_store *s, struct duck_cells *c,
                       const struct selection *sel, struct err *err)
{
    CLEANUP(buf_free) struct buf adapter = {0}, rows = {0}, goods = {0};
    const struct words *w = &measured[sel->measure];
    TRY(click_cells_rows(&rows, &adapter, s, c, err));
    click_add_highest(&rows, s, &c->whole);
    add_unit(&goods, &c->goods);
    const struct duck_param marks[] = {{"select", click_select(s)},
                                       {"from", c->whole.from_world ? "toInt16(0)" : "exporter"},
                                       {"to", c->whole.to_world ? "toInt16(0)" : "importer"},
                                       {"measured_in", w->measured_in},
                                       {"amount", w->amount},
                                       {"goods", goods.s},
                                       {"adapter", adapter.s},
                                       {"rows", rows.s},
                                       {0}};
    buf_puts(b, cells_filled(click_text("whole"), marks, &c->arena));
    return 0;
}

static const struct duck_feed_column columns[] = {
    {"from_area", BLOCK_INT16, false},  {"to_area", BLOCK_INT16, false},
    {"reporter", BLOCK_INT16, false},   {"of_exporter", BLOCK_INT8, false},
    {"direction", BLOCK_TEXT, false},   {"freq", BLOCK_TEXT, false},
    {"currency", BLOCK_TEXT, false},    {"valuation", BLOCK_TEXT, false},
    {"measured_in", BLOCK_TEXT, false}, {"periods", BLOCK_INT32, true},
    {"amounts", BLOCK_REAL, true},      {"weights", BLOCK_REAL, true},
    {"withheld", BLOCK_INT32, true},    {"goods", BLOCK_TEXT, false},
    {"adapter", BLOCK_TEXT, false},     {"sources", BLOCK_INT32, true}};

/* That of cells.sql of a file: DuckDB puts rows as they come (duck.c). */
static const char order[] =
    "from_area, to_area, goods, freq = 'A', direction, currency, "
    "indexOf(['FOB', 'CIF', 'unknown'], valuation), adapter, reporter, measured_in";

int click_cells(struct duck_store *d, struct duck_cells *c, const struct selection *sel, bool *made,
                int64_t *count, struct err *err)
{
    struct click_store *s = on_click(d);
    CLEANUP(buf_free) struct buf sql = {0};
    TRY(fits(made, d, c, sel, err));
    if (!*made)
        return 0;
    TRY((c->whole.asked ? write_whole : write)(&sql, s, c, sel, err));
    int number = click_add_query(
        s, (struct click_query){sql.s, order, columns, sizeof columns / sizeof *columns});
    const struct duck_param marks[] = {
        {"n", click_number(c->number, &c->arena)},
        {"feed", click_number(number, &c->arena)},
        {"weights", measured[sel->measure].weight ? "weights" : "NULL::DOUBLE[]"},
        {"sources", c->whole.asked ? ", sources" : ""},
        {0}};
    int rc = duck_changes(d->duck, count, cells_filled(click_text("cells"), marks, &c->arena), NULL,
                          err);
    s->query_count = number; /* its text goes with this call */
    TRY(rc);
    return c->whole.asked
               ? duck_run(d->duck, cells_filled(click_text("whole_source"), marks, &c->arena), NULL,
                          err)
               : 0;
}

int click_traded(struct duck_store *d, struct duck_cells *c, struct duck_rows **out,
                 struct err *err)
{
    static const struct duck_feed_column list[] = {{"subheading", BLOCK_TEXT, false},
                                                   {"currency", BLOCK_TEXT, false},
                                                   {"direction", BLOCK_TEXT, false},
                                                   {"worth", BLOCK_REAL, false},
                                                   {"rows", BLOCK_INT64, false}};
    struct click_store *s = on_click(d);
    CLEANUP(buf_free) struct buf sql = {0};
    buf_printf(&sql,
               "%ssubstring(code, 1, 6) AS subheading, currency, direction, "
               "sum(ifNull(value, 0)) AS worth, toInt64(count()) AS rows",
               click_select(s));
    click_from_flows(&sql, s, &c->of_codes);
    buf_puts(&sql, " AND value > 0 AND bitAnd(flags, 60) = 0 AND ifNull(replaced_day, 0) = 0 "
                   "GROUP BY subheading, currency, direction");
    int number = click_add_query(s, (struct click_query){sql.s, "subheading, currency, direction",
                                                         list, sizeof list / sizeof *list});
    const struct duck_param marks[] = {{"feed", click_number(number, &c->arena)}, {0}};
    int rc = cells_traded(c, out, cells_filled(click_text("traded"), marks, &c->arena), err);
    s->query_count = number; /* its text goes with this call */
    return rc;
}
