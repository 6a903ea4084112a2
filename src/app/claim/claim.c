/* claim.c - sentences of others, answered.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/claim/claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/asked.h"
#include "claim/kinds.h"

struct claim_check_params {
    struct words words;
    const char *html;
};

/* --- facts --- */

static double gap_of(const struct claim_test *t, const struct outcome *o)
{
    return t->says_text && !o->at_least && !isnan(o->value) ? o->value - t->says.claimed
                                                            : (double)NAN;
}

static void add_alternatives(struct facts *f, const struct outcome *o)
{
    facts_open(f, "alternatives", FACT_LIST);
    for (int i = 0; i < o->alternative_count; i++) {
        const struct alternative *x = &o->alternatives[i];
        facts_open(f, NULL, FACT_OBJECT);
        facts_text(f, "name", x->name);
        facts_number(f, "value", x->value);
        facts_truth(f, "holds", isnan(x->value) ? (double)NAN : x->holds);
        facts_text(f, "why", x->why);
        facts_close(f);
    }
    facts_close(f);
}

static void add_judged(struct facts *f, const struct claim_test *t, const struct outcome *o)
{
    facts_text(f, "verdict", verdict_name(o->verdict));
    facts_number(f, "value", o->value);
    facts_number(f, "low", o->low);
    facts_number(f, "high", o->high);
    facts_number(f, "claimed", t->says_text ? t->says.claimed : (double)NAN);
    facts_truth(f, "at_least", o->at_least);
    facts_number(f, "gap", gap_of(t, o));
    facts_text(f, "unit", o->unit);
}

static void add_test(struct facts *f, const struct claim_test *t, const struct outcome *o)
{
    facts_open(f, NULL, FACT_OBJECT);
    facts_text(f, "kind", claim_kind_name(t->kind));
    facts_text(f, "says", t->says_text);
    add_judged(f, t, o);
    facts_text(f, "found", o->words);
    facts_texts(f, "reasons", o->reasons, o->reason_count);
    facts_texts(f, "needs", o->needs, o->need_count);
    add_alternatives(f, o);
    facts_close(f);
}

static void add_claim(struct facts *f, const struct checked *x)
{
    const struct claim *c = x->claim;
    const struct outcome *o = checked_outcome(x);
    facts_open(f, NULL, FACT_OBJECT);
    facts_text(f, "id", c->id);
    facts_text(f, "sentence", c->sentence);
    facts_text(f, "said_by", c->said_by);
    facts_text(f, "said_on", c->said_on);
    facts_text(f, "where", c->where);
    facts_text(f, "note", c->note);
    add_judged(f, &c->tests[x->decisive], o);
    facts_texts(f, "reasons", o->reasons, o->reason_count);
    facts_texts(f, "needs", o->needs, o->need_count);
    facts_text(f, "evidence", x->evidence);
    facts_open(f, "tests", FACT_LIST);
    for (int i = 0; i < c->test_count; i++)
        add_test(f, &c->tests[i], &x->outcomes[i]);
    facts_close(f);
    facts_close(f);
}

static struct fact *facts_of(const struct checked *list, int count, struct arena *a)
{
    struct facts f = facts_new(a);
    facts_open(&f, NULL, FACT_LIST);
    for (int i = 0; i < count; i++)
        add_claim(&f, &list[i]);
    facts_close(&f);
    return f.root;
}

/* --- text --- */

const char *checked_figure(const struct outcome *o, double v, struct arena *a)
{
    if (isnan(v))
        return NULL;
    if (!strcmp(o->unit, "x"))
        return isinf(v) ? "from nothing" : arena_printf(a, "%.2f x", v);
    if (!strcmp(o->unit, "yes/no"))
        return v > 0 ? "yes" : "no";
    if (!strcmp(o->unit, "%"))
        return arena_printf(a, "%.1f %%", 100 * v);
    if (!strcmp(o->unit, "record"))
        return v > 0 ? "the most" : v < 0 ? "the least" : "no record";
    if (!strcmp(o->unit, "rank"))
        return arena_printf(a, "number %.0f", v);
    if (!strcmp(o->unit, "period")) {
        char text[16];
        return arena_strdup(a, period_text(text, (int)v));
    }
    return check_amount(a, v, o->unit);
}

