/* rejects.c - rows that could not be used.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "app/question.h"

static const struct column columns[] = {
    {"file", "file", STYLE_PATH, EVERYWHERE},     {"line", "line", STYLE_INT, EVERYWHERE},
    {"column", "column", STYLE_TEXT, EVERYWHERE}, {"reason", "reason", STYLE_TEXT, EVERYWHERE},
    {"text", "row", STYLE_TEXT, EVERYWHERE},      {"source", "source", STYLE_INT, DATA_ONLY},
};

static int add_row(void *ctx, const struct reject *r, struct err *err)
{
    struct table *t = ctx;
    (void)err;
    table_text(t, arena_strdup(t->arena, r->path));
    table_number(t, (double)r->line);
    table_text(t, arena_strdup(t->arena, r->column));
    table_text(t, arena_strdup(t->arena, r->reason));
    table_text(t, arena_strdup(t->arena, r->text));
    table_number(t, (double)r->source_id);
    return 0;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct words *w = params;
    struct store *store;
    char *end = NULL;
    long source = w->count ? strtol(w->item[0], &end, 10) : 0;
    if (w->count && (source <= 0 || *end)) {
        err_set(err, ERR_USAGE, "'%s' is no number of a source", w->item[0]);
        return err_hint(err, "weir sources lists them");
    }
    TRY(session_store(s, &store, err));
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    return store_rejects(store, source, add_row, &out->table, err);
}

const struct question question_rejects = {
    .name = "rejects",
    .arguments = "[SOURCE]",
    .summary = "list rows that could not be used",
    .text = "With file, line, column and reason; of one source where its number is given.",
    .examples = "weir rejects\n"
                "weir rejects 1 --csv",
    .needs = NEEDS_READ,
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
