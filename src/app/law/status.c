/* status.c - was a flow prohibited, for whom, on that day?
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/law/days.h"
#include "law/law.h"

struct status_params {
    struct words words;
    const char *from, *to, *on;
};

static const struct column columns[] = {
    {"asked", "asked", STYLE_TEXT, EVERYWHERE},
    {"exporter", "exporter", STYLE_TEXT, EVERYWHERE},
    {"verdict", "verdict", STYLE_TEXT, DATA_ONLY},
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
    bool unknown, prohibited, unsure, elsewhere, listed,
        bound;                     /* bound: by a regime held here in part */
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

static void add_row(struct table *t, const struct law_question *q, const char *verdict,
                    const struct law_entry *e)
{
    table_text(t, q->code);
    table_text(t, q->exporter);
    table_text(t, verdict);
    table_text(t, e->regime);
    table_text(t, e->list);
    table_text(t, e->annex);
    table_text(t, e->code);
    table_number(t, e->list ? e->partial : (double)NAN);
    table_text(t, e->since);
    table_text(t, e->until);
    table_number(t, e->list ? e->prohibits : (double)NAN);
    table_number(t, e->list ? e->binds : (double)NAN);
    table_text(t, e->basis);
    table_text(t, e->act);
    table_text(t, e->date_status);
}

/* In the order of their weight; the last is that of a code that is none. */
static const char *verdict_of(const struct answers *w)
{
    return w->unknown      ? "cannot tell: no code of the HS of 2012, 2017 or 2022"
           : w->prohibited ? "prohibited for the exporter by a list held here"
           : w->unsure ? "cannot tell: on a list that binds the exporter, whose start is not in "
                         "its source"
           : w->own    ? "cannot tell: the exporter has a regime of its own, whose codes are not "
                         "held here"
           : w->elsewhere ? "on a list elsewhere that does not bind the exporter: lawful there by "
                            "the lists held here"
           : w->listed    ? "listed, but no list held here prohibits it for the exporter"
                          : "on no list held here";
}

/* What is said once, of all flows that were asked about. */
struct said {
    bool held_in_part;
    const char *own;
    const char *later, *later_act;
};

static void say_of(struct said *all, const struct answers *w)
{
    if (w->unknown)
        return;
    all->held_in_part |= w->bound && !w->prohibited;
    all->own = w->own ? w->own : all->own;
    if (w->later && !w->prohibited && (!all->later || strcmp(w->later, all->later) < 0)) {
        all->later = w->later;
        all->later_act = w->later_act;
    }
}

static void put_said(struct buf *b, const struct said *all, int flows)
{
    if (all->held_in_part)
        buf_puts(b, "the annexes that bind the exporter are held here for some chapters only: what "
                    "is on no list here may be prohibited still\n");
    if (all->own)
        buf_printf(b, "its regime: %s\n", all->own);
    if (all->later)
        buf_printf(b, "not yet listed then%s: from %s by %s\n", flows > 1 ? ", the first" : "",
                   all->later, all->later_act);
    buf_puts(b, "\n");
}

/* A flow that is asked about, and what the lists say of it. */
struct flow {
    const char *code, *exporter, *verdict;
};

struct asked {
    struct flow *flow;
    int count;
    const char **exporter;
    int exporters;
    struct law_question q;
    struct said said;
};

static void put_days(struct buf *b, const struct law_question *q)
{
    bool one = !strcmp(q->on.from, q->on.until);
    buf_printf(b, " to %s, %s%s%s:", q->importer, q->on.from, one ? "" : " to ",
               one ? "" : q->on.until);
}

/* The flows that have the verdict of one of them. */
static void put_flows(struct buf *b, const struct asked *k, const char *verdict)
{
    CLEANUP(buf_free) struct buf list = {0};
    int n = 0;
    for (int f = 0; f < k->count; f++) {
        if (strcmp(k->flow[f].verdict, verdict) != 0)
            continue;
        buf_printf(&list, "%s%s", n++ ? ", " : "", k->flow[f].code);
        if (k->exporters > 1)
            buf_printf(&list, " from %s", k->flow[f].exporter);
    }
    buf_printf(b, "%s (%d of %d): %s\n", verdict, n, k->count, list.s);
}

