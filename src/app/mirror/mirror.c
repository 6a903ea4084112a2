/* mirror.c - both reports of a flow side by side, why they differ, and one best figure.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/mirror/mirror.h"
#include "model/table.h"

struct mirror_params {
    struct words words;
    struct flow_params flow;
    const char *period, *by;
    int limit;
    bool reconcile;
};

static const struct column columns[] = {
    {"key", "", STYLE_TEXT, EVERYWHERE},
    {"label", "", STYLE_TEXT, EVERYWHERE},
    {"exporter", "exporter", STYLE_TEXT, DATA_ONLY},
    {"importer", "importer", STYLE_TEXT, DATA_ONLY},
    {"family", "family", STYLE_TEXT, DATA_ONLY},
    {"period", "period", STYLE_TEXT, DATA_ONLY},
    {"value_exporter", "exporter says", STYLE_AMOUNT, EVERYWHERE},
    {"value_importer", "importer says", STYLE_AMOUNT, EVERYWHERE},
    {"currency", "in", STYLE_TEXT, EVERYWHERE},
    {"weight_exporter", "kg", STYLE_AMOUNT, DATA_ONLY},
    {"weight_importer", "kg", STYLE_AMOUNT, DATA_ONLY},
    {"quantity_exporter", "quantity", STYLE_AMOUNT, DATA_ONLY},
    {"quantity_importer", "quantity", STYLE_AMOUNT, DATA_ONLY},
    {"unit_exporter", "unit", STYLE_TEXT, DATA_ONLY},
    {"unit_importer", "unit", STYLE_TEXT, DATA_ONLY},
    {"ratio", "ratio", STYLE_RATIO, EVERYWHERE},
    {"margin", "margin", STYLE_RATIO, DATA_ONLY},
    {"margin_low", "margin", STYLE_RATIO, DATA_ONLY},
    {"margin_high", "margin", STYLE_RATIO, DATA_ONLY},
    {"gap", "gap", STYLE_AMOUNT, EVERYWHERE},
    {"gap_low", "at least", STYLE_AMOUNT, EVERYWHERE},
    {"gap_high", "at most", STYLE_AMOUNT, EVERYWHERE},
    {"cells", "cells", STYLE_INT, DATA_ONLY},
    {"exporter_only", "exporter only", STYLE_INT, EVERYWHERE},
    {"importer_only", "importer only", STYLE_INT, EVERYWHERE},
    {"cause", "cause", STYLE_TEXT, EVERYWHERE},
    {"evidence", "evidence", STYLE_TEXT, DATA_ONLY},
    {"p_adjusted", "p adj.", STYLE_P, EVERYWHERE},
    {"best", "best", STYLE_AMOUNT, EVERYWHERE},
    {"best_low", "at least", STYLE_AMOUNT, EVERYWHERE},
    {"best_high", "at most", STYLE_AMOUNT, EVERYWHERE},
};

/* --- one best figure --- */

/* Cells over all periods: one exporter, importer and family. */
static int reports_of(struct report **out, const char ***unit, const struct pairs *p,
                      const struct worths *worths, struct arena *a)
{
    int n = 0;
    *out = arena_array(a, struct report, (size_t)p->count + 1);
    *unit = arena_array(a, const char *, (size_t)p->count + 1);
    for (int i = 0; i < p->count; i++) {
        const struct pair *c = &p->cell[i];
        struct report *last = n ? &(*out)[n - 1] : NULL;
        if (c->period < p->window.from || c->period > p->window.until)
            continue;
        if (!last || last->area[0] != c->exporter || last->area[1] != c->importer ||
            strcmp((*unit)[n - 1], c->unit) != 0) {
            last = &(*out)[n++];
            *last = (struct report){.area = {c->exporter, c->importer},
                                    .worth = worths_of(worths, c->unit)};
            (*unit)[n - 1] = c->unit;
        }
        for (int k = 0; k < SIDES; k++)
            last->value[k] += c->value[k];
    }
    return n;
}

/* Freight and insurance from the cells at hand: of what was asked, or of all the store. */
static int fit_margins(struct gaps *g, struct quality *q, struct session *s,
                       const struct flow_params *flow, struct window w, bool reconcile,
                       struct err *err)
{
    struct ref *ref;
    struct report *r;
    const char **unit;
    struct pairs all;
    const struct pairs *from = &g->pairs;
    TRY(session_reference(s, &ref, err));
    if (reconcile) {
        struct flow_params every = {.as_of = flow->as_of,
                                    .freq = g->pairs.monthly ? "month" : "year",
                                    .own_currency = flow->own_currency};
        TRY(pairs_read(&all, s, &every, w, 0, true, g->pairs.currency, err));
        from = &all;
    }
    worths_read(&g->worths, from, s->arena);
    int n = reports_of(&r, &unit, from, &g->worths, s->arena);
    margins_fit(&g->margins, r, n, ref);
    for (int i = 0; i < n; i++)
        margin_log(&r[i], &g->margins);
    if (reconcile)
        quality_read(q, r, n, s->arena);
    return 0;
}