static const struct column columns[] = {
    {"id", "claim", STYLE_TEXT, EVERYWHERE},
    {"verdict", "verdict", STYLE_TEXT, EVERYWHERE},
    {"says", "claimed", STYLE_TEXT, EVERYWHERE},
    {"figure", "found", STYLE_TEXT, TEXT_ONLY},
    {"range", "otherwise computed", STYLE_TEXT, TEXT_ONLY},
    {"survives", "agree", STYLE_TEXT, TEXT_ONLY},
    {"sentence", "sentence", STYLE_TEXT, DATA_ONLY},
    {"value", "value", STYLE_NUMBER, DATA_ONLY},
    {"low", "low", STYLE_NUMBER, DATA_ONLY},
    {"high", "high", STYLE_NUMBER, DATA_ONLY},
    {"claimed", "claimed", STYLE_NUMBER, DATA_ONLY},
    {"gap", "gap", STYLE_NUMBER, DATA_ONLY},
    {"unit", "unit", STYLE_TEXT, DATA_ONLY},
    {"evidence", "evidence", STYLE_TEXT, EVERYWHERE},
};

static const char *range_of(const struct outcome *o, struct arena *a)
{
    if (o->at_least)
        return arena_printf(a, "%s or more", checked_figure(o, o->low, a));
    if (isnan(o->low) || o->low == o->high)
        return NULL;
    return arena_printf(a, "%s to %s", checked_figure(o, o->low, a), checked_figure(o, o->high, a));
}

/* "3 of 4": how many of the alternatives that are there leave the verdict on its side. */
static const char *survives(const struct outcome *o, struct arena *a)
{
    int there = 0;
    for (int i = 0; i < o->alternative_count; i++)
        there += !isnan(o->alternatives[i].value);
    return there && o->verdict != VERDICT_CANNOT_TELL
               ? arena_printf(a, "%d of %d", o->surviving, there)
               : NULL;
}

static struct table table_of(const struct checked *list, int count, struct arena *a)
{
    struct table t = table_new(columns, COLUMNS(columns), a);
    for (int i = 0; i < count; i++) {
        const struct outcome *o = checked_outcome(&list[i]);
        const struct claim *c = list[i].claim;
        const struct claim_test *d = &c->tests[list[i].decisive];
        table_text(&t, c->id);
        table_text(&t, verdict_words(o->verdict));
        table_text(&t, d->says_text);
        table_text(&t, checked_figure(o, o->value, a));
        table_text(&t, range_of(o, a));
        table_text(&t, survives(o, a));
        table_text(&t, c->sentence);
        table_number(&t, o->value);
        table_number(&t, o->low);
        table_number(&t, o->high);
        table_number(&t, d->says_text ? d->says.claimed : (double)NAN);
        table_number(&t, gap_of(d, o));
        table_text(&t, o->unit);
        table_text(&t, list[i].evidence);
    }
    return t;
}

static void say_alternatives(struct buf *b, const struct outcome *o, struct arena *a)
{
    int shown = 0;
    for (int i = 0; i < o->alternative_count; i++) {
        const struct alternative *x = &o->alternatives[i];
        if (!isnan(x->value))
            buf_printf(b, "%s%s: %s%s", shown++ ? "; " : "    otherwise: ", x->name,
                       checked_figure(o, x->value, a), x->holds ? "" : " (does not hold)");
    }
    buf_puts(b, shown ? "\n" : "");
}

static void say_test(struct buf *b, const struct claim_test *t, const struct outcome *o,
                     struct arena *a)
{
    buf_printf(b, "  %s%s%s: %s; %s\n", claim_kind_name(t->kind), t->says_text ? ", says " : "",
               t->says_text ? t->says_text : "", verdict_words(o->verdict), o->words);
    say_alternatives(b, o, a);
    for (int i = 0; i < o->reason_count; i++)
        buf_printf(b, "    %s\n", o->reasons[i]);
    for (int i = 0; i < o->need_count; i++)
        buf_printf(b, "    would settle it: %s\n", o->needs[i]);
}

