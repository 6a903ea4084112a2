/* series.c - one series, period by period.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/flow/gather.h"
#include "series/deflator.h"
#include "model/spark.h"

struct series_params {
    struct words words;
    struct flow_params flow;
    const char *by, *deflators;
};

static void divide_by_weight(struct series *s)
{
    for (int i = 0; i < s->n; i++)
        s->value[i] = series_weight(s, i) > 0 ? s->value[i] / s->weight[i] : NAN;
}

/* Ratio to the same period of the year before; NAN where one of them is missing or partial. */
static double ratio_of(const struct series *s, int i)
{
    int back = i - (s->freq == 'M' ? 12 : 1);
    if (back < 0 || point_is_part(s->status[i]) || point_is_part(s->status[back]))
        return NAN;
    return s->value[back] > 0 ? s->value[i] / s->value[back] : NAN;
}

static const struct column columns[] = {
    {"period", "period", STYLE_PERIOD, EVERYWHERE},
    {"status", "status", STYLE_TEXT, EVERYWHERE},
    {"value", "value", STYLE_NUMBER, EVERYWHERE},
    {"ratio", "year on year", STYLE_RATIO, EVERYWHERE},
    {"law", "law at its end", STYLE_TEXT, EVERYWHERE},
    {"months", "months", STYLE_INT, EVERYWHERE},
};
static const struct column by_year[] = {
    {"period", "period", STYLE_PERIOD, EVERYWHERE},
    {"status", "status", STYLE_TEXT, EVERYWHERE},
    {"value", "value", STYLE_AMOUNT, EVERYWHERE},
    {"ratio", "year on year", STYLE_RATIO, EVERYWHERE},
    {"law", "law at its end", STYLE_TEXT, EVERYWHERE},
    {"months", "months", STYLE_INT, EVERYWHERE},
};
static const struct column two_kinds[] = {
    {"period", "period", STYLE_PERIOD, EVERYWHERE},
    {"status", "status", STYLE_TEXT, EVERYWHERE},
    {"value", "value", STYLE_AMOUNT, EVERYWHERE},
    {"ratio", "year on year", STYLE_RATIO, EVERYWHERE},
    {"law", "law at its end", STYLE_TEXT, EVERYWHERE},
    {"by_consignment", "by consignment", STYLE_AMOUNT, EVERYWHERE},
};
static const struct column amounts[] = {
    {"period", "period", STYLE_PERIOD, EVERYWHERE},
    {"status", "status", STYLE_TEXT, EVERYWHERE},
    {"value", "value", STYLE_AMOUNT, EVERYWHERE},
    {"ratio", "year on year", STYLE_RATIO, EVERYWHERE},
    {"law", "law at its end", STYLE_TEXT, EVERYWHERE},
};

/* The legal status of what was sent in a period, on its last day; "several" where parts of it
 * differ, and said where it changed within. */
static const char *law_of(const struct gather *g, int period)
{
    const char *name = NULL;
    for (int i = 0; i < g->flow_count; i++) {
        bool inside = g->flow[i].period == period ||
                      (!period_is_month(period) && g->flow[i].period / 100 == period);
        if (!inside)
            continue;
        if (name && strcmp(name, legal_name(g->law[i])) != 0)
            return "several";
        name = legal_name(g->law[i]);
    }
    return name;
}

static const char *totals_of(const struct gather *g)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct legal_sums sum = {0};
    for (int i = 0; i < g->flow_count; i++)
        legal_sum(&sum, g->law[i], g->law_before[i], g->flow[i].value);
    legal_totals(&b, &sum, g->sum->measured_in, LEGAL_AT_ENDS);
    buf_puts(&b, g->sources);
    return arena_strdup(g->arena, buf_str(&b));
}

/* Periods before the source held the family say nothing: they are a note, not rows. */
static int first_known(const struct gather *g)
{
    const struct series *s = g->sum;
    int i = 0;
    while (i < s->n && (s->status[i] == POINT_NOT_COVERED || s->status[i] == POINT_NOT_REPORTED))
        i++;
    return i < s->n ? i : 0;
}

/* What a reader must know who takes the rows for all there is. */
static void note_ends(struct session *s, const struct gather *g)
{
    char from[16], until[16];
    const struct series *x = g->sum;
    int first = first_known(g), last = x->n - 1;
    if (first)
        session_note(s, NOTE_REMARK, "not covered before %s: the source does not hold these goods",
                     period_text(from, period_of(x->first + first, x->freq)));
    while (last >= 0 && x->status[last] == POINT_STOPPED)
        last--;
    if (last < x->n - 1)
        session_note(s, NOTE_WARNING,
                     "nothing is published after %s, while others of this source go on to %s: that "
                     "is not an end of trade",
                     period_text(from, period_of(x->first + last, x->freq)),
                     period_text(until, period_of(x->first + x->n - 1, x->freq)));
}