static const char *key_of(const struct gaps *g, const struct report *r, const char *unit)
{
    if (!strcmp(g->by, "code"))
        return unit;
    enum side side = strcmp(g->by, "exporter") ? SIDE_IMPORTER : SIDE_EXPORTER;
    return areas_iso3(g->pairs.areas, r->area[side]);
}

/* Sums of the best figures of cells, whose errors are taken to be their own. */
static void take_best(struct gaps *g, const struct quality *q)
{
    struct report *r;
    const char **unit;
    int n = reports_of(&r, &unit, &g->pairs, &g->worths, g->arena);
    for (int i = 0; i < n; i++) {
        struct line *l = gaps_line(g, key_of(g, &r[i], unit[i]));
        if (!l || !(r[i].value[0] + r[i].value[1] > 0))
            continue;
        margin_log(&r[i], &g->margins);
        struct best b = quality_best(q, &r[i]);
        if (isnan(l->best))
            l->best = l->best_low = l->best_high = 0;
        l->best += b.value;
        l->best_low += pow(b.value - b.low, 2);
        l->best_high += pow(b.high - b.value, 2);
    }
    for (int i = 0; i < g->count; i++) {
        struct line *l = &g->line[i];
        if (isnan(l->best))
            continue;
        l->best_low = fmax(l->best - sqrt(l->best_low), 0);
        l->best_high = l->best + sqrt(l->best_high);
    }
}

/* Causes are those of codes, which other rows take theirs from. */
static int find_causes(struct gaps *g, struct session *s, const struct flow_params *flow,
                       struct err *err)
{
    struct besides beside;
    struct gaps codes = *g;
    bool by_code = !strcmp(g->by, "code");
    codes.by = "code";
    if (!by_code)
        gaps_read(&codes);
    TRY(besides_read(&beside, s, flow, &codes, err));
    causes_find(&codes, &beside);
    if (by_code)
        return 0;
    causes_find(g, &(struct besides){0});
    causes_carry(g, &codes);
    return 0;
}

int mirror_read(struct gaps *out, struct session *s, const struct flow_params *flow,
                struct window w, const char *by, bool reconcile, struct err *err)
{
    struct quality quality;
    *out = (struct gaps){.arena = s->arena, .by = by};
    TRY(pairs_read(&out->pairs, s, flow, w, LAGS, true, NULL, err));
    out->mixed = notes_mixed(&s->notes);
    TRY(fit_margins(out, &quality, s, flow, w, reconcile, err));
    gaps_read(out);
    gaps_test(out);
    TRY(find_causes(out, s, flow, err));
    if (reconcile)
        take_best(out, &quality);
    return 0;
}

/* --- the table --- */

static int larger(const void *x, const void *y)
{
    const struct line *a = x, *b = y;
    double p = fabs(a->gap), q = fabs(b->gap);
    return p != q ? (p > q ? -1 : 1) : strcmp(a->key, b->key);
}

static const char *when(const char *by, const char *what, const char *key)
{
    return strcmp(by, what) ? NULL : key;
}

static double if_any(double v)
{
    return v > 0 ? v : (double)NAN;
}

static void add_row(struct table *t, const struct gaps *g, const struct mirror_params *q,
                    const struct line *l)
{
    const struct unit *u = strcmp(g->by, "code") ? NULL : units_find(&g->pairs.units, l->key);
    double x = l->value[SIDE_EXPORTER], y = l->value[SIDE_IMPORTER];
    table_text(t, l->key);
    table_text(t, u ? u->label : NULL);
    table_text(t, strcmp(g->by, "exporter") ? q->flow.from : l->key);
    table_text(t, strcmp(g->by, "importer") ? q->flow.to : l->key);
    table_text(t, when(g->by, "code", l->key));
    table_text(t, strcmp(g->by, "month") ? q->period : l->key);
    table_number(t, if_any(x));
    table_number(t, if_any(y));
    table_text(t, g->pairs.currency);
    for (int k = 0; k < SIDES; k++)
        table_number(t, if_any(l->weight[k]));
    for (int k = 0; k < SIDES; k++)
        table_number(t, if_any(l->quantity[k]));
    for (int k = 0; k < SIDES; k++)
        table_text(t, l->counted[k]);
    table_number(t, x > 0 && y > 0 ? y / x : (double)NAN);
    table_number(t, l->margin.share);
    table_number(t, l->margin.low);
    table_number(t, l->margin.high);
    table_number(t, l->gap);
    table_number(t, l->low);
    table_number(t, l->high);
    table_number(t, l->cells);
    table_number(t, l->only[SIDE_EXPORTER]);
    table_number(t, l->only[SIDE_IMPORTER]);
    table_text(t, l->cause);
    table_text(t, *l->evidence ? l->evidence : NULL);
    table_number(t, l->p_adjusted);
    table_number(t, l->best);
    table_number(t, l->best_low);
    table_number(t, l->best_high);
}