static const char *details(const struct checked *list, int count, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (int i = 0; i < count; i++) {
        const struct claim *c = list[i].claim;
        buf_printf(&b, "%s: %s\n  \"%s\"%s%s%s%s\n", c->id,
                   verdict_words(checked_outcome(&list[i])->verdict), c->sentence,
                   c->said_by ? " - " : "", c->said_by ? c->said_by : "", c->said_on ? ", " : "",
                   c->said_on ? c->said_on : "");
        if (c->note)
            buf_printf(&b, "  note: %s\n", c->note);
        for (int k = 0; k < c->test_count; k++)
            say_test(&b, &c->tests[k], &list[i].outcomes[k], a);
        buf_puts(&b, "\n");
    }
    return arena_strdup(a, b.s);
}

const char *claims_summary(const struct checked *list, int count, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    int of[VERDICT_CONTRADICTED + 1] = {0};
    for (int i = 0; i < count; i++)
        of[checked_outcome(&list[i])->verdict]++;
    buf_printf(&b, "%d claims:", count);
    for (int v = 0, shown = 0; v <= VERDICT_CONTRADICTED; v++)
        if (of[v])
            buf_printf(&b, "%s %d %s", shown++ ? "," : "", of[v], verdict_words((enum verdict)v));
    return arena_strdup(a, b.s);
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct claim_check_params *q = params;
    struct checked *list;
    int count;
    if (q->words.count != 1) {
        err_set(err, ERR_USAGE, "check which file of claims?");
        return err_hint(err, "weir claim check FILE; weir claim new writes one");
    }
    TRY(claims_check(&list, &count, q->words.item[0], s, err));
    out->page = (struct page_of){.path = q->html, .claims = list, .claim_count = count};
    claims_wanted(&out->wanted, list, count, s->arena);
    out->facts = facts_of(list, count, s->arena);
    out->table = table_of(list, count, s->arena);
    out->head = arena_printf(s->arena, "%s\n\n%s", claims_summary(list, count, s->arena),
                             details(list, count, s->arena));
    out->foot =
        "confirmed: measured and borne out; consistent: something near to it is; cannot "
        "tell: the data at hand do not measure it\nnot reproduced: another number; "
        "contradicted: the other way, or far off; weir evidence ID shows sources and "
        "method\nagree: how many of the other ways of computing it leave the verdict on its "
        "side\n";
    return 0;
}

static const struct param params[] = {
    {PARAM(claim_check_params, html, "html", TEXT, "FILE", "write a self-contained page", FILES),
     .display = true},
    {0},
};

#define JUDGED                                                                                     \
    "verdict text, value number, low number, high number, claimed number, at_least truth, "        \
    "gap number, unit text, "

const struct question question_claim_check = {
    .name = "claim check",
    .arguments = "FILE",
    .complete = COMPLETE_FILES,
    .summary = "answer sentences of others with a verdict, a number and its evidence",
    .text =
        "Reads a file of claims (YAML) and gives each a verdict: confirmed (measured and "
        "borne out), consistent (something near to it is: years for months, value for pieces), "
        "cannot tell (the data at hand do not measure it; what would settle it is named), not "
        "reproduced (measured, another number) or contradicted (the other way, or far off). "
        "Growth is also computed by weight, for the single code, its heading and other sets of "
        "codes, as the other side reports it, in earlier vintages and a month earlier and later, "
        "and how many of these bear the claim out is said. A fault in the file is named with line "
        "and column. --html writes the answers as a self-contained page.",
    .examples = "weir claim check claims.yaml\n"
                "weir claim check claims.yaml --json",
    .params = params,
    .size = sizeof(struct claim_check_params),
    .needs = NEEDS_READ,
    .traced = true,
    .file_word = 1,
    .method = "docs/method/claims.md",
    .shape = "[{id text, sentence text, said_by text, said_on text, where text, note text, " JUDGED
             "reasons [text], needs [text], evidence text, tests [{kind text, says text, " JUDGED
             "found text, reasons [text], needs [text], alternatives [{name text, value number, "
             "holds truth, why text}]}]}]",
    .run = run,
};
