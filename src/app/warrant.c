/* warrant.c - warrants of arrest in the register, and whether a state was bound by the statute.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/law.h"
#include "base/resource.h"

enum {
    PERSON,
    ISSUER,
    DATE,
    CHARGES,
    ARTICLES,
    LIABILITY,
    ROLE,
    SITUATION,
    CHAMBER,
    STATE,
    STATUS,
    SOURCE,
    ANNOUNCED,
    BOUND,
    SINCE,
    UNTIL,
    RATIFIED,
    NOTE,
    PARTY_STATUS,
    PARTY_SOURCE,
    LATER,
    FIELDS
};

static const struct column columns[] = {
    {"person", "person", STYLE_TEXT, EVERYWHERE},
    {"issuer", "issuer", STYLE_TEXT, EVERYWHERE},
    {"warrant_date", "warrant of", STYLE_TEXT, EVERYWHERE},
    {"state", "state", STYLE_TEXT, EVERYWHERE},
    {"state_bound", "bound", STYLE_TEXT, EVERYWHERE},
    {"bound_since", "since", STYLE_TEXT, EVERYWHERE},
    {"bound_until", "until", STYLE_TEXT, EVERYWHERE},
    {"charges", "charges", STYLE_TEXT, EVERYWHERE},
    {"articles", "articles", STYLE_TEXT, DATA_ONLY},
    {"source", "source", STYLE_TEXT, DATA_ONLY},
};

struct record {
    const char *field[FIELDS];
    const char *state;
    bool bound, later;
};

/* "a; b" as ["a", "b"]. */
static void json_parts(struct buf *b, const char *key, const char *text)
{
    buf_printf(b, ", \"%s\": [", key);
    for (const char *p = text; *p;) {
        CLEANUP(buf_free) struct buf part = {0};
        size_t n = strcspn(p, ";");
        buf_add(&part, p, n);
        buf_puts(b, p == text ? "" : ", ");
        json_text(b, buf_str(&part));
        p += n;
        p += strspn(p, "; ");
    }
    buf_puts(b, "]");
}

static void note(struct buf *b, int *count, const char *text)
{
    if (!text)
        return;
    buf_puts(b, (*count)++ ? ", " : "");
    json_text(b, text);
}

static void json_notes(struct buf *b, const struct record *w, const char *day, struct arena *a)
{
    int count = 0;
    const char *const *f = w->field;
    buf_puts(b, ", \"notes\": [");
    if (w->later)
        note(b, &count,
             arena_printf(a, "there was no warrant yet on %s: it is of %s", day, f[DATE]));
    if (!f[SINCE])
        note(b, &count, "the state is no party to the Rome Statute in the register");
    else if (!w->bound && strcmp(f[SINCE], day) > 0)
        note(b, &count,
             arena_printf(a,
                          "deposited %s, in force for the state only from %s (Art. 126): "
                          "ratified is not yet bound",
                          f[RATIFIED], f[SINCE]));
    else if (!w->bound)
        note(b, &count, arena_printf(a, "the withdrawal took effect: bound until %s", f[UNTIL]));
    note(b, &count, f[NOTE]);
    if (strcmp(f[STATUS], "confirmed") != 0)
        note(b, &count, f[STATUS]);
    if (f[PARTY_STATUS] && strcmp(f[PARTY_STATUS], "confirmed") != 0)
        note(b, &count, f[PARTY_STATUS]);
    note(b, &count,
         "not decided here: immunity of officials of states that are no parties (Art. 27 "
         "and 98), duties under national law or of other kinds");
    note(b, &count,
         "the register holds warrants made public, of the situation in Ukraine; there "
         "may be others under seal");
    buf_puts(b, "]");
}