static const char *head_of(const struct gaps *g)
{
    CLEANUP(buf_free) struct buf b = {0};
    double sum[SIDES] = {0}, open = 0;
    int cells = 0, only[SIDES] = {0}, unexplained = 0;
    for (int i = 0; i < g->count; i++) {
        const struct line *l = &g->line[i];
        cells += l->cells;
        unexplained += cause_is_open(l);
        open += cause_is_open(l) ? fabs(l->gap) : 0;
        for (int k = 0; k < SIDES; k++) {
            sum[k] += l->value[k];
            only[k] += l->only[k];
        }
    }
    buf_puts(&b, "exporters say ");
    number_format(&b, sum[SIDE_EXPORTER], STYLE_AMOUNT);
    buf_printf(&b, " (%s), importers ", g->pairs.valuation[SIDE_EXPORTER]);
    number_format(&b, sum[SIDE_IMPORTER], STYLE_AMOUNT);
    buf_printf(&b, " %s (%s)", g->pairs.currency, g->pairs.valuation[SIDE_IMPORTER]);
    if (sum[SIDE_EXPORTER] > 0)
        buf_printf(&b, ", %.2f times", sum[SIDE_IMPORTER] / sum[SIDE_EXPORTER]);
    buf_printf(&b, "\n%d of %d cells stand with the exporter only, %d with the importer only\n",
               only[SIDE_EXPORTER], cells, only[SIDE_IMPORTER]);
    buf_printf(&b, "no benign cause fits %d of %d rows", unexplained, g->count);
    if (unexplained) {
        buf_puts(&b, ", with gaps of ");
        number_format(&b, open, STYLE_AMOUNT);
        buf_printf(&b, " %s", g->pairs.currency);
    }
    buf_puts(&b, "\n\n");
    return arena_strdup(g->arena, b.s);
}

/* Those of the importer that are none of the exporter's. */
static void add_other_sources(struct buf *b, const struct pairs *p)
{
    for (const char *line = p->sources[SIDE_IMPORTER]; *line;) {
        size_t n = strcspn(line, "\n");
        n += line[n] == '\n';
        if (!memmem(p->sources[SIDE_EXPORTER], strlen(p->sources[SIDE_EXPORTER]), line, n))
            buf_printf(b, "%.*s", (int)n, line);
        line += n;
    }
}

static const char *foot_of(const struct gaps *g, const struct mirror_params *q)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_puts(&b, "a cell: one exporter, importer, family and period that both have published\n"
                 "gap: the importer's value less freight and insurance ('at least' and 'at most': "
                 "with the most and the least of it) less the exporter's\n");
    if (g->margins.fitted)
        buf_printf(&b,
                   "freight and insurance: by distance, border and worth by weight, from %d cells "
                   "of %d pairs\n",
                   g->margins.cells, g->margins.pairs);
    else
        buf_puts(&b, "freight and insurance: 5 %, from none to 20 % (OECD): the data hold too few "
                     "pairs of states to tell\n");
    if (q->reconcile)
        buf_puts(&b,
                 "best: what is likeliest given both, by how reliable each reporter is over all "
                 "that the store holds of these periods\n");
    buf_puts(&b, g->pairs.sources[SIDE_EXPORTER]);
    add_other_sources(&b, &g->pairs);
    for (int i = 0; i < g->count && (!q->limit || i < q->limit); i++)
        if (*g->line[i].evidence)
            buf_printf(&b, "%s: %s\n", g->line[i].key, g->line[i].evidence);
    return arena_strdup(g->arena, b.s);
}

