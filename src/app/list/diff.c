/* diff.c - what the latest vintage of a list changed.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/list/open.h"

static const struct column columns[] = {
    {"change", "", STYLE_TEXT, EVERYWHERE},
    {"part", "part", STYLE_TEXT, EVERYWHERE},
    {"uid", "id", STYLE_TEXT, EVERYWHERE},
    {"name", "name", STYLE_TEXT, EVERYWHERE},
};

/* Between one vintage and none nothing can differ; that is said, not shown as an empty table. */
static int check_vintages(int vintages, const char *list, struct err *err)
{
    if (vintages > 1)
        return 0;
    err_set(err, ERR_NOT_FOUND,
            vintages ? "only one vintage of '%s' is in the store" : "no list '%s' is in the store",
            list);
    return err_hint(err, "weir lists load FILE --vintage DAY; weir lists shows those loaded");
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct words *w = params;
    struct register_change *list;
    struct store *store;
    int count, vintages;
    if (w->count != 1)
        return err_set(err, ERR_USAGE, "which list? weir lists diff LIST");
    TRY(lists_open(&store, s, err));
    TRY(register_diff(store, &list, &count, &vintages, w->item[0], s->arena, err));
    TRY(check_vintages(vintages, w->item[0], err));
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    for (int i = 0; i < count; i++) {
        table_text(&out->table, list[i].change);
        table_text(&out->table, list[i].part);
        table_text(&out->table, list[i].uid);
        table_text(&out->table, list[i].name);
    }
    out->head = arena_printf(s->arena, "%s: %d entries differ between its last two vintages\n\n",
                             w->item[0], count);
    return 0;
}

const struct question question_lists_diff = {
    .name = "lists diff",
    .arguments = "LIST",
    .summary = "say what the latest vintage of a list added, removed and changed",
    .text = "Between the last two vintages of each part of the list; weir lists shows their names.",
    .examples = "",
    .needs = NEEDS_READ,
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