static void fill(struct answer *out, const struct gather *g, const int *months,
                 const double *consigned)
{
    const struct series *s = g->sum;
    bool plain = g->q->measure == MEASURE_UNIT_VALUE || months;
    bool unit_value = g->q->measure == MEASURE_UNIT_VALUE;
    out->table = table_new(unit_value  ? columns
                           : months    ? by_year
                           : consigned ? two_kinds
                                       : amounts,
                           plain || consigned ? 6 : 5, g->arena);
    for (int i = first_known(g); i < s->n; i++) {
        table_number(&out->table, period_of(s->first + i, s->freq));
        table_text(&out->table, point_status_name(s->status[i]));
        table_number(&out->table, s->value[i]);
        table_number(&out->table, ratio_of(s, i));
        table_text(&out->table, law_of(g, period_of(s->first + i, s->freq)));
        if (plain)
            table_number(&out->table, months ? (double)months[i] : (double)NAN);
        else if (consigned)
            table_number(&out->table, consigned[i]);
    }
}

static const char *head_of(const struct gather *g, const struct naming *n)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct series *s = g->sum;
    if (!strcmp(n->unit, "TOTAL"))
        buf_printf(&b, "%s to %s, all goods\n", n->exporter, n->importer);
    else
        buf_printf(&b, "%s to %s, %s %s: %s\n", n->exporter, n->importer,
                   g->several             ? "families of"
                   : n->asked             ? "family of"
                   : strlen(n->unit) == 6 ? "family"
                                          : "code",
                   n->asked ? n->asked : n->unit, n->label);
    if (!g->several && strchr(n->codes, ','))
        buf_printf(&b, "a family is what the official HS conversions connect; codes: %s\n",
                   n->codes);
    else if (g->several && g->units.count > 1)
        buf_printf(&b, "sum of %d series\n", g->parts);
    buf_printf(&b, "%s in %s, %s as reported by %s%s%s\n",
               g->q->measure == MEASURE_VALUE      ? "value"
               : g->q->measure == MEASURE_WEIGHT   ? "net weight"
               : g->q->measure == MEASURE_QUANTITY ? "quantity"
                                                   : "unit value",
               s->measured_in, n->flow, n->reporter,
               g->q->measure == MEASURE_VALUE ? ", valued " : "",
               g->q->measure == MEASURE_VALUE ? n->valuation : "");
    buf_puts(&b, "|");
    spark(&b, s->value, s->n);
    buf_puts(&b, "|\n");
    return arena_strdup(g->arena, b.s);
}

static struct fact *facts_of(const struct gather *g, const struct naming *n,
                             const double *consigned)
{
    const struct series *s = g->sum;
    struct facts f = facts_new(g->arena);
    facts_open(&f, NULL, FACT_OBJECT);
    facts_open(&f, "series", FACT_OBJECT);
    facts_text(&f, "exporter", n->exporter);
    facts_text(&f, "importer", n->importer);
    facts_text(&f, "flow", n->flow);
    facts_text(&f, "family", n->unit);
    facts_parts(&f, "codes", n->codes, ",");
    facts_text(&f, "label", n->label);
    facts_text(&f, "reporter", n->reporter);
    facts_text(&f, "currency", s->currency);
    facts_text(&f, "valuation", n->valuation);
    facts_text(&f, "unit", s->measured_in);
    facts_close(&f);
    facts_open(&f, "points", FACT_LIST);
    for (int i = 0; i < s->n; i++) {
        char period[16];
        int at = period_of(s->first + i, s->freq);
        facts_open(&f, NULL, FACT_OBJECT);
        facts_text(&f, "period", arena_strdup(g->arena, period_text(period, at)));
        facts_text(&f, "status", point_status_name(s->status[i]));
        facts_number(&f, "value", s->value[i]);
        facts_number(&f, "ratio", ratio_of(s, i));
        facts_text(&f, "law", law_of(g, at));
        if (consigned)
            facts_number(&f, "by_consignment", consigned[i]);
        facts_close(&f);
    }
    facts_close(&f);
    facts_close(&f);
    return f.root;
}

/* A state may report its imports by the country they were sent from too: by period; *out is NULL
 * where it does not. */
