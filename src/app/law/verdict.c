/* SPDX-License-Identifier: Apache-2.0 */
#include "app/law/verdict.h"

#include <string.h>

#include "base/buf.h"

/* --- one flow --- */

static bool is_import(const struct law_entry *e)
{
    return !strcmp(e->measure, "import");
}

/* The first of the strongest that still stands when the days begin. */
static const struct law_entry *strongest(const struct law_entry *entry, int count, enum legal k)
{
    for (int i = 0; i < count; i++)
        if (!entry[i].later && entry[i].status == k)
            return &entry[i];
    return NULL;
}

/* "; contracts of before 2022-04-09 until 2022-07-10", where no other list prohibits it without. */
static const char *transition(const struct law_entry *entry, int count, enum legal k,
                              const char *day, struct arena *a)
{
    const struct law_entry *e = law_transition(entry, count, k, day);
    if (!e)
        return "";
    return e->contracts_before ? arena_printf(a, "; contracts of before %s until %s",
                                              e->contracts_before, e->wind_down)
                               : arena_printf(a, "; a transition until %s", e->wind_down);
}

/* "EU, US": the regimes of the entries that prohibit it for others. */
static const char *regimes(const struct law_entry *entry, int count, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    const char *last = "";
    for (int i = 0; i < count; i++) {
        if (entry[i].later || entry[i].status != LEGAL_NOT_BINDING ||
            !strcmp(last, entry[i].regime))
            continue;
        last = entry[i].regime;
        buf_printf(&b, "%s%s", b.len ? ", " : "", last);
    }
    return arena_strdup(a, buf_str(&b));
}

/* "; by the list as it was held, to 2026-03-31". */
static const char *as_held(const struct law_entry *e, const char *day, struct arena *a)
{
    char last[DAY_TEXT];
    bool over = e && e->held_until && strcmp(e->held_until, day) <= 0;
    return over && day_before(last, e->held_until)
               ? arena_printf(a, "; by the list as it is held, to %s", last)
               : "";
}

enum { MOST_CODES = 8 };

/* "of it 72085120, 72085191": the longer codes of the goods asked about that the same annex names.
 * NULL: the first of the entries is no such code. */
static const char *of_it(const struct law_entry *entry, int count, const struct law_entry *first,
                         struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    int n = 0;
    if (!first || !first->condition || strncmp(first->condition, "of it ", 6) != 0)
        return NULL;
    for (int i = 0; i < count; i++) {
        const struct law_entry *e = &entry[i];
        bool same = !e->later && e->status == first->status && !strcmp(e->annex, first->annex) &&
                    !strcmp(e->list, first->list) && e->condition &&
                    !strncmp(e->condition, "of it ", 6);
        if (same && n++ < MOST_CODES)
            buf_printf(&b, "%s%s", b.len ? ", " : "of it ", e->code);
    }
    if (n > MOST_CODES)
        buf_printf(&b, " and %d more", n - MOST_CODES);
    return arena_strdup(a, buf_str(&b));
}

static const char *prohibited(const struct law_entry *entry, int count, const struct goods_law *x,
                              const char *day, struct arena *a)
{
    enum legal k = x->status;
    const struct law_entry *e = strongest(entry, count, k);
    const char *who = e && is_import(e) ? "importer" : "exporter";
    const char *more = arena_printf(a, "%s%s%s", transition(entry, count, k, day, a),
                                    as_held(e, day, a),
                                    x->gap ? "; of the rest it cannot be told" : "");
    if (k == LEGAL_PROHIBITED)
        return arena_printf(a, "prohibited for the %s%s", who, more);
    if (k == LEGAL_CONDITIONAL)
        return arena_printf(a, "prohibited for the %s %s%s", who,
                            e && e->condition ? e->condition : "above a price", more);
    const char *part = of_it(entry, count, e, a);
    part = part ? part : e && e->condition ? e->condition : "some of the goods of the code";
    return arena_printf(a, "prohibited in part for the %s: %s%s", who, part, more);
}

static const char *elsewhere_for(const struct law_entry *entry, int count)
{
    bool import = false, export = false;
    for (int i = 0; i < count; i++) {
        bool counts = !entry[i].later && entry[i].status == LEGAL_NOT_BINDING;
        import |= counts && is_import(&entry[i]);
        export |= counts && !is_import(&entry[i]);
    }
    return import && export ? "exporter or importer" : import ? "importer" : "exporter";
}

static const char *unsure(const struct law_entry *entry, int count)
{
    return strongest(entry, count, LEGAL_UNSURE)
               ? "cannot tell: on a list that binds, whose first day is not sure or which names a "
                 "code of another HS"
               : "cannot tell: by no list held here, but one that is not held could bind";
}