/* Each verdict once. */
static void put_verdicts(struct buf *b, const struct asked *k)
{
    for (int i = 0; i < k->count; i++) {
        int first = 0;
        while (strcmp(k->flow[first].verdict, k->flow[i].verdict) != 0)
            first++;
        if (first == i)
            put_flows(b, k, k->flow[i].verdict);
    }
}

static const char *head_of(const struct asked *k, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    if (k->count == 1) {
        buf_printf(&b, "%s from %s", k->flow->code, k->flow->exporter);
        put_days(&b, &k->q);
        buf_printf(&b, " %s\n", k->flow->verdict);
    } else {
        buf_printf(&b, "%d codes and exporters", k->count);
        put_days(&b, &k->q);
        buf_puts(&b, "\n");
        put_verdicts(&b, k);
    }
    put_said(&b, &k->said, k->count);
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
    if (q->words.count == 1 && *q->words.item[0] && q->from && q->to)
        return 0;
    err_set(err, ERR_USAGE, "commodity codes, --from and --to are needed");
    return err_hint(err, "weir status 842952 --from CHN --to RUS --on 2022-09-15");
}

static int check_code(const char *code, struct err *err)
{
    size_t n = strlen(code);
    if (strspn(code, "0123456789") == n && (n == 2 || n == 4 || (n >= 6 && n <= 10)))
        return 0;
    err_set(err, ERR_USAGE, "'%s' is no commodity code of 2, 4 or 6 to 10 digits", code);
    err_subject(err, code);
    return err_hint(err,
                    "a chapter (84), a heading (8429), a subheading (842952) or a national code");
}

/* What the lists say of one flow. */
static int judge_flow(struct answer *out, struct asked *k, struct ref *r, const char *code,
                      bool unknown, struct arena *a, struct err *err)
{
    static const struct law_entry none = {0};
    struct answers w = {.unknown = unknown};
    struct law_entry *list;
    int count;
    k->q.code = code;
    TRY(law_entries(r, &list, &count, &k->q, a, err));
    for (int i = 0; i < count; i++)
        list[i].later ? note_later(&w, &list[i]) : judge(&w, &list[i]);
    const struct ref_binding *own = law_own_regime(r, k->q.exporter);
    w.own = own ? own->basis : NULL;
    w.bound = law_held_in_part(r, 0, k->q.exporter);
    say_of(&k->said, &w);
    const char *verdict = verdict_of(&w);
    for (int i = 0; i < count; i++)
        if (!list[i].later)
            add_row(&out->table, &k->q, verdict, &list[i]);
    if (!w.listed)
        add_row(&out->table, &k->q, verdict, &none);
    k->flow = arena_grow(a, k->flow, (size_t)k->count, sizeof *k->flow);
    k->flow[k->count++] = (struct flow){code, k->q.exporter, verdict};
    return 0;
}

/* A code that the HS of that day did not have, or none has, is named. */
static void note_absent(struct session *s, const struct asked *k, const char *code,
                        const struct ref_subheading *sub, int count)
{
    int year = ref_hs_year(k->q.on.from);
    if (!count)
        session_note(s, NOTE_WARNING, "%s is no code of the HS of 2012, 2017 or 2022", code);
    else if (strlen(code) >= 6)
        session_note(
            s, NOTE_WARNING,
            "%s is no code of the HS %d, in force on %s: it is one of the HS %s; its goods "
            "are followed through the renumbering",
            code, year, k->q.on.from, sub->revisions);
    else
        session_note(s, NOTE_WARNING, "%s has no subheading in the HS %d, in force on %s", code,
                     year, k->q.on.from);
}

