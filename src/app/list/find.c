/* find.c - a name or identifier looked up.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/list/open.h"

struct lookup_params {
    struct words words;
    const char *on;
};

static const struct column columns[] = {
    {"list", "list", STYLE_TEXT, EVERYWHERE},
    {"uid", "id", STYLE_TEXT, EVERYWHERE},
    {"entity", "entity", STYLE_TEXT, EVERYWHERE},
    {"name", "name found", STYLE_TEXT, EVERYWHERE},
    {"kind", "as", STYLE_TEXT, EVERYWHERE},
    {"quality", "quality", STYLE_TEXT, DATA_ONLY},
    {"script", "script", STYLE_TEXT, DATA_ONLY},
    {"match", "match", STYLE_TEXT, EVERYWHERE},
    {"entity_kind", "kind", STYLE_TEXT, EVERYWHERE},
    {"program", "programme", STYLE_TEXT, EVERYWHERE},
    {"listed_on", "listed", STYLE_TEXT, EVERYWHERE},
    {"until", "until", STYLE_TEXT, DATA_ONLY},
    {"country", "country", STYLE_TEXT, DATA_ONLY},
    {"born", "born", STYLE_TEXT, DATA_ONLY},
    {"born_precision", "born, how sure", STYLE_TEXT, DATA_ONLY},
    {"birthplace", "birthplace", STYLE_TEXT, DATA_ONLY},
    {"remarks", "remarks", STYLE_TEXT, DATA_ONLY},
    {"vintage", "vintage", STYLE_TEXT, EVERYWHERE},
};

static void add_row(struct table *t, const struct register_hit *h)
{
    const char *cells[] = {h->list,       h->uid,     h->entity,  h->name,        h->kind,
                           h->quality,    h->script,  h->match,   h->entity_kind, h->program,
                           h->listed_on,  h->until,   h->country, h->born,        h->born_precision,
                           h->birthplace, h->remarks, h->vintage};
    for (int i = 0; i < COLUMNS(columns); i++)
        table_text(t, cells[i]);
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct lookup_params *q = params;
    const char *name = q->words.count == 1 ? q->words.item[0] : "";
    struct register_hit *list;
    struct store *store;
    struct days on = {"", ""};
    int count;
    if (!name[strspn(name, " ")])
        return err_set(err, ERR_USAGE, "find whom? weir lists find 'NAME'");
    if (q->on)
        TRY(days_of(&on, q->on, err));
    TRY(lists_open(&store, s, err));
    if (q->on)
        TRY(lists_known(s, store, on.until, err));
    TRY(register_find(store, &list, &count, name, on.until, s->arena, err));
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    for (int i = 0; i < count; i++)
        add_row(&out->table, &list[i]);
    const char *near = NULL;
    if (!count)
        TRY(register_near(store, &near, name, on.until, s->arena, err));
    if (near)
        session_note(s, NOTE_REMARK, "nobody of that name; near: %s", near);
    out->head = arena_printf(s->arena, "%d names or identifiers on the lists loaded%s%s\n\n", count,
                             q->on ? " as known on " : "", on.until);
    out->foot = "found by the name as it is, normalised (case, accents, punctuation, order of "
                "words), by all its words, or by an identifier; spelling variants and other "
                "scripts are not tried\n";
    return 0;
}

static const struct param params[] = {
    {PARAM(lookup_params, on, "on", TEXT, "DAY", "as known on that day; the latest unless told",
           NOTHING)},
    {0},
};

const struct question question_lists_find = {
    .name = "lists find",
    .arguments = "NAME",
    .summary = "look a name or an identifier up",
    .text = "A name, or an identifier (IMO, INN, OGRN, LEI, passport), on the latest "
            "vintages or on those of --on. Names match as they are, normalised, or by all their "
            "words.",
    .examples = "weir lists find 'I. Ash' --json",
    .params = params,
    .size = sizeof(struct lookup_params),
    .needs = NEEDS_READ,
    .traced = true,
    .method = "docs/method/lists.md",
    .lists = true,
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