static const char *words_on(const struct goods_law *x, const struct law_entry *entry, int count,
                            const char *day, struct arena *a)
{
    switch (x->status) {
    case LEGAL_NOT_LISTED:
        return "on no list held here";
    case LEGAL_LISTED:
        return "listed, but by nothing that prohibits this flow";
    case LEGAL_NOT_BINDING:
        return arena_printf(a, "listed elsewhere (%s), does not bind the %s",
                            regimes(entry, count, a), elsewhere_for(entry, count));
    case LEGAL_UNSURE:
        return unsure(entry, count);
    default:
        return prohibited(entry, count, x, day, a);
    }
}

/* "changed: not listed from 2022-01-01, prohibited from 2023-02-26"; NULL: it did not change. */
static const char *changes(struct ref *r, const struct law_question *q, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct ref_goods g = {q->member->code, q->member, 1};
    struct goods_runs runs;
    int n = 0;
    goods_runs(&runs, r, &g, &q->sides, a);
    for (int i = 0; i < runs.count; i++) {
        bool ends = i + 1 < runs.count && strcmp(runs.run[i + 1].from, q->on.from) <= 0;
        if (ends || strcmp(runs.run[i].from, q->on.until) > 0)
            continue;
        const char *from = strcmp(runs.run[i].from, q->on.from) > 0 ? runs.run[i].from : q->on.from;
        buf_printf(&b, "%s%s from %s", n++ ? ", " : "changed: ", legal_name(runs.run[i].status),
                   from);
    }
    return n > 1 ? arena_strdup(a, b.s) : NULL;
}

static void put_gap_lists(struct buf *b, struct ref *r, const struct law_question *q,
                          const char *day, const char *but)
{
    const struct ref_list *l, *x;
    for (int i = 0; (l = rule_gap(r, &q->sides, q->member->code, day, i)); i++) {
        bool said = false;
        for (int k = 0; but && (x = rule_gap(r, &q->sides, q->member->code, but, k)); k++)
            said |= x == l;
        if (!said)
            buf_printf(b, "%s%s, %s, %s: %s (%s)", b->len ? "; " : "", l->regime, l->instrument,
                       l->annex, l->title, l->gap ? l->gap : "not held");
    }
}

/* Of the first and of the last day. */
static const char *gaps_of(struct ref *r, const struct law_question *q, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    put_gap_lists(&b, r, q, q->on.from, NULL);
    put_gap_lists(&b, r, q, q->on.until, q->on.from);
    return b.len ? arena_strdup(a, b.s) : NULL;
}

static bool lists_it(const struct law_entry *entry, int count, const char *regime)
{
    for (int i = 0; i < count; i++)
        if (!entry[i].later && entry[i].prohibits != 0 && !strcmp(entry[i].regime, regime))
            return true;
    return false;
}

/* The first list to come, of a regime that lists it not yet: one that binds the exporter; where
 * none will, one that prohibits it for others. */
static void note_later(struct flow_verdict *out, const struct law_entry *entry, int count,
                       bool binding, struct arena *a)
{
    for (int i = 0; i < count; i++) {
        const struct law_entry *e = &entry[i];
        if (!e->later || !e->since || e->prohibits == 0 || e->binds != binding ||
            lists_it(entry, count, e->regime) || (out->later && strcmp(e->since, out->later) >= 0))
            continue;
        out->later = e->since;
        out->later_act = binding
                             ? e->act
                             : arena_printf(a, "%s, which does not bind %s", e->act, out->exporter);
    }
}

void verdict_of(struct flow_verdict *out, struct ref *r, const struct law_question *q,
                const struct law_entry *entry, int count, struct arena *a)
{
    out->law = goods_member_on(r, q->member, &q->sides, q->on.until);
    const char *changed = changes(r, q, a);
    out->words = changed;
    if (!changed)
        out->words = words_on(&out->law, entry, count, q->on.from, a);
    if (out->unknown)
        out->words = "cannot tell: no code of the HS of 2012, 2017 or 2022";
    else if (out->law.status < LEGAL_PROHIBITED || changed)
        out->gaps = gaps_of(r, q, a);
    if (out->unknown || changed || out->law.status >= LEGAL_PARTLY)
        return;
    note_later(out, entry, count, true, a);
    if (!out->later)
        note_later(out, entry, count, false, a);
}

/* --- all flows --- */

static void put_days(struct buf *b, const struct law_question *q)
{
    bool one = !strcmp(q->on.from, q->on.until);
    buf_printf(b, " to %s, %s%s%s:", q->sides.importer.iso3, q->on.from, one ? "" : " to ",
               one ? "" : q->on.until);
}

