/* status.c - was a flow prohibited, for whom, on that day?
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "app/law/days.h"
#include "law/law.h"

struct status_params {
    struct words words;
    const char *from, *to, *on;
};

static const struct column columns[] = {
    {"regime", "regime", STYLE_TEXT, EVERYWHERE},
    {"list", "list", STYLE_TEXT, DATA_ONLY},
    {"annex", "annex", STYLE_TEXT, EVERYWHERE},
    {"code", "code", STYLE_TEXT, EVERYWHERE},
    {"partial", "part", STYLE_TRUTH, EVERYWHERE},
    {"listed_since", "since", STYLE_TEXT, EVERYWHERE},
    {"listed_until", "until", STYLE_TEXT, EVERYWHERE},
    {"prohibits", "prohibits", STYLE_TRUTH, EVERYWHERE},
    {"binding_on_exporter", "binds exporter", STYLE_TRUTH, EVERYWHERE},
    {"basis", "basis", STYLE_TEXT, DATA_ONLY},
    {"act", "act", STYLE_TEXT, EVERYWHERE},
    {"date_status", "dates", STYLE_TEXT, DATA_ONLY},
};

struct answers {
    bool prohibited, unsure, elsewhere, listed, bound; /* bound: by a regime held here in part */
    const char *own;               /* the exporter's own regime, whose codes are not held here */
    const char *later, *later_act; /* the first list to come */
};

static void judge(struct answers *w, const struct law_entry *e)
{
    bool prohibits = e->prohibits > 0;
    w->listed = true;
    w->prohibited |= prohibits && e->binds;
    w->unsure |= isnan(e->prohibits) && e->binds;
    w->elsewhere |= !e->binds && (prohibits || isnan(e->prohibits));
}

static void note_later(struct answers *w, const struct law_entry *e)
{
    if (!e->since || (w->later && strcmp(e->since, w->later) >= 0))
        return;
    w->later = e->since;
    w->later_act = e->act;
}

static void add_row(struct table *t, const struct law_entry *e)
{
    table_text(t, e->regime);
    table_text(t, e->list);
    table_text(t, e->annex);
    table_text(t, e->code);
    table_number(t, e->partial);
    table_text(t, e->since);
    table_text(t, e->until);
    table_number(t, e->prohibits);
    table_number(t, e->binds);
    table_text(t, e->basis);
    table_text(t, e->act);
    table_text(t, e->date_status);
}

static const char *head_of(const struct answers *w, const struct law_question *q, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_printf(&b, "%s from %s to %s, %s%s%s: ", q->code, q->exporter, q->importer, q->on.from,
               strcmp(q->on.from, q->on.until) ? " to " : "",
               strcmp(q->on.from, q->on.until) ? q->on.until : "");
    buf_puts(&b, w->prohibited  ? "prohibited for the exporter by a list held here\n"
                 : w->unsure    ? "cannot tell: on a list that binds the exporter, whose start is "
                                  "not in its source\n"
                 : w->own       ? "cannot tell: the exporter has a regime of its own, whose codes "
                                  "are not held here\n"
                 : w->elsewhere ? "on a list elsewhere that does not bind the exporter: lawful "
                                  "there by the lists held here\n"
                 : w->listed    ? "listed, but no list held here prohibits it for the exporter\n"
                                : "on no list held here\n");
    if (w->bound && !w->prohibited)
        buf_puts(&b,
                 "the annexes that bind the exporter are held here for some chapters only: what "
                 "is on no list here may be prohibited still\n");
    if (w->own)
        buf_printf(&b, "its regime: %s\n", w->own);
    if (w->later && !w->prohibited)
        buf_printf(&b, "not yet listed then: from %s by %s\n", w->later, w->later_act);
    buf_puts(&b, "\n");
    return arena_strdup(a, b.s);
}

static const char foot[] =
    "'part': the list covers only some of the goods of the code ('ex', more digits, or a code that "
    "was renumbered)\n"
    "held here: the EU's annexes to Reg. 833/2014 for the chapters transcribed, US part 746, the "
    "common high priority list; no code tables of the UK, Canada, Japan, Switzerland\n"
    "not decided here: end users, licences, wind-down of contracts, re-export and transit rules\n";

static int check(const struct status_params *q, struct err *err)
{
    const char *code = q->words.count == 1 ? q->words.item[0] : "";
    size_t n = strlen(code);
    for (size_t i = 0; i < n; i++)
        if (!isdigit((unsigned char)code[i]))
            n = 0;
    if (n >= 6 && n <= 10 && q->from && q->to)
        return 0;
    err_set(err, ERR_USAGE, "a commodity code of 6 to 10 digits, --from and --to are needed");
    return err_hint(err, "weir status 842952 --from CHN --to RUS --on 2022-09-15");
}

static int fill(struct answer *out, struct answers *w, struct ref *r, const struct law_question *q,
                struct arena *a, struct err *err)
{
    struct law_entry *list;
    int count;
    TRY(law_entries(r, &list, &count, q, a, err));
    out->table = table_new(columns, COLUMNS(columns), a);
    for (int i = 0; i < count; i++) {
        if (list[i].later) {
            note_later(w, &list[i]);
            continue;
        }
        judge(w, &list[i]);
        add_row(&out->table, &list[i]);
    }
    const struct ref_binding *own = law_own_regime(r, q->exporter);
    w->own = own ? own->basis : NULL;
    w->bound = law_held_in_part(r, 0, q->exporter);
    return 0;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct status_params *p = params;
    struct answers w = {0};
    struct law_question q;
    struct ref *r;
    TRY(check(p, err));
    q.code = p->words.item[0];
    TRY(days_of(&q.on, p->on, err));
    TRY(session_reference(s, &r, err));
    TRY(ref_state(r, &q.exporter, p->from, err));
    TRY(ref_state(r, &q.importer, p->to, err));
    TRY(fill(out, &w, r, &q, s->arena, err));
    out->head = head_of(&w, &q, s->arena);
    out->foot = foot;
    return 0;
}

static const struct param params[] = {
    {PARAM(status_params, from, "from", TEXT, "AREA", "the exporter: name, ISO code or M49 number",
           AREAS)},
    {PARAM(status_params, to, "to", TEXT, "AREA", "the importer, likewise", AREAS)},
    DAYS_ON(status_params, on),
    {0},
};

const struct question question_status = {
    .name = "status",
    .arguments = "CODE",
    .complete = COMPLETE_CODES,
    .summary = "say which lists a code was on that day, and whom they bind",
    .text =
        "For each list: since when and until when the code is on it, wholly or in part, whether "
        "it prohibits exports to the destination, whether it binds the exporter (a member of the "
        "EU on that day, the United States), the act, and how sure the dates are. A flow from a "
        "country that no list binds is lawful trade there. Re-export and transit rules are "
        "named, not decided.\n"
        "\n"
        "A list whose source gives no start for its codes is shown with 'cannot tell'. No store "
        "is needed.",
    .examples = "weir status 842952 --from CHN --to RUS --on 2022-09-15\n"
                "weir status 847150 --from DEU --to RUS --on 2022-01..2024-12 --json",
    .params = params,
    .size = sizeof(struct status_params),
    .needs = NEEDS_REFERENCE,
    .traced = true,
    .day = true,
    .method = "docs/method/status.md",
    .tables = "data/control/control.csv data/control/annex.csv data/regime/binding.csv",
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
