/* sources.c - what was loaded.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "app/question.h"

static const struct column columns[] = {
    {"source", "source", STYLE_INT, EVERYWHERE},
    {"title", "whose", STYLE_TEXT, EVERYWHERE},
    {"file", "file", STYLE_PATH, EVERYWHERE},
    {"layout", "layout", STYLE_TEXT, EVERYWHERE},
    {"options", "options", STYLE_TEXT, DATA_ONLY},
    {"vintage", "vintage", STYLE_TEXT, EVERYWHERE},
    {"rows_kept", "rows", STYLE_INT, EVERYWHERE},
    {"rows_rejected", "rejected", STYLE_INT, EVERYWHERE},
    {"reporters", "reporters", STYLE_INT, EVERYWHERE},
    {"first_period", "from", STYLE_PERIOD, EVERYWHERE},
    {"last_period", "until", STYLE_PERIOD, EVERYWHERE},
    {"bytes", "bytes", STYLE_INT, DATA_ONLY},
    {"sha256", "sha256", STYLE_TEXT, DATA_ONLY},
    {"note", "note", STYLE_TEXT, EVERYWHERE},
};

static void add_row(struct table *t, const struct source *x)
{
    table_number(t, (double)x->id);
    table_text(t, x->title);
    table_text(t, x->path);
    table_text(t, x->adapter);
    table_text(t, x->options);
    table_text(t, x->vintage);
    table_number(t, (double)x->rows_kept);
    table_number(t, (double)x->rows_rejected);
    table_number(t, (double)x->reporters);
    table_number(t, x->first_period ? x->first_period : (double)NAN);
    table_number(t, x->last_period ? x->last_period : (double)NAN);
    table_number(t, (double)x->bytes);
    table_text(t, x->sha256);
    table_text(t, x->note);
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    struct store *store;
    struct source *list;
    int count;
    (void)params;
    TRY(session_store(s, &store, err));
    TRY(store_sources(store, &list, &count, s->arena, err));
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    for (int i = 0; i < count; i++)
        add_row(&out->table, &list[i]);
    return 0;
}

const struct question question_sources = {
    .name = "sources",
    .arguments = "",
    .summary = "list what was loaded",
    .text = "One line per file: whose statistics, layout, vintage, rows, rejects and the "
            "periods covered.",
    .examples = "weir sources\n"
                "weir sources --json",
    .needs = NEEDS_READ,
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
