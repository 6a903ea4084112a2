/* show.c - which lists the store holds.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/list/open.h"

int lists_open(struct store **out, struct session *s, struct err *err)
{
    bool there;
    TRY(session_store(s, out, err));
    TRY(register_there(*out, &there, err));
    if (there)
        return 0;
    err_set(err, ERR_NOT_FOUND, "the store holds no lists");
    return err_hint(err, "weir lists load FILE...");
}

static const struct column columns[] = {
    {"list", "list", STYLE_TEXT, EVERYWHERE},
    {"part", "part", STYLE_TEXT, EVERYWHERE},
    {"vintage", "vintage", STYLE_TEXT, EVERYWHERE},
    {"entities", "entities", STYLE_INT, EVERYWHERE},
    {"names", "names", STYLE_INT, EVERYWHERE},
    {"addresses", "addresses", STYLE_INT, EVERYWHERE},
    {"identifiers", "identifiers", STYLE_INT, EVERYWHERE},
    {"path", "path", STYLE_TEXT, DATA_ONLY},
    {"sha256", "sha256", STYLE_TEXT, DATA_ONLY},
};

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    struct register_source *list;
    struct store *store;
    int count;
    (void)params;
    TRY(lists_open(&store, s, err));
    TRY(register_sources(store, &list, &count, s->arena, err));
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    for (int i = 0; i < count; i++) {
        const struct register_source *x = &list[i];
        table_text(&out->table, x->list);
        table_text(&out->table, x->part);
        table_text(&out->table, x->vintage);
        table_number(&out->table, (double)x->entities);
        table_number(&out->table, (double)x->names);
        table_number(&out->table, (double)x->addresses);
        table_number(&out->table, (double)x->identifiers);
        table_text(&out->table, x->path);
        table_text(&out->table, x->sha256);
    }
    return 0;
}

const struct question question_lists_show = {
    .name = "lists show",
    .arguments = "",
    .summary = "say which lists of names are loaded",
    .text = "Each file with its list, the day of its publication and how many entities, names, "
            "addresses and identifiers it gave. Vintages are kept beside each other.",
    .examples = "weir lists show\n"
                "weir lists",
    .needs = NEEDS_READ,
    .main = true,
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