static int read_consigned(double **out, struct session *s, const struct gather *g, struct err *err)
{
    const struct series *x = g->sum;
    struct consigned *list;
    struct selection sel;
    struct store *store;
    int count;
    *out = NULL;
    if (!direction_inward(x->direction) || g->q->measure != MEASURE_VALUE)
        return 0;
    TRY(select_flows(&sel, s, g->q, err));
    TRY(session_store(s, &store, err));
    struct consigned_question q = {
        sel.exporters,
        sel.importers,
        {period_of(x->first, x->freq), period_of(x->first + x->n - 1, x->freq)},
        x->freq};
    TRY(store_consigned(store, &list, &count, &q, g->arena, err));
    for (int i = 0; i < count; i++) {
        int at = period_index(list[i].period) - x->first;
        if (strcmp(list[i].code, x->unit) != 0 || strcmp(list[i].currency, x->measured_in) != 0)
            continue;
        if (!*out) {
            *out = arena_array(g->arena, double, (size_t)x->n);
            for (int k = 0; k < x->n; k++)
                (*out)[k] = NAN;
        }
        (*out)[at] = list[i].by_consignment;
    }
    if (*out)
        session_note(s, NOTE_REMARK,
                     "the importer reports two kinds of partner: values are by country of origin, "
                     "and beside them by country of consignment");
    return 0;
}

static int deflate(struct gather *g, const char *path, struct err *err)
{
    struct deflator d;
    TRY(deflator_read(&d, path, g->arena, err));
    return deflator_apply(&g->sum, &d, g->sum, g->sum->first, g->sum->first + g->sum->n - 1,
                          g->arena, err);
}

static int check(const struct series_params *q, struct err *err)
{
    if (q->deflators && q->flow.measure != MEASURE_VALUE)
        return err_set(err, ERR_USAGE, "--deflators is for values");
    if (q->by && strcmp(q->by, "month") != 0 && strcmp(q->by, "year") != 0)
        return err_set(err, ERR_USAGE, "--by %s: a series goes by month or by year", q->by);
    return 0;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct series_params *q = params;
    bool value = q->flow.measure == MEASURE_VALUE;
    struct gather g;
    int *months = NULL;
    double *consigned = NULL;
    bool years = q->by && !strcmp(q->by, "year");
    TRY(check(q, err));
    TRY(gather_series(&g, s, &q->flow, value ? GATHER_LAW : GATHER_SERIES, years, err));
    if (q->deflators)
        TRY(deflate(&g, q->deflators, err));
    if (years && g.sum->freq == 'M')
        g.sum = series_years(g.sum, &months, s->arena);
    if (q->flow.measure == MEASURE_UNIT_VALUE)
        divide_by_weight(g.sum);
    if (!years && g.sum->freq == 'A')
        session_note(s, NOTE_REMARK, "only annual figures are there");
    note_ends(s, &g);
    if (!years)
        TRY(read_consigned(&consigned, s, &g, err));
    struct naming n = gather_naming(&g);
    fill(out, &g, months, consigned);
    out->head = head_of(&g, &n);
    out->facts = facts_of(&g, &n, consigned);
    out->foot = q->deflators ? g.sources : totals_of(&g); /* those are at the prices of the day */
    return 0;
}

static const struct param params[] = {
    FLOW_FROM(series_params, flow),
    FLOW_TO(series_params, flow),
    FLOW_GOODS(series_params, flow),
    {PARAM(series_params, by, "by", TEXT, "WHAT", "month (the default) or year", WORDS),
     .words = "month year"},
    {PARAM(series_params, deflators, "deflators", TEXT, "FILE",
           "values at constant prices, by a CSV of period,index (100 at the prices wanted)", FILES),
     .file = true},
    FLOW_MEASURES(series_params, flow),
    FLOW_CURRENCY(series_params, flow),
    {0},
};

const struct question question_series = {
    .name = "series",
    .arguments = "",
    .summary = "print one series, period by period",
    .text = "Codes of six digits stand for their family: all codes that the official "
            "conversion tables connect over the HS revisions. Several exporters, "
            "importers or families are summed. The exporter's report is taken where "
            "there is one, --flow import asks for the importer's.\n"
            "\n"
            "A period without a figure says why: none (published, no such trade), zero "
            "(reported as zero), not_reported (a gap), not_yet_published, no_longer_published "
            "(others of the source have gone on for a year at least), confidential, "
            "not_covered (the source lacks the codes from before or after an HS renumbering "
            "of these goods), partial (codes or months are missing of it), "
            "incomplete (of those that are summed some, who usually hold more than 2 % of it, have "
            "not reported it, or what was traded has no such measure), not_stated (traded, without "
            "this measure).",
    .examples = "weir series --from EU27 --to KGZ --code 870323\n"
                "weir series --from CHN --to RUS --code 842952 --by year --json",
    .params = params,
    .size = sizeof(struct series_params),
    .needs = NEEDS_READ,
    .traced = true,
    .method = "sum of the flows reported; families: docs/method/families.md",
    .notes = true,
    .shape = "{series {exporter text, importer text, flow text, family text, codes [text], "
             "label text, reporter text, currency text, valuation text, unit text}, "
             "points [{period text, status text, value number, ratio number, law text, "
             "by_consignment? number}], "
             "notes [text]}",
    .run = run,
};
