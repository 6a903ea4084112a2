/* treaty.c - which states a treaty bound on a day.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/law/days.h"
#include "law/law.h"

struct treaty_params {
    struct words words;
    const char *on;
    bool count;
};

static const struct column columns[] = {
    {"iso3", "", STYLE_TEXT, EVERYWHERE},
    {"name", "state", STYLE_TEXT, EVERYWHERE},
    {"ratified", "deposited", STYLE_TEXT, EVERYWHERE},
    {"instrument", "instrument", STYLE_TEXT, EVERYWHERE},
    {"bound_since", "bound since", STYLE_TEXT, EVERYWHERE},
    {"bound_until", "until", STYLE_TEXT, EVERYWHERE},
    {"note", "note", STYLE_TEXT, EVERYWHERE},
    {"status", "status", STYLE_TEXT, DATA_ONLY},
    {"source", "source", STYLE_TEXT, DATA_ONLY},
};

static void fill(struct table *t, const struct ref_party *list, int count)
{
    for (int i = 0; i < count; i++) {
        const struct ref_party *p = &list[i];
        const char *cells[] = {p->iso3,        p->name, p->ratified, p->instrument, p->bound_since,
                               p->bound_until, p->note, p->status,   p->source};
        for (int c = 0; c < COLUMNS(columns); c++)
            table_text(t, cells[c]);
    }
}

static struct fact *count_of(const char *day, int count, struct arena *a)
{
    struct facts f = facts_new(a);
    facts_open(&f, NULL, FACT_OBJECT);
    facts_text(&f, "date", arena_strdup(a, day));
    facts_number(&f, "bound", count);
    facts_close(&f);
    return f.root;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct treaty_params *q = params;
    const char *treaty = q->words.count == 1 ? q->words.item[0] : "";
    struct ref_party *list;
    struct ref *r;
    struct days on;
    int count;
    if (strcmp(treaty, "rome") != 0) {
        err_set(err, ERR_USAGE, "treaty '%s' is not held here", treaty);
        return err_hint(err, "rome: the Rome Statute of the International Criminal Court");
    }
    TRY(day_of(&on, q->on, err));
    TRY(session_reference(s, &r, err));
    TRY(law_bound(r, &list, &count, treaty, on.from, s->arena, err));
    count = law_states(list, count);
    day_note_to_come(s, on.from);
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    if (q->count)
        out->facts = count_of(on.from, count, s->arena);
    else
        fill(&out->table, list, count);
    out->head = arena_printf(s->arena, "%d states were bound by the Rome Statute on %s\n\n", count,
                             on.from);
    out->foot = "bound from the entry into force (Art. 126), not from ratification, until a "
                "withdrawal takes effect (Art. 127)\n";
    return 0;
}

static const struct param params[] = {
    DAY_ON(treaty_params, on),
    {PARAM(treaty_params, count, "count", FLAG, NULL, "only the number", NOTHING)},
    {0},
};

const struct question question_treaty = {
    .name = "treaty",
    .arguments = "TREATY",
    .summary = "list the states that a treaty bound on a day",
    .text = "rome: the Rome Statute of the International Criminal Court. A state is bound from the "
            "entry into force for it (Art. 126), which is later than its ratification, until a "
            "withdrawal takes effect (Art. 127). No store is needed.",
    .examples = "weir treaty rome --on 2023-11-01 --count --json\n"
                "weir treaty rome --csv",
    .params = params,
    .size = sizeof(struct treaty_params),
    .needs = NEEDS_REFERENCE,
    .traced = true,
    .day = true,
    .method = "reference tables: data/sources.tsv",
    .tables = "data/treaty/party.csv",
    .columns = columns,
    .column_count = COLUMNS(columns),
    .shape = "[{iso3 text, name text, ratified text, instrument text, bound_since text, "
             "bound_until text, note text, status text, source text}] | {date text, bound int}",
    .run = run,
};
