/* status.c - was a flow prohibited, for whom, on that day?
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/law/days.h"
#include "app/law/held.h"
#include "app/law/shares.h"
#include "app/law/verdict.h"

struct status_params {
    struct words words;
    const char *from, *to, *on;
    bool held;
};

static const struct column columns[] = {
    {"asked", "asked", STYLE_TEXT, EVERYWHERE},
    {"exporter", "exporter", STYLE_TEXT, EVERYWHERE},
    {"answer", "answer", STYLE_TEXT, DATA_ONLY},
    {"extent", "extent", STYLE_TEXT, DATA_ONLY},
    {"verdict", "verdict", STYLE_TEXT, DATA_ONLY},
    {"not_held", "not held", STYLE_TEXT, DATA_ONLY},
    {"regime", "regime", STYLE_TEXT, EVERYWHERE},
    {"list", "list", STYLE_TEXT, DATA_ONLY},
    {"annex", "annex", STYLE_TEXT, EVERYWHERE},
    {"code", "code", STYLE_TEXT, EVERYWHERE},
    {"measure", "measure", STYLE_TEXT, EVERYWHERE},
    {"destinations", "towards", STYLE_TEXT, EVERYWHERE},
    {"partial", "part", STYLE_TRUTH, EVERYWHERE},
    {"condition", "condition", STYLE_TEXT, EVERYWHERE},
    {"listed_since", "since", STYLE_TEXT, EVERYWHERE},
    {"listed_until", "until", STYLE_TEXT, EVERYWHERE},
    {"prohibits", "prohibits", STYLE_TRUTH, EVERYWHERE},
    {"binding_on_exporter", "binds exporter", STYLE_TRUTH, EVERYWHERE},
    {"wind_down_until", "old contracts until", STYLE_TEXT, DATA_ONLY},
    {"contracts_before", "of before", STYLE_TEXT, DATA_ONLY},
    {"basis", "basis", STYLE_TEXT, DATA_ONLY},
    {"date_sure", "dates sure", STYLE_TRUTH, EVERYWHERE},
    {"act", "act", STYLE_TEXT, EVERYWHERE},
    {"article", "article", STYLE_TEXT, DATA_ONLY},
    {"date_status", "dates", STYLE_TEXT, DATA_ONLY},
};

/* Whether the first day was read in the act. */
static bool is_sure(const char *date_status)
{
    return date_status && !strncmp(date_status, "confirmed", 9) &&
           !strstr(date_status, "start by general knowledge") && !strstr(date_status, "inferred") &&
           !strstr(date_status, "unknown");
}

/* One of four; the kinds of prohibition stand beside it. */
static const char *answer_of(const struct flow_verdict *v)
{
    static const char *const answers[LEGAL_KINDS] = {
        "not on any list held", "not on any list held", /* on one that prohibits nothing */
        "listed elsewhere",     "cannot tell",          "prohibited", "prohibited", "prohibited",
    };
    return answers[v->unknown ? LEGAL_UNSURE : v->law.status];
}

static const char *extent_of(const struct flow_verdict *v)
{
    enum legal k = v->unknown ? LEGAL_UNSURE : v->law.status;
    return k == LEGAL_PROHIBITED    ? "whole"
           : k == LEGAL_PARTLY      ? "part"
           : k == LEGAL_CONDITIONAL ? "above a price"
                                    : NULL;
}

static void add_row(struct table *t, const struct flow_verdict *v, const struct law_entry *e)
{
    table_text(t, v->code);
    table_text(t, v->exporter);
    table_text(t, answer_of(v));
    table_text(t, extent_of(v));
    table_text(t, v->words);
    table_text(t, v->gaps);
    table_text(t, e->regime);
    table_text(t, e->list);
    table_text(t, e->annex);
    table_text(t, e->code);
    table_text(t, e->measure);
    table_text(t, e->destinations);
    table_number(t, e->list ? e->partial : (double)NAN);
    table_text(t, e->condition);
    table_text(t, e->since);
    table_text(t, e->until);
    table_number(t, e->list ? e->prohibits : (double)NAN);
    table_number(t, e->list ? e->binds : (double)NAN);
    table_text(t, e->wind_down);
    table_text(t, e->contracts_before);
    table_text(t, e->basis);
    table_number(t, e->list ? is_sure(e->date_status) : (double)NAN);
    table_text(t, e->act);
    table_text(t, e->article);
    table_text(t, e->date_status);
}

/* The flows that were asked about. */
struct asked {
    struct flow_verdict *flow;
    int count;
    const char **exporter;
    int exporters;
    struct law_question q;
};

struct goods_asked {
    struct ref_goods *goods;
    int count;
};

static const char foot[] =
    "'part': the list covers only some of the goods of the code ('ex', more digits, a price, or a "
    "code that was renumbered)\n"
    "weir status --held shows which lists are held and what is missing; every answer is by these\n"
    "'dates sure': the first day was read in the act; --json says how it was inferred\n"
    "not decided here: end users, licences, origin; transit; rules that reach exporters abroad (15 "
    "CFR "
    "734.9 and 734.14, Art. 8a, 12 and 12g of Reg. 833/2014)\n";

