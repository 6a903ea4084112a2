/* find.c - a name or identifier looked up.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/list/open.h"
#include "app/screen/names.h"
#include "app/screen/subject.h"

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

enum { MATCH = 7 }; /* column */

static void add_row(struct table *t, const struct register_hit *h)
{
    const char *cells[] = {h->list,       h->uid,     h->entity,  h->name,        h->kind,
                           h->quality,    h->script,  h->match,   h->entity_kind, h->program,
                           h->listed_on,  h->until,   h->country, h->born,        h->born_precision,
                           h->birthplace, h->remarks, h->vintage};
    for (int i = 0; i < COLUMNS(columns); i++)
        table_text(t, cells[i]);
}

static bool has_hit(const struct register_hit *list, int count, const struct listed *l)
{
    for (int i = 0; i < count; i++)
        if (!strcmp(list[i].list, l->list) && !strcmp(list[i].uid, l->uid))
            return true;
    return false;
}

/* Entities that screening finds beside those that have the name: of another spelling or script. */
static int add_screened(struct table *t, const struct register_hit *list, int count,
                        struct session *s, const char *name, const char *day, struct err *err)
{
    CLEANUP(screen_names_close) struct screen_names names = {0};
    CLEANUP(screener_free) struct screener k = {0};
    struct screened *x = arena_new(s->arena, struct screened);
    struct screen_source of = {.day = day};
    TRY(screen_names_open(&names, s, &of, err));
    screener_new(&k, &names.index, profile_of(MODE_DEFAULT));
    screen_subject(x, &k, &(struct subject){.name = name}, s->arena);
    for (int i = 0; i < x->count; i++) {
        struct listed l;
        index_listed(&l, &names.index, x->hit[i].name);
        if (has_hit(list, count, &l))
            continue;
        const char *cells[] = {l.list,    l.uid,  l.title,  l.name,    l.kind,      l.quality,
                               NULL,      NULL,   l.entity, l.program, l.listed_on, NULL,
                               l.country, l.born, NULL,     NULL,      NULL,        l.vintage};
        for (int c = 0; c < COLUMNS(columns); c++)
            table_text(t, cells[c] && *cells[c] ? arena_strdup(s->arena, cells[c]) : NULL);
        t->cells[t->cell_count - COLUMNS(columns) + MATCH].text = arena_printf(
            s->arena, "screened %.2f", x->hit[i].score);
    }
    return 0;
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
        TRY(day_of(&on, q->on, err));
    TRY(lists_open(&store, s, err));
    if (q->on)
        TRY(lists_known(s, store, on.until, err));
    TRY(register_find(store, &list, &count, name, on.until, s->arena, err));
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    for (int i = 0; i < count; i++)
        add_row(&out->table, &list[i]);
    TRY(add_screened(&out->table, list, count, s, name, on.until, err));
    out->head = arena_printf(s->arena, "%d names or identifiers on the lists loaded%s%s\n\n",
                             table_rows(&out->table), q->on ? " as known on " : "", on.until);
    out->foot = "found by the name as it is, normalised (case, accents, punctuation, order of "
                "words), by all its words, by an identifier, or by screening (other spellings and "
                "scripts; weir screen says why)\n";
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
            "vintages or on those of --on. Names match as they are, normalised, by all their "
            "words, or as weir screen finds them: in other spellings and scripts.",
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
