/* show.c - which lists the store holds.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

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

/* By list and vintage, as register_sources() gives them: the first of each list is its earliest. */
static const char *not_known(const struct register_source *list, int count, const char *day,
                             int *known, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    *known = 0;
    for (int i = 0; i < count; i++) {
        const char *first = list[i].vintage;
        int k = i;
        for (; k + 1 < count && !strcmp(list[k + 1].list, list[i].list); k++)
            if (strcmp(list[k + 1].vintage, first) < 0)
                first = list[k + 1].vintage;
        bool then = strcmp(first, day) <= 0;
        *known += then;
        if (!then)
            buf_printf(&b, "%s%s (first vintage %s)", b.len ? ", " : "", list[i].list, first);
        i = k;
    }
    return arena_strdup(a, buf_str(&b));
}

int lists_known(struct session *s, struct store *store, const char *day, struct err *err)
{
    struct register_source *list;
    int count, known;
    TRY(register_sources(store, &list, &count, s->arena, err));
    const char *others = not_known(list, count, day, &known, s->arena);
    if (!known && count) {
        err_set(err, ERR_NOT_FOUND, "no list is known as it was on %s: %s", day, others);
        return err_hint(err, "weir lists load FILE --vintage DATE takes earlier vintages");
    }
    if (*others)
        session_note(s, NOTE_WARNING, "not known on %s, and not looked at: %s", day, others);
    return 0;
}

static const struct column columns[] = {
    {"list", "list", STYLE_TEXT, EVERYWHERE},
    {"part", "part", STYLE_TEXT, EVERYWHERE},
    {"vintage", "vintage", STYLE_TEXT, EVERYWHERE},
    {"entities", "entities", STYLE_INT, EVERYWHERE},
    {"names", "names", STYLE_INT, EVERYWHERE},
    {"addresses", "addresses", STYLE_INT, EVERYWHERE},
    {"identifiers", "identifiers", STYLE_INT, EVERYWHERE},
    {"path", "path", STYLE_PATH, DATA_ONLY},
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