static int check(const struct status_params *q, struct err *err)
{
    if (q->held || (q->words.count == 1 && *q->words.item[0] && q->from && q->to))
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
                    "a chapter (84), a heading (8429), a subheading (842952), a national code, "
                    "a range (8457-8461)");
}

/* What the lists say of one flow. */
static void judge_flow(struct answer *out, struct asked *k, struct ref *r, const char *asked,
                       struct ref_member *m, struct arena *a)
{
    static const struct law_entry none = {0};
    struct law_entry *list;
    int count, shown = 0;
    k->q.member = m;
    law_entries(r, &list, &count, &k->q, a);
    k->flow = arena_grow(a, k->flow, (size_t)k->count, sizeof *k->flow);
    struct flow_verdict *v = &k->flow[k->count++];
    *v = (struct flow_verdict){.asked = asked,
                               .code = m->code,
                               .exporter = k->q.sides.exporter.iso3,
                               .unknown = !m->editions};
    verdict_of(v, r, &k->q, list, count, a);
    for (int i = 0; i < count; i++)
        if (!list[i].later && !(list[i].elsewhere && k->q.sides.target)) {
            add_row(&out->table, v, &list[i]);
            shown++;
        }
    if (!shown)
        add_row(&out->table, v, &none);
}

static bool is_then(const struct asked *k, int editions)
{
    return editions & (ref_hs_edition(k->q.on.from) | ref_hs_edition(k->q.on.until));
}

static const char *revisions_of(int editions)
{
    static const char *const names[] = {"none", "2012",       "2017",       "2012, 2017",
                                        "2022", "2012, 2022", "2017, 2022", "2012, 2017, 2022"};
    return names[editions & 7];
}

/* A code that the HS of that day did not have, or none has, is named. */
static void note_absent(struct session *s, const struct asked *k, const char *code,
                        const struct ref_goods *g)
{
    int year = ref_hs_year(k->q.on.from), known = 0;
    for (int i = 0; i < g->members; i++) {
        known |= g->member[i].editions;
        if (is_then(k, g->member[i].editions))
            return;
    }
    if (!known)
        session_note(s, NOTE_WARNING, "%s is no code of the HS of 2012, 2017 or 2022", code);
    else if (strlen(code) >= 6)
        session_note(s, NOTE_WARNING,
                     "%s is no code of the HS %d, in force on %s: it is one of the HS %s; its "
                     "goods are followed through the renumbering",
                     code, year, k->q.on.from, revisions_of(known));
    else
        session_note(s, NOTE_WARNING, "%s has no subheading in the HS %d, in force on %s", code,
                     year, k->q.on.from);
}

static int by_unit(const void *key, const void *item)
{
    return strcmp(key, ((const struct ref_goods *)item)->unit);
}

/* One code of those asked: itself, or the subheadings of a heading or chapter on that day. */
static void judge_code(struct answer *out, struct session *s, struct asked *k, struct ref *r,
                       const struct goods_asked *all, const char *code)
{
    struct ref_member *unknown = arena_new(s->arena, struct ref_member);
    struct ref_goods none = {code, NULL, 0}, *g;
    g = all->count ? bsearch(code, all->goods, (size_t)all->count, sizeof *g, by_unit) : NULL;
    g = g ? g : &none;
    *unknown = (struct ref_member){.code = code};
    note_absent(s, k, code, g);
    for (int e = 0; e < k->exporters; e++) {
        int before = k->count;
        k->q.sides = rule_ends(r, (struct flow_end){0, k->exporter[e]}, k->q.sides.importer);
        for (int i = 0; i < g->members; i++)
            if (strlen(code) >= 6 || is_then(k, g->member[i].editions))
                judge_flow(out, k, r, code, &g->member[i], s->arena);
        if (k->count == before)
            judge_flow(out, k, r, code, unknown, s->arena);
        if (strlen(code) < 6)
            k->flow[before].shares = shares_of_heading(s, code, k->exporter[e], &k->q);
    }
}

static int judge_codes(struct answer *out, struct session *s, struct asked *k, struct ref *r,
                       const char *codes, struct err *err)
{
    struct goods_asked all;
    for (const char *c = codes; *c; c += strcspn(c, ","), c += *c == ',')
        TRY(check_code(arena_strndup(s->arena, c, strcspn(c, ",")), err));
    TRY(ref_controls(r, &all.goods, &all.count, codes, REF_CODES, s->arena, err));
    for (const char *c = codes; *c; c += strcspn(c, ","), c += *c == ',')
        judge_code(out, s, k, r, &all, arena_strndup(s->arena, c, strcspn(c, ",")));
    return 0;
}

static void add_exporter(struct asked *k, const char *iso3, struct arena *a)
{
    k->exporter = arena_grow(a, k->exporter, (size_t)k->exporters, sizeof *k->exporter);
    k->exporter[k->exporters++] = iso3;
}