/* The flows that have the verdict of one of them. */
static void put_flows(struct buf *b, const struct flow_verdict *flow, int count, const char *words,
                      bool exporters)
{
    CLEANUP(buf_free) struct buf list = {0};
    int n = 0;
    for (int f = 0; f < count; f++) {
        if (strcmp(flow[f].words, words) != 0)
            continue;
        buf_printf(&list, "%s%s", n++ ? ", " : "", flow[f].code);
        if (exporters)
            buf_printf(&list, " from %s", flow[f].exporter);
    }
    buf_printf(b, "%s (%d of %d): %s\n", words, n, count, list.s);
}

/* "8703 from DEU: prohibited in part: 11 of 14 subheadings (3 prohibited, 8 prohibited in part, 3
 * cannot tell)"; of several days, on the last. */
static void put_heading(struct buf *b, const struct flow_verdict *flow, int n)
{
    int of[LEGAL_KINDS] = {0}, shown = 0;
    for (int i = 0; i < n; i++)
        of[flow[i].law.status]++;
    int banned = of[LEGAL_PROHIBITED] + of[LEGAL_PARTLY];
    enum legal strongest = LEGAL_KINDS - 1;
    while (strongest > LEGAL_NOT_LISTED && !of[strongest])
        strongest--;
    if (strongest == LEGAL_PROHIBITED && of[LEGAL_PROHIBITED] < n)
        strongest = LEGAL_PARTLY;
    buf_printf(b, "%s from %s: %s: %d of %d subheadings", flow->asked, flow->exporter,
               legal_name(strongest), banned ? banned : of[strongest], n);
    for (int k = LEGAL_KINDS - 1; k >= 0 && of[strongest] < n; k--)
        if (of[k])
            buf_printf(b, "%s%d %s", shown++ ? ", " : " (", of[k], legal_name((enum legal)k));
    buf_puts(b, shown ? ")\n" : "\n");
    if (flow->shares)
        buf_printf(b, "  %s", flow->shares);
}

static void put_headings(struct buf *b, const struct flow_verdict *flow, int count)
{
    for (int i = 0, n; i < count; i += n) {
        for (n = 0; i + n < count && !strcmp(flow[i].asked, flow[i + n].asked) &&
                    !strcmp(flow[i].exporter, flow[i + n].exporter);
             n++)
            ;
        if (strlen(flow[i].asked) < 6 && strcmp(flow[i].asked, flow[i].code) != 0)
            put_heading(b, &flow[i], n);
    }
}

static void put_verdicts(struct buf *b, const struct flow_verdict *flow, int count, bool exporters)
{
    for (int i = 0; i < count; i++) {
        int first = 0;
        while (strcmp(flow[first].words, flow[i].words) != 0)
            first++;
        if (first == i)
            put_flows(b, flow, count, flow[i].words, exporters);
    }
}

/* Each set of lists once. */
static void put_gaps(struct buf *b, const struct flow_verdict *flow, int count)
{
    for (int i = 0; i < count; i++) {
        int first = 0;
        while (flow[i].gaps && (!flow[first].gaps || strcmp(flow[first].gaps, flow[i].gaps) != 0))
            first++;
        if (flow[i].gaps && first == i)
            buf_printf(b, "not held, could bind%s%s: %s\n", count > 1 ? " " : "",
                       count > 1 ? flow[i].code : "", flow[i].gaps);
    }
}

static void put_later(struct buf *b, const struct flow_verdict *flow, int count)
{
    const struct flow_verdict *next = NULL;
    for (int i = 0; i < count; i++)
        if (flow[i].later && (!next || strcmp(flow[i].later, next->later) < 0))
            next = &flow[i];
    if (next)
        buf_printf(b, "not yet listed then%s: from %s by %s\n", count > 1 ? ", the first" : "",
                   next->later, next->later_act);
}

const char *verdict_head(const struct flow_verdict *flow, int count, const struct law_question *q,
                         bool several_exporters, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    if (count == 1) {
        buf_printf(&b, "%s from %s", flow->code, flow->exporter);
        put_days(&b, q);
        buf_printf(&b, " %s\n", flow->words);
    } else {
        buf_printf(&b, "%d codes and exporters", count);
        put_days(&b, q);
        buf_puts(&b, "\n");
        put_headings(&b, flow, count);
        put_verdicts(&b, flow, count, several_exporters);
    }
    put_gaps(&b, flow, count);
    put_later(&b, flow, count);
    buf_puts(&b, "\n");
    return arena_strdup(a, b.s);
}
