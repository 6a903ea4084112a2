/* warrant.c - warrants of arrest in the register, and whether a state was bound by the statute.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/law/days.h"
#include "law/law.h"

struct warrant_params {
    struct words words;
    const char *on, *in;
};

static const struct column columns[] = {
    {"person", "person", STYLE_TEXT, EVERYWHERE},
    {"issuer", "issuer", STYLE_TEXT, EVERYWHERE},
    {"warrant_date", "warrant of", STYLE_TEXT, EVERYWHERE},
    {"state", "state", STYLE_TEXT, EVERYWHERE},
    {"state_bound", "bound", STYLE_TRUTH, EVERYWHERE},
    {"bound_since", "since", STYLE_TEXT, EVERYWHERE},
    {"bound_until", "until", STYLE_TEXT, EVERYWHERE},
    {"charges", "charges", STYLE_TEXT, EVERYWHERE},
    {"articles", "articles", STYLE_TEXT, DATA_ONLY},
    {"source", "source", STYLE_TEXT, DATA_ONLY},
};

/* Where no state was asked about. */
static const struct column alone[] = {
    {"person", "person", STYLE_TEXT, EVERYWHERE},
    {"issuer", "issuer", STYLE_TEXT, EVERYWHERE},
    {"warrant_date", "warrant of", STYLE_TEXT, EVERYWHERE},
    {"charges", "charges", STYLE_TEXT, EVERYWHERE},
    {"articles", "articles", STYLE_TEXT, DATA_ONLY},
    {"source", "source", STYLE_TEXT, DATA_ONLY},
};

static const char *party_note(const struct law_warrant *x, const char *day, struct arena *a)
{
    const struct ref_party *p = &x->party;
    if (!x->state)
        return NULL;
    if (!p->iso3)
        return "the state is no party to the Rome Statute in the register";
    if (x->bound || x->unknown) /* its note says it */
        return NULL;
    if (p->territory)
        return arena_printf(a, "the Statute binds it only from %s", p->bound_since);
    if (strcmp(p->bound_since, day) > 0)
        return arena_printf(a,
                            "deposited %s, in force for the state only from %s (Art. 126): "
                            "ratified is not yet bound",
                            p->ratified, p->bound_since);
    return arena_printf(a, "the withdrawal took effect: bound until %s", p->bound_until);
}

static bool confirmed(const char *status)
{
    return !status || !strcmp(status, "confirmed");
}

static void add_notes(struct facts *f, const struct law_warrant *x, const char *day)
{
    const char *notes[] = {
        x->later
            ? arena_printf(f->arena, "there was no warrant yet on %s: it is of %s", day, x->w.date)
            : NULL,
        party_note(x, day, f->arena),
        x->party.note,
        confirmed(x->w.status) ? NULL : x->w.status,
        confirmed(x->party.status) ? NULL : x->party.status,
        "not decided here: immunity of officials of states that are no parties (Art. 27 "
        "and 98), duties under national law or of other kinds",
        "the register holds warrants made public, of the situation in Ukraine; there "
        "may be others under seal",
    };
    facts_open(f, "notes", FACT_LIST);
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        if (notes[i])
            facts_text(f, NULL, notes[i]);
    facts_close(f);
}

static void add_facts(struct facts *f, const struct law_warrant *x, const char *day)
{
    const struct ref_warrant *w = &x->w;
    facts_open(f, NULL, FACT_OBJECT);
    facts_text(f, "person", w->person);
    facts_text(f, "role", w->role);
    facts_text(f, "issuer", w->issuer);
    facts_text(f, "chamber", w->chamber);
    facts_text(f, "situation", w->situation);
    facts_text(f, "warrant_date", w->date);
    facts_text(f, "announced", w->announced);
    facts_truth(f, "in_force_on_day", !x->later);
    facts_parts(f, "charges", w->charges, ";");
    facts_parts(f, "articles", w->articles, ";");
    facts_text(f, "liability", w->liability);
    facts_text(f, "state", x->state);
    if (x->state && !x->unknown)
        facts_truth(f, "state_bound", x->bound);
    else
        facts_text(f, "state_bound", NULL);
    facts_text(f, "bound_since", x->party.bound_since);
    facts_text(f, "bound_until", x->party.bound_until);
    add_notes(f, x, day);
    facts_text(f, "source", w->source);
    facts_text(f, "state_source", x->party.source);
    facts_close(f);
}

static void add_row(struct table *t, const struct law_warrant *x)
{
    const struct ref_warrant *w = &x->w;
    table_text(t, w->person);
    table_text(t, w->issuer);
    table_text(t, w->date);
    if (x->state) {
        table_text(t, x->state);
        table_number(t, x->unknown ? NAN : x->bound);
        table_text(t, x->party.bound_since);
        table_text(t, x->party.bound_until);
    }
    table_text(t, w->charges);
    table_text(t, w->articles);
    table_text(t, w->source);
}

static int check(const struct warrant_params *q, struct err *err)
{
    if (q->words.count == 1 && *q->words.item[0])
        return 0;
    err_set(err, ERR_USAGE, "a name is needed, of one person");
    return err_hint(err, "weir warrant Putin --in CHN --on 2023-10-17");
}