/* A state, the Union, or the members of another group. */
static int read_exporter(struct asked *k, struct session *s, struct ref *r, const char *name,
                         struct err *err)
{
    struct err none = {0};
    const struct areas *areas;
    struct ref_areas members;
    const char *iso3;
    if (!ref_state(r, &iso3, name, &none)) {
        add_exporter(k, iso3, s->arena);
        return 0;
    }
    TRY(ref_areas(r, &members, s->arena, name, err));
    TRY(session_areas(s, &areas, err));
    for (int i = 0; i < members.count; i++)
        add_exporter(k, areas_iso3(areas, members.m49[i]), s->arena);
    return 0;
}

/* A name may have a comma of its own. */
static int read_exporters(struct asked *k, struct session *s, struct ref *r, const char *list,
                          struct err *err)
{
    struct err none = {0};
    const char *iso3;
    if (!ref_state(r, &iso3, list, &none)) {
        add_exporter(k, iso3, s->arena);
        return 0;
    }
    for (const char *p = list; *p;) {
        p += strspn(p, " ");
        size_t n = strcspn(p, ",");
        TRY(read_exporter(k, s, r, arena_strndup(s->arena, p, n), err));
        p += n + (p[n] == ',');
    }
    return 0;
}

static int show_held(struct answer *out, struct session *s, struct ref *r, const char *to,
                     struct err *err)
{
    const char *destination = NULL;
    if (to)
        TRY(ref_state(r, &destination, to, err));
    out->head = "control lists and embargoes that are held here, how far, and what is missing\n\n";
    out->foot = "held: whole, in part, or none of the codes; chapters: those that the list can "
                "name\n'until' is the last day for which the list is held\n";
    return held_table(&out->table, r, destination, s->arena, err);
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct status_params *p = params;
    struct asked k = {0};
    struct ref *r;
    TRY(check(p, err));
    TRY(session_reference(s, &r, err));
    if (p->held)
        return show_held(out, s, r, p->to, err);
    TRY(days_of(&k.q.on, p->on, err));
    TRY(read_exporters(&k, s, r, p->from, err));
    TRY(ref_state(r, &k.q.sides.importer.iso3, p->to, err));
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    const char *codes = ref_codes(p->words.item[0], s->arena);
    TRY(judge_codes(out, s, &k, r, codes ? codes : "", err));
    out->head = verdict_head(k.flow, k.count, &k.q, k.exporters > 1, s->arena);
    out->foot = foot;
    return 0;
}

static const struct param params[] = {
    {PARAM(status_params, from, "from", TEXT, "AREA",
           "exporters, comma-separated: names, ISO codes or M49 numbers", AREAS)},
    {PARAM(status_params, to, "to", TEXT, "AREA", "the importer, likewise", AREAS)},
    DAYS_ON(status_params, on),
    {PARAM(status_params, held, "held", FLAG, NULL,
           "show which lists are held, how far, and what is missing; --to: towards whom", NOTHING)},
    {0},
};

#define STATUS                                                                                     \
    "[{asked text, exporter text, answer text, extent text, verdict text, not_held text, regime "  \
    "text, "                                                                                       \
    "list text, annex text, code text, measure text, destinations text, partial truth, "           \
    "condition text, listed_since text, listed_until text, prohibits truth, "                      \
    "binding_on_exporter truth, wind_down_until text, contracts_before text, basis text, "         \
    "date_sure truth, act text, article text, date_status text}]"

const struct question question_status = {
    .name = "status",
    .arguments = "CODES",
    .complete = COMPLETE_CODES,
    .summary = "say which lists a code was on that day, and whom they bind",
    .text =
        "For each list: since when and until when the code is on it, wholly or in part, whether "
        "it prohibits exports to the destination, whether it binds the exporter, the act, and how "
        "sure the dates are. There are four answers: prohibited (wholly, in part, above a price, "
        "with the transition for older contracts); listed elsewhere, which does not bind this "
        "exporter; on no list held here; and cannot tell, where a list or regime that could bind "
        "the exporter is not held: dual-use lists are technical descriptions without codes, other "
        "regimes are missing. Re-export and transit rules are named, not decided. Imports from a "
        "destination of sanctions are judged for the importer.\n"
        "\n"
        "--held lists what is held and what is missing. Each row of --json and --csv has the "
        "verdict of its code and exporter; what is on no list has one row without a list.\n"
        "\n"
        "CODES are comma-separated codes and ranges (8457-8461); a heading or chapter stands for "
        "the subheadings that it had in the HS of that day, and each is judged by itself. A code "
        "that the HS of that day did not have is named. Of several days the verdict says when it "
        "changed. No store is needed.",
    .examples = "weir status 842952 --from CHN --to RUS --on 2022-09-15\n"
                "weir status 847150 --from DEU --to RUS --on 2022-01..2024-12 --json\n"
                "weir status 8471,842952 --from CHN,DEU --to RUS --on 2023-03-01 --csv\n"
                "weir status --held --to RUS",
    .params = params,
    .size = sizeof(struct status_params),
    .needs = NEEDS_REFERENCE,
    .traced = true,
    .day = true,
    .method = "docs/method/law.md",
    .tables = LAW_TABLES " data/control/chpl.csv",
    .columns = columns,
    .column_count = COLUMNS(columns),
    .shape = STATUS " | " HELD_SHAPE,
    .run = run,
};