static void json_record(struct buf *b, const struct record *w, const char *day, struct arena *a)
{
    const char *const *f = w->field;
    json_pair(b, "person", f[PERSON], "{");
    json_pair(b, "role", f[ROLE], ", ");
    json_pair(b, "issuer", f[ISSUER], ", ");
    json_pair(b, "chamber", f[CHAMBER], ", ");
    json_pair(b, "situation", f[SITUATION], ", ");
    json_pair(b, "warrant_date", f[DATE], ", ");
    json_pair(b, "announced", f[ANNOUNCED], ", ");
    law_json_bool(b, "in_force_on_day", w->later ? "false" : "true", ", ");
    json_parts(b, "charges", f[CHARGES]);
    json_parts(b, "articles", f[ARTICLES]);
    json_pair(b, "liability", f[LIABILITY], ", ");
    json_pair(b, "state", w->state, ", ");
    law_json_bool(b, "state_bound", w->bound ? "true" : "false", ", ");
    json_pair(b, "bound_since", f[SINCE], ", ");
    json_pair(b, "bound_until", f[UNTIL], ", ");
    json_notes(b, w, day, a);
    json_pair(b, "source", f[SOURCE], ", ");
    json_pair(b, "state_source", f[PARTY_SOURCE], ", ");
    buf_puts(b, "}");
}

static void add_row(struct table *t, const struct record *w)
{
    const char *const *f = w->field;
    const char *cells[] = {f[PERSON], f[ISSUER], f[DATE],    w->state,    w->bound ? "yes" : "no",
                           f[SINCE],  f[UNTIL],  f[CHARGES], f[ARTICLES], f[SOURCE]};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        table_text(t, cells[i]);
}

static int read_records(struct record **list, int *count, struct duck *d,
                        const struct duck_param *p, const char *state, struct arena *a,
                        struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(duck_query(d, &r, resource_get("src/app/sql/warrant.sql")->text, p, err));
    *count = 0;
    while (duck_next(r)) {
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        struct record *w = &(*list)[(*count)++];
        for (int i = 0; i < FIELDS; i++)
            w->field[i] = duck_text(r, i, a);
        w->state = state;
        w->bound = !strcmp(w->field[BOUND], "true");
        w->later = !strcmp(w->field[LATER], "true");
    }
    return duck_end(r, err);
}

static int check(const struct request *q, struct err *err)
{
    if (q->arg_count == 1 && q->in && *q->args[0])
        return 0;
    err_set(err, ERR_USAGE, "a name and --in STATE are needed");
    return err_hint(err, "weir warrant Putin --in CHN --on 2023-10-17");
}

int app_warrant(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    CLEANUP(duck_close) struct duck *d = NULL;
    CLEANUP(buf_free) struct buf b = {0};
    struct days on;
    struct record *list = NULL;
    const char *state;
    int count;
    TRY(check(q, err));
    TRY(law_days(&on, q->on, err));
    TRY(law_open(&d, q->store, err));
    TRY(law_area(&state, d, q->in, a, err));
    struct duck_param p[] = {{"name", q->args[0]}, {"state", state}, {"day", on.from}, {0}};
    TRY(read_records(&list, &count, d, p, state, a, err));
    if (!count) {
        err_set(err, ERR_NOT_FOUND, "no warrant against '%s' in the register", q->args[0]);
        return err_hint(err, "it holds public warrants of the International Criminal Court in the "
                             "situation in Ukraine");
    }
    out->table = table_new(columns, sizeof columns / sizeof *columns, a);
    buf_puts(&b, count > 1 ? "[" : "");
    for (int i = 0; i < count; i++) {
        add_row(&out->table, &list[i]);
        buf_puts(&b, i ? ",\n " : "");
        json_record(&b, &list[i], on.from, a);
    }
    buf_puts(&b, count > 1 ? "]\n" : "\n");
    out->json = arena_strdup(a, b.s);
    out->head = arena_printf(a, "on %s\n\n", on.from);
    out->foot = "bound: by the Rome Statute, from its entry into force for the state to the effect "
                "of a withdrawal\nnot decided here: immunity (Art. 27 and 98), national law; "
                "warrants under seal are not known\n";
    return 0;
}
