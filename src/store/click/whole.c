/* whole.c - the World, or all goods, as one, put together by the shards: store/duck/sql/whole.sql
 * in the words of ClickHouse.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "store/click/store.h"
#include "store/duck/cells.h"

/* The bits of the flags that stand for goods and for areas, see model/flow.h. */
void click_add_summed(struct buf *b, const struct cells_whole *w)
{
    buf_printf(b, " AND bitAnd(flags, %d) = 0", cells_not_summed(w));
    if (w->total)
        buf_puts(b, " AND (bitAnd(flags, 4) = 0 OR code = 'TOTAL')");
    if (cells_of_world(w))
        buf_printf(b, " AND (bitAnd(flags, 32) = 0 OR partner = 0) AND (partner != 0 OR %s)",
                   cells_printing(w));
}

static const char *level_of(const struct cells_whole *w)
{
    return !w->total           ? "(partner = 0)"
           : cells_of_world(w) ? "((code = 'TOTAL') * 2 + (partner = 0))"
                               : "(code = 'TOTAL')";
}

/* Not those of a level below a printed total, which may stand on another shard than its parts: what
 * is left out is gathered from all, and sent to each. */
void click_add_highest(struct buf *rows, const struct click_store *s, const struct cells_whole *w)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *level = level_of(w), *all = arena_strdup(&a, rows->s);
    const char *key = arena_printf(&a, "reporter, direction, freq, period%s", cells_within(w));
    buf_printf(rows,
               " AND (%s, toUInt8(%s)) %sNOT IN (%s%s, toUInt8(arrayJoin(range(max(%s))))%s AND "
               "%s > 0 GROUP BY %s)",
               key, level, s->place.cluster ? "GLOBAL " : "", click_select(s), key, level, all,
               level, key);
}

static const struct duck_feed_column columns[] = {
    {"currency", BLOCK_TEXT, false},  {"level", BLOCK_INT32, false},
    {"reporter", BLOCK_INT16, false}, {"direction", BLOCK_TEXT, false},
    {"freq", BLOCK_TEXT, false},      {"period", BLOCK_INT32, false},
    {"part", BLOCK_TEXT, false},      {"worth", BLOCK_REAL, false}};

int click_whole_said(struct duck_store *d, struct duck_cells *c, struct duck_rows **out,
                     struct err *err)
{
    struct click_store *s = on_click(d);
    CLEANUP(buf_free) struct buf sql = {0}, rows = {0}, adapter = {0};
    const struct cells_whole *w = &c->whole;
    TRY(click_cells_rows(&rows, &adapter, s, c, err));
    buf_printf(&sql,
               "%scurrency, toInt32(%s) AS level, reporter, direction, freq, period, %s AS part, "
               "sum(value) AS worth%s GROUP BY currency, level, reporter, direction, freq, period, "
               "part",
               click_select(s), level_of(w),
               !cells_of_world(w) ? "toString(partner)"
               : w->total         ? "''"
                                  : "code",
               rows.s);
    int number = click_add_query(
        s, (struct click_query){sql.s, NULL, columns, sizeof columns / sizeof *columns});
    const struct duck_param marks[] = {{"feed", click_number(number, &c->arena)}, {0}};
    int rc = cells_whole_said(c, out, cells_filled(click_text("levels"), marks, &c->arena),
                              ", part", err);
    s->query_count = number; /* its text goes with this call */
    return rc;
}