static int check(struct mirror_params *q, struct window *w, struct err *err)
{
    if (!q->flow.from || !q->flow.to || !q->period) {
        err_set(err, ERR_USAGE, "--from, --to and --period are needed");
        return err_hint(err, "weir mirror --from IND --to RUS --period 2021");
    }
    if (!window_parse(w, q->period)) {
        err_set(err, ERR_USAGE, "'%s' is not a period", q->period);
        return err_hint(err, "as in --period 2022-03..2022-11 or --period 2022");
    }
    q->by = q->by ? q->by : "code";
    if (q->reconcile && !strcmp(q->by, "month")) {
        err_set(err, ERR_USAGE, "--reconcile is of a whole period, not --by month");
        return err_hint(err, "ask for one month: --period 2021-03");
    }
    static const char *const ways[] = {"code", "month", "exporter", "importer"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (!strcmp(q->by, ways[i]))
            return 0;
    err_set(err, ERR_USAGE, "--by '%s' is none", q->by);
    err_subject(err, q->by);
    return err_hint(err, "code, month, exporter or importer");
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    struct mirror_params q = *(const struct mirror_params *)params;
    struct gaps g;
    struct window w;
    TRY(check(&q, &w, err));
    TRY(mirror_read(&g, s, &q.flow, w, q.by, q.reconcile, err));
    if (g.count && strcmp(q.by, "month") != 0)
        qsort(g.line, (size_t)g.count, sizeof *g.line, larger);
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    for (int i = 0; i < g.count && (!q.limit || i < q.limit); i++)
        add_row(&out->table, &g, &q, &g.line[i]);
    out->head = head_of(&g);
    out->foot = foot_of(&g, &q);
    mirror_notes(&g.pairs, s);
    return 0;
}

static const struct param params[] = {
    FLOW_FROM(mirror_params, flow),
    FLOW_TO(mirror_params, flow),
    {PARAM(mirror_params, flow.code, "code", TEXT, "CODES",
           "commodity codes: 2 or 4 digits for all below, 6 for a family", CODES)},
    {PARAM(mirror_params, flow.list, "list", TEXT, "LIST",
           "codes of a control list: chpl, chpl:1, eu, eu:XXIII, us, 'us:Supp. 4'", LISTS)},
    {PARAM(mirror_params, flow.group, "group", TEXT, "GROUP",
           "codes of a product group, as in 'heavy trucks'", GROUPS)},
    {PARAM(mirror_params, period, "period", TEXT, "PERIOD", "as in 2022-03..2022-11 or 2022",
           NOTHING)},
    {PARAM(mirror_params, by, "by", TEXT, "WHAT", "code (the default), month, exporter or importer",
           WORDS),
     .words = "code month exporter importer"},
    {PARAM(mirror_params, flow.freq, "freq", TEXT, "month|year", "which figures to read", WORDS),
     .words = "month year"},
    {PARAM(mirror_params, flow.as_of, "as-of", DAY, "DATE", "what was known on that day", NOTHING)},
    {PARAM(mirror_params, limit, "limit", COUNT, "N",
           "rows shown, 20 unless told; 0 for all, as in --json and --csv", NOTHING),
     .fallback = 20},
    {PARAM(mirror_params, reconcile, "reconcile", FLAG, NULL,
           "one best figure with an interval, by the reliability of reporters over all the store",
           NOTHING)},
    FLOW_CURRENCY(mirror_params, flow),
    {0},
};

const struct question question_mirror = {
    .name = "mirror",
    .arguments = "",
    .summary = "set the exporter's and the importer's report of a flow side by side",
    .text =
        "Two states report the same trade: one as its export, valued without freight (FOB), the "
        "other as its import, with it (CIF). Both values, weights and quantities, their ratio, the "
        "gap that is left after freight and insurance with its bounds, how many cells stand on one "
        "side only, and which benign cause fits: freight and insurance (by distance, where the "
        "data "
        "hold pairs enough), a factor of a thousand, goods that were one or two months on their "
        "way, re-exports, areas not specified, a neighbouring code, the country of origin against "
        "that of consignment, thresholds. 'exporter only' and 'importer only' are what the other "
        "side has nothing of, 'unexplained' is what none of these explains; p is for all rows "
        "looked at. Only periods that both have published are compared.\n\n"
        "--reconcile gives one best figure with a 95 % interval.",
    .examples = "weir mirror --from IND --to RUS --period 2021\n"
                "weir mirror --from IND --to RUS --period 2021 --by month --json\n"
                "weir mirror --from IND --to RUS --code 8471 --period 2021-01..2021-06 --reconcile",
    .params = params,
    .size = sizeof(struct mirror_params),
    .needs = NEEDS_READ,
    .traced = true,
    .method = "docs/method/mirror.md",
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