/* One code of those asked: itself, or the subheadings of a heading or chapter on that day. */
static int judge_code(struct answer *out, struct session *s, struct asked *k, struct ref *r,
                      const char *code, struct err *err)
{
    const int years[] = {ref_hs_year(k->q.on.from), ref_hs_year(k->q.on.until)};
    struct ref_subheading *sub;
    int count, then = 0;
    TRY(check_code(code, err));
    TRY(ref_subheadings(r, &sub, &count, code, years, s->arena, err));
    for (int i = 0; i < count; i++)
        then += sub[i].then;
    if (!then)
        note_absent(s, k, code, sub, count);
    for (int e = 0; e < k->exporters; e++) {
        k->q.exporter = k->exporter[e];
        if (strlen(code) >= 6 || !count)
            TRY(judge_flow(out, k, r, code, !count, s->arena, err));
        for (int i = 0; strlen(code) < 6 && i < count; i++)
            if (sub[i].then)
                TRY(judge_flow(out, k, r, sub[i].code, false, s->arena, err));
    }
    return 0;
}

/* A name may have a comma of its own. */
static int read_exporters(struct asked *k, struct ref *r, const char *list, struct arena *a,
                          struct err *err)
{
    struct err none = {0};
    k->exporter = arena_array(a, const char *, 1);
    if (!ref_state(r, &k->exporter[0], list, &none)) {
        k->exporters = 1;
        return 0;
    }
    for (const char *p = list; *p;) {
        size_t n = strcspn(p, ",");
        k->exporter = arena_grow(a, k->exporter, (size_t)k->exporters, sizeof *k->exporter);
        TRY(ref_state(r, &k->exporter[k->exporters++], arena_strndup(a, p, n), err));
        p += n + (p[n] == ',');
    }
    return 0;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct status_params *p = params;
    struct asked k = {0};
    struct ref *r;
    TRY(check(p, err));
    TRY(days_of(&k.q.on, p->on, err));
    TRY(session_reference(s, &r, err));
    TRY(read_exporters(&k, r, p->from, s->arena, err));
    TRY(ref_state(r, &k.q.importer, p->to, err));
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    for (const char *c = p->words.item[0]; *c;) {
        size_t n = strcspn(c, ",");
        TRY(judge_code(out, s, &k, r, arena_strndup(s->arena, c, n), err));
        c += n + (c[n] == ',');
    }
    out->head = head_of(&k, s->arena);
    out->foot = foot;
    return 0;
}

static const struct param params[] = {
    {PARAM(status_params, from, "from", TEXT, "AREA",
           "exporters, comma-separated: names, ISO codes or M49 numbers", AREAS)},
    {PARAM(status_params, to, "to", TEXT, "AREA", "the importer, likewise", AREAS)},
    DAYS_ON(status_params, on),
    {0},
};

const struct question question_status = {
    .name = "status",
    .arguments = "CODES",
    .complete = COMPLETE_CODES,
    .summary = "say which lists a code was on that day, and whom they bind",
    .text =
        "For each list: since when and until when the code is on it, wholly or in part, whether "
        "it prohibits exports to the destination, whether it binds the exporter (a member of the "
        "EU on that day, the United States), the act, and how sure the dates are. A flow from a "
        "country that no list binds is lawful trade there. Re-export and transit rules are "
        "named, not decided.\n"
        "\n"
        "Each row of --json and --csv has the verdict of its code and exporter; what is on no list "
        "has "
        "one row without a list.\n"
        "\n"
        "CODES are comma-separated; a heading or chapter stands for the subheadings that it had in "
        "the "
        "HS of that day, and each is judged by itself. A code that the HS of that day did not have "
        "is "
        "named.\n"
        "\n"
        "A list whose source gives no start for its codes is shown with 'cannot tell'. No store "
        "is needed.",
    .examples = "weir status 842952 --from CHN --to RUS --on 2022-09-15\n"
                "weir status 847150 --from DEU --to RUS --on 2022-01..2024-12 --json\n"
                "weir status 8471,842952 --from CHN,DEU --to RUS --on 2023-03-01 --csv",
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
