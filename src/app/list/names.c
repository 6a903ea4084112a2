/* names.c - every name of the lists.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "register/names.h"

#include "app/list/open.h"

struct names_params {
    struct words words;
    const char *on;
};

static const struct column columns[] = {
    {"list", "list", STYLE_TEXT, EVERYWHERE},        {"uid", "id", STYLE_TEXT, EVERYWHERE},
    {"name", "name", STYLE_TEXT, EVERYWHERE},        {"kind", "as", STYLE_TEXT, EVERYWHERE},
    {"quality", "quality", STYLE_TEXT, EVERYWHERE},  {"script", "script", STYLE_TEXT, EVERYWHERE},
    {"entity_kind", "kind", STYLE_TEXT, EVERYWHERE}, {"vintage", "vintage", STYLE_TEXT, EVERYWHERE},
};

static int add_name(void *ctx, const struct register_name *n, struct err *err)
{
    struct table *t = ctx;
    const char *const cells[] = {n->list,    n->uid,    n->name,   n->kind,
                                 n->quality, n->script, n->entity, n->vintage};
    (void)err;
    for (size_t i = 0; i < 8; i++)
        table_text(t, arena_strdup(t->arena, cells[i]));
    return 0;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct names_params *q = params;
    struct store *store;
    struct days on = {"", ""};
    if (q->on)
        TRY(day_of(&on, q->on, err));
    TRY(lists_open(&store, s, err));
    if (q->on)
        TRY(lists_known(s, store, on.until, err));
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    return register_names(store, on.until, add_name, &out->table, err);
}

static const struct param params[] = {
    {PARAM(names_params, on, "on", TEXT, "DAY", "as known on that day; the latest unless told",
           NOTHING)},
    {0},
};

const struct question question_lists_names = {
    .name = "lists names",
    .arguments = "",
    .summary = "list every name with its kind, quality and script",
    .text = "Of the latest vintages, or of those known on a day: what a screening engine matches "
            "against.",
    .examples = "weir lists names --csv",
    .params = params,
    .size = sizeof(struct names_params),
    .needs = NEEDS_READ,
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
