/* redline.c - was anything of the munitions group reported, and by whom?
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "base/resource.h"
#include "ref/ref.h"
#include "report/json.h"
#include "store/store.h"

static const struct column columns[] = {
    {"exporter", "from", STYLE_TEXT, EVERYWHERE},
    {"reporter", "reported by", STYLE_TEXT, EVERYWHERE},
    {"flow", "flow", STYLE_TEXT, EVERYWHERE},
    {"code", "code", STYLE_TEXT, EVERYWHERE},
    {"label", "group", STYLE_TEXT, EVERYWHERE},
    {"first", "first", STYLE_TEXT, EVERYWHERE},
    {"last", "last", STYLE_TEXT, EVERYWHERE},
    {"rows", "rows", STYLE_TEXT, DATA_ONLY},
    {"value", "value", STYLE_AMOUNT, EVERYWHERE},
    {"currency", "in", STYLE_TEXT, EVERYWHERE},
};
enum { FIELDS = sizeof columns / sizeof *columns };

static int read_flows(struct answer *out, struct store *s, const struct duck_param *p,
                      struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    out->table = table_new(columns, FIELDS, a);
    TRY(duck_query(store_duck(s), &r, resource_get("src/app/sql/redline.sql")->text, p, err));
    while (duck_next(r))
        for (int i = 0; i < FIELDS; i++)
            if (columns[i].style == STYLE_AMOUNT)
                table_number(&out->table, duck_null(r, i) ? (double)NAN : duck_real(r, i));
            else
                table_text(&out->table, duck_text(r, i, a));
    return duck_end(r, err);
}

/* Reporters whose sources could show such goods, and those whose cannot. */
static int read_cover(struct buf *can, struct buf *cannot, struct store *s,
                      const struct duck_param *p, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(duck_query(store_duck(s), &r, resource_get("src/app/sql/redline_cover.sql")->text, p, err));
    while (duck_next(r)) {
        const char *holds = duck_text(r, 0, a);
        struct buf *b = holds && !strcmp(holds, "true") ? can : cannot;
        buf_printf(b, "%s%s", b->len ? ", " : "", duck_text(r, 1, a));
    }
    return duck_end(r, err);
}

static const char *head_of(const struct answer *out, const char *to, const struct buf *can,
                           const struct buf *cannot, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    int rows = table_rows(&out->table);
    if (rows)
        buf_printf(&b, "munitions group to %s: %d reported flows\n", to, rows);
    else if (can->len)
        buf_printf(&b, "munitions group to %s: nothing was reported\n", to);
    else
        buf_printf(&b, "munitions group to %s: cannot tell from the data at hand\n", to);
    if (can->len)
        buf_printf(&b, "figures of these reporters hold such goods (to whomever): %s\n", can->s);
    if (cannot->len)
        buf_printf(&b, "figures of these hold none at all, so that they cannot show any: %s\n",
                   cannot->s);
    buf_puts(&b, "\n");
    return arena_strdup(a, b.s);
}

int app_redline(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    CLEANUP(buf_free) struct buf can = {0}, cannot = {0};
    int m49;
    char number[16];
    if (q->arg_count != 1) {
        err_set(err, ERR_USAGE, "the red line towards which destination?");
        return err_hint(err, "weir redline RUS");
    }
    TRY(store_open(&s, q->store, STORE_READ, err));
    TRY(ref_area(store_duck(s), &m49, q->args[0], err));
    snprintf(number, sizeof number, "%d", m49);
    struct duck_param p[] = {{"destination", number}, {"day", q->as_of ? q->as_of : ""}, {0}};
    TRY(read_flows(out, s, p, a, err));
    TRY(read_cover(&can, &cannot, s, p, a, err));
    out->head = head_of(out, q->args[0], &can, &cannot, a);
    out->foot = "the group: arms and ammunition (chapter 93), armoured fighting vehicles (8710), "
                "warships (890610), explosives and pyrotechnics (3601 to 3606; fireworks, flares "
                "and matches are among them)\n"
                "states may leave military goods out of their statistics or keep them "
                "confidential: that nothing was reported is not that nothing was sent\n";
    return 0;
}