/* One warrant is an object, several a list of them. */
static void fill(struct answer *out, const struct law_warrant *list, int count, const char *day,
                 struct arena *a)
{
    struct facts f = facts_new(a);
    out->table = list->state ? table_new(columns, COLUMNS(columns), a)
                             : table_new(alone, COLUMNS(alone), a);
    if (count > 1)
        facts_open(&f, NULL, FACT_LIST);
    for (int i = 0; i < count; i++) {
        add_row(&out->table, &list[i]);
        add_facts(&f, &list[i], day);
    }
    if (count > 1)
        facts_close(&f);
    out->facts = f.root;
}

static const char *head_of(const struct law_warrant *list, int count, const char *day,
                           struct arena *a)
{
    const char *later = "";
    for (int i = 0; i < count; i++)
        if (list[i].later)
            later = arena_printf(a, "%s%s: there was no warrant yet, it is of %s\n", later,
                                 list[i].w.person, list[i].w.date);
    return arena_printf(a, "on %s\n%s\n", day, later);
}

/* What the register notes of the state, once: the state is the same in all rows. */
static const char *foot_of(const struct law_warrant *x, const char *day, struct arena *a)
{
    const char *why = party_note(x, day, a), *note = x->party.note;
    const char *said = "", *bound = "";
    if (x->state)
        bound = "bound: by the Rome Statute, from its entry into force for the state to the effect "
                "of a withdrawal\n";
    if (why)
        said = arena_printf(a, "%s: %s\n", x->state, why);
    if (note && *note)
        said = arena_printf(a, "%s%s: %s\n", said, x->state, note);
    if (!confirmed(x->party.status))
        said = arena_printf(a, "%s%s: %s\n", said, x->state, x->party.status);
    return arena_printf(a,
                        "%s%snot decided here: immunity (Art. 27 and 98), national law; warrants "
                        "under seal are not known\n",
                        said, bound);
}

/* All against whom there is one. */
static const char *whose(struct ref *r, struct arena *a)
{
    struct ref_warrant *list;
    const char *names = "";
    int count;
    if (ref_warrants(r, &list, &count, NULL, a, NULL))
        return names;
    for (int i = 0; i < count; i++)
        names = arena_printf(a, "%s%s%s", names, i ? ", " : "", list[i].person);
    return names;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct warrant_params *p = params;
    struct law_warrant_question q = {0};
    struct law_warrant *list;
    struct ref *r;
    struct days on;
    int count;
    TRY(check(p, err));
    TRY(day_of(&on, p->on, err));
    TRY(session_reference(s, &r, err));
    if (p->in && ref_is_union(p->in)) {
        err_set(err, ERR_USAGE, "--in %s: the Union is no state, its members are parties each",
                p->in);
        return err_hint(err, "weir treaty rome --on %s lists who was bound", on.from);
    }
    if (p->in)
        TRY(ref_state(r, &q.state, p->in, err));
    day_note_to_come(s, on.from);
    q.person = p->words.item[0];
    q.day = on.from;
    TRY(law_warrants(r, &list, &count, &q, s->arena, err));
    if (!count) {
        err_set(err, ERR_NOT_FOUND, "no warrant against '%s' in the register", q.person);
        return err_hint(err,
                        "it holds public warrants of the International Criminal Court in the "
                        "situation in Ukraine: %s",
                        whose(r, s->arena));
    }
    fill(out, list, count, arena_strdup(s->arena, on.from), s->arena);
    out->head = head_of(list, count, on.from, s->arena);
    out->foot = foot_of(list, arena_strdup(s->arena, on.from), s->arena);
    return 0;
}

static const struct param params[] = {
    DAY_ON(warrant_params, on),
    {PARAM(warrant_params, in, "in", TEXT, "STATE",
           "the state whose duties are asked about; none unless told", AREAS)},
    {0},
};

#define WARRANT                                                                                    \
    "{person text, role text, issuer text, chamber text, situation text, warrant_date text, "      \
    "announced text, in_force_on_day truth, charges [text], articles [text], liability text, "     \
    "state text, state_bound truth, bound_since text, bound_until text, notes [text], "            \
    "source text, state_source text}"

const struct question question_warrant = {
    .name = "warrant",
    .arguments = "NAME",
    .summary = "show warrants of arrest, and whether a state was bound on that day",
    .text = "Public warrants of the International Criminal Court in the situation in Ukraine: "
            "issuer, charges as the court states them, articles, dates; and whether the state was "
            "bound by the Rome Statute on that day. Immunity and national law are named, not "
            "decided. No store is needed.",
    .examples = "weir warrant Putin\n"
                "weir warrant Putin --in CHN --on 2023-10-17\n"
                "weir warrant 'Lvova-Belova' --in ARM --on 2024-03-01 --json",
    .params = params,
    .size = sizeof(struct warrant_params),
    .needs = NEEDS_REFERENCE,
    .traced = true,
    .day = true,
    .method = "reference tables: data/sources.tsv",
    .tables = "data/warrant/warrant.csv data/treaty/party.csv",
    .shape = WARRANT " | [" WARRANT "]",
    .run = run,
};
