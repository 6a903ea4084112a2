/* SPDX-License-Identifier: Apache-2.0 */
#include "series/series.h"

#include <math.h>
#include <string.h>

#include "app/app.h"
#include "app/gather.h"
#include "base/log.h"
#include "report/chart.h"
#include "report/json.h"

static void divide_by_weight(struct series *s)
{
    for (int i = 0; i < s->n; i++)
        s->value[i] = s->weight[i] > 0 ? s->value[i] / s->weight[i] : NAN;
}

/* Ratio to the same period of the year before; NAN where one of them is missing or partial. */
static double ratio_of(const struct series *s, int i)
{
    int back = i - (s->freq == 'M' ? 12 : 1);
    if (back < 0 || s->status[i] == POINT_PARTIAL || s->status[back] == POINT_PARTIAL)
        return NAN;
    return s->value[back] > 0 ? s->value[i] / s->value[back] : NAN;
}

static const struct column columns[] = {
    {"period", "period", STYLE_PERIOD, EVERYWHERE},
    {"status", "status", STYLE_TEXT, EVERYWHERE},
    {"value", "value", STYLE_NUMBER, EVERYWHERE},
    {"ratio", "year on year", STYLE_RATIO, EVERYWHERE},
    {"law", "law", STYLE_TEXT, EVERYWHERE},
    {"months", "months", STYLE_INT, EVERYWHERE},
};
static const struct column amounts[] = {
    {"period", "period", STYLE_PERIOD, EVERYWHERE},
    {"status", "status", STYLE_TEXT, EVERYWHERE},
    {"value", "value", STYLE_AMOUNT, EVERYWHERE},
    {"ratio", "year on year", STYLE_RATIO, EVERYWHERE},
    {"law", "law", STYLE_TEXT, EVERYWHERE},
};

/* The legal status of what was sent in a period; "several" where parts of it differ. */
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
    double sum[LEGAL_KINDS] = {0};
    for (int i = 0; i < g->flow_count; i++)
        sum[g->law[i]] += g->flow[i].value;
    legal_totals(&b, sum, g->sum->measured_in, "at the time of each flow");
    buf_puts(&b, g->sources);
    return arena_strdup(g->arena, buf_str(&b));
}

static void fill(struct answer *out, const struct gather *g, const int *months)
{
    const struct series *s = g->sum;
    bool plain = g->q->measure == MEASURE_UNIT_VALUE || months;
    out->table = table_new(plain ? columns : amounts, plain ? 6 : 5, g->arena);
    for (int i = 0; i < s->n; i++) {
        table_number(&out->table, period_of(s->first + i, s->freq));
        table_text(&out->table, point_status_name(s->status[i]));
        table_number(&out->table, s->value[i]);
        table_number(&out->table, ratio_of(s, i));
        table_text(&out->table, law_of(g, period_of(s->first + i, s->freq)));
        if (plain)
            table_number(&out->table, months ? (double)months[i] : (double)NAN);
    }
}

static const char *head_of(const struct gather *g, const struct naming *n)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct series *s = g->sum;
    buf_printf(&b, "%s to %s, %s %s: %s\n", n->exporter, n->importer,
               g->several             ? "families of"
               : strlen(n->unit) == 6 ? "family"
                                      : "code",
               n->unit, n->label);
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
    chart_spark(&b, s->value, s->n);
    buf_puts(&b, "|\n");
    return arena_strdup(g->arena, b.s);
}

static const char *json_of(const struct gather *g, const struct naming *n,
                           const struct table *points)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct series *s = g->sum;
    char period[16];
    buf_puts(&b, "{\"series\": {");
    json_pair(&b, "exporter", n->exporter, "");
    json_pair(&b, "importer", n->importer, ", ");
    json_pair(&b, "flow", n->flow, ", ");
    json_pair(&b, "family", n->unit, ", ");
    buf_puts(&b, ", \"codes\": ");
    json_list(&b, n->codes);
    json_pair(&b, "label", n->label, ", ");
    json_pair(&b, "reporter", n->reporter, ", ");
    json_pair(&b, "currency", s->currency, ", ");
    json_pair(&b, "valuation", n->valuation, ", ");
    json_pair(&b, "unit", s->measured_in, ", ");
    buf_puts(&b, "},\n \"points\": [");
    for (int i = 0; i < s->n; i++) {
        buf_puts(&b, i ? ",\n  {" : "\n  {");
        json_pair(&b, "period", period_text(period, period_of(s->first + i, s->freq)), "");
        json_pair(&b, "status", point_status_name(s->status[i]), ", ");
        buf_puts(&b, ", \"value\": ");
        json_number(&b, s->value[i]);
        buf_puts(&b, ", \"ratio\": ");
        json_number(&b, points->cells[i * points->column_count + 3].number);
        json_pair(&b, "law", points->cells[i * points->column_count + 4].text, ", ");
        buf_puts(&b, "}");
    }
    buf_puts(&b, "\n]}\n");
    return arena_strdup(g->arena, b.s);
}

static int check(const struct request *q, struct err *err)
{
    if (q->by && strcmp(q->by, "month") != 0 && strcmp(q->by, "year") != 0)
        return err_set(err, ERR_USAGE, "--by %s: a series goes by month or by year", q->by);
    return 0;
}

int app_series(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    struct gather g;
    int *months = NULL;
    bool years = q->by && !strcmp(q->by, "year");
    TRY(check(q, err));
    TRY(gather_series(&g, a, q, q->measure == MEASURE_VALUE ? GATHER_LAW : GATHER_SERIES, err));
    if (years && g.sum->freq == 'M')
        g.sum = series_years(g.sum, &months, a);
    if (q->measure == MEASURE_UNIT_VALUE)
        divide_by_weight(g.sum);
    if (!years && g.sum->freq == 'A')
        log_note("only annual figures are there");
    struct naming n = gather_naming(&g);
    fill(out, &g, months);
    out->head = head_of(&g, &n);
    out->json = json_of(&g, &n, &out->table);
    out->foot = totals_of(&g);
    return 0;
}
