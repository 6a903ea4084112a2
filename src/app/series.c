/* SPDX-License-Identifier: Apache-2.0 */
#include "series/series.h"

#include <math.h>
#include <string.h>

#include "app/app.h"
#include "app/select.h"
#include "base/log.h"
#include "report/chart.h"
#include "report/json.h"

/* The series asked for, summed as it comes. */
struct gather {
    const struct request *q;
    struct arena *arena;
    struct series *sum;
    int *months; /* by year, for --by year of monthly figures */
    int parts, skipped;
    bool units; /* several families, or what may hold several */
    bool valuations, flows, years;
};

static int refuse_mix(const struct series *a, const struct series *b, struct err *err)
{
    err_set(err, ERR_CONFLICT, "figures in %s and in %s cannot be added", a->measured_in,
            b->measured_in);
    return err_hint(err, "ask for one exporter, for --weight, or load a table of exchange rates "
                         "(weir rates FILE)");
}

static int add(void *ctx, const struct series *s, struct err *err)
{
    struct gather *g = ctx;
    if (g->sum && g->sum->freq != s->freq) {
        g->skipped++;
        return 0;
    }
    g->parts++;
    if (!g->sum) {
        g->sum = series_keep(s, g->arena);
        return 0;
    }
    if (strcmp(g->sum->measured_in, s->measured_in) != 0)
        return refuse_mix(g->sum, s, err);
    g->units |= strcmp(g->sum->unit, s->unit) != 0;
    g->valuations |= strcmp(g->sum->valuation, s->valuation) != 0;
    g->flows |= strcmp(g->sum->direction, s->direction) != 0;
    series_add(g->sum, s, g->arena);
    return 0;
}

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
    {"months", "months", STYLE_INT, EVERYWHERE},
};
static const struct column amounts[] = {
    {"period", "period", STYLE_PERIOD, EVERYWHERE},
    {"status", "status", STYLE_TEXT, EVERYWHERE},
    {"value", "value", STYLE_AMOUNT, EVERYWHERE},
    {"ratio", "year on year", STYLE_RATIO, EVERYWHERE},
};

static void fill(struct answer *out, const struct gather *g)
{
    const struct series *s = g->sum;
    bool plain = g->q->measure == MEASURE_UNIT_VALUE || g->months;
    out->table = table_new(plain ? columns : amounts, plain ? 5 : 4, g->arena);
    for (int i = 0; i < s->n; i++) {
        table_number(&out->table, period_of(s->first + i, s->freq));
        table_text(&out->table, point_status_name(s->status[i]));
        table_number(&out->table, s->value[i]);
        table_number(&out->table, ratio_of(s, i));
        if (plain)
            table_number(&out->table, g->months ? (double)g->months[i] : (double)NAN);
    }
}

struct naming {
    const char *exporter, *importer, *reporter, *unit, *label, *codes, *flow, *valuation;
};

static struct naming name(const struct gather *g, const struct areas *areas,
                          const struct units *units)
{
    const struct series *s = g->sum;
    const struct unit *u = g->units ? NULL : units_find(units, s->unit);
    CLEANUP(buf_free) struct buf codes = {0};
    for (int i = 0; g->units && i < units->count; i++)
        buf_printf(&codes, "%s%s", i ? "," : "", units->unit[i].codes);
    return (struct naming){
        .exporter = select_label(areas, g->q->from, s->exporter),
        .importer = select_label(areas, g->q->to, s->importer),
        .reporter = !strcmp(s->direction, "import") || !strcmp(s->direction, "re-import")
                        ? select_label(areas, g->q->to, s->importer)
                        : select_label(areas, g->q->from, s->exporter),
        .unit = !g->units     ? s->unit
                : g->q->code  ? g->q->code
                : g->q->list  ? g->q->list
                : g->q->group ? g->q->group
                              : "all",
        .label = u ? u->label
                   : arena_printf(g->arena, "%d famil%s", units->count,
                                  units->count == 1 ? "y" : "ies"),
        .codes = u ? u->codes : arena_strdup(g->arena, buf_str(&codes)),
        .flow = g->flows ? "mixed" : s->direction,
        .valuation = g->valuations ? "mixed" : s->valuation,
    };
}

static const char *head_of(const struct gather *g, const struct naming *n, const struct units *u)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct series *s = g->sum;
    buf_printf(&b, "%s to %s, %s %s: %s\n", n->exporter, n->importer,
               g->units               ? "families of"
               : strlen(n->unit) == 6 ? "family"
                                      : "code",
               n->unit, n->label);
    if (!g->units && strchr(n->codes, ','))
        buf_printf(&b, "a family is what the official HS conversions connect; codes: %s\n",
                   n->codes);
    else if (g->units && u->count > 1)
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

static void json_pair(struct buf *b, const char *key, const char *text, const char *before)
{
    buf_printf(b, "%s\"%s\": ", before, key);
    json_text(b, text);
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
        buf_puts(&b, "}");
    }
    buf_puts(&b, "\n]}\n");
    return arena_strdup(g->arena, b.s);
}

static int check(const struct request *q, struct err *err)
{
    if (!q->from || !q->to || (!q->code && !q->list && !q->group)) {
        err_set(err, ERR_USAGE, "a series needs --from, --to and --code (or --list, --group)");
        return err_hint(err, "weir series --from CHN --to RUS --code 842952");
    }
    if (q->by && strcmp(q->by, "month") != 0 && strcmp(q->by, "year") != 0)
        return err_set(err, ERR_USAGE, "--by %s: a series goes by month or by year", q->by);
    return 0;
}

int app_series(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    struct gather g = {.q = q, .arena = a, .years = q->by && !strcmp(q->by, "year")};
    struct selection sel;
    struct areas *areas;
    struct units units;
    TRY(check(q, err));
    TRY(select_open(&s, &sel, a, q, err));
    TRY(series_select(s, &sel, err));
    TRY(areas_read(&areas, s, a, err));
    TRY(series_units(s, &units, a, err));
    TRY(series_each(s, &sel, add, &g, err));
    g.units |= !q->code || strlen(q->code) < 6 || strchr(q->code, ',');
    if (g.years && g.sum->freq == 'M')
        g.sum = series_years(g.sum, &g.months, a);
    if (q->measure == MEASURE_UNIT_VALUE)
        divide_by_weight(g.sum);
    if (!g.years && g.sum->freq == 'A')
        log_note("only annual figures are there");
    if (g.skipped)
        log_warn("%d series of another frequency were left out", g.skipped);
    if (g.valuations)
        log_warn("FOB and CIF values are added: they differ by freight and insurance");
    struct naming n = name(&g, areas, &units);
    fill(out, &g);
    out->head = head_of(&g, &n, &units);
    out->json = json_of(&g, &n, &out->table);
    out->foot = select_sources(s, &sel, a, err);
    return 0;
}
