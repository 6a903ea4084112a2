/* mirror.c - both reports of a flow side by side, and which gaps have a benign cause.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/mirror/pairs.h"
#include "model/table.h"

struct mirror_params {
    struct words words;
    struct flow_params flow;
    const char *period, *by;
    int limit;
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
    {"ratio", "ratio", STYLE_RATIO, EVERYWHERE},
    {"margin", "margin", STYLE_RATIO, DATA_ONLY},
    {"gap", "gap", STYLE_AMOUNT, EVERYWHERE},
    {"gap_low", "at least", STYLE_AMOUNT, EVERYWHERE},
    {"gap_high", "at most", STYLE_AMOUNT, EVERYWHERE},
    {"cells", "cells", STYLE_INT, DATA_ONLY},
    {"exporter_only", "exporter only", STYLE_INT, EVERYWHERE},
    {"importer_only", "importer only", STYLE_INT, EVERYWHERE},
    {"cause", "cause", STYLE_TEXT, EVERYWHERE},
};

/* Insurance and freight: an importer's value is above the exporter's by 5 % on average (OECD: Miao
 * and Fortanier, Statistics Working Papers 2017/04), and by none to a fifth of pairs and goods. */
static const double margin = 0.05, margin_most = 0.2;

enum { LAGS = 2 }; /* months in which goods may be on their way */

/* A row: what was asked by code, month, exporter or importer. */
struct line {
    const char *key;
    double value[SIDES], later[LAGS]; /* later: the importer's, so many months after */
    int cells, only[SIDES];
    double gap, low, high;
    const char *cause;
};

struct mirror {
    const struct mirror_params *q;
    struct arena *arena;
    struct pairs pairs;
    struct line *line;
    int count;
};

/* --- rows --- */

static const char *key_of(const struct mirror *m, const struct pair *c, char text[16])
{
    const char *by = m->q->by;
    return !strcmp(by, "code")       ? c->unit
           : !strcmp(by, "month")    ? period_text(text, c->period)
           : !strcmp(by, "exporter") ? areas_iso3(m->pairs.areas, c->exporter)
                                     : areas_iso3(m->pairs.areas, c->importer);
}

static struct line *line_of(struct mirror *m, const char *key)
{
    for (int i = m->count - 1; i >= 0; i--)
        if (!strcmp(m->line[i].key, key))
            return &m->line[i];
    m->line = arena_grow(m->arena, m->line, (size_t)m->count, sizeof *m->line);
    m->line[m->count] = (struct line){.key = arena_strdup(m->arena, key)};
    return &m->line[m->count++];
}

/* A period moved back by some months. */
static int earlier(int period, int months)
{
    return period_of(period_index(period) - months, 'M');
}

static bool in_window(const struct mirror *m, int period)
{
    return period >= m->pairs.window.from && period <= m->pairs.window.until;
}

static void add_cell(struct mirror *m, const struct pair *c)
{
    char text[16];
    struct line *l = line_of(m, key_of(m, c, text));
    for (int k = 1; k <= LAGS && m->pairs.monthly; k++)
        if (in_window(m, earlier(c->period, k)))
            l->later[k - 1] += c->value[SIDE_IMPORTER];
    if (!in_window(m, c->period))
        return;
    l->cells++;
    for (int k = 0; k < SIDES; k++) {
        l->value[k] += c->value[k];
        l->only[k] += c->value[k] > 0 && !(c->value[!k] > 0);
    }
}

/* --- what a gap is --- */

static bool within(double exporter, double importer)
{
    return importer / (1 + margin_most) <= exporter && exporter <= importer;
}

static bool is_thousandfold(double ratio)
{
    return fabs(log(ratio / 1000)) < log(1 + margin_most) / 2;
}

/* The first benign cause that fits; "unexplained" where none of those looked at does. */
static const char *cause_of(const struct mirror *m, const struct line *l)
{
    double x = l->value[SIDE_EXPORTER], y = l->value[SIDE_IMPORTER];
    if (!(x > 0))
        return "importer only";
    if (!(y > 0))
        return "exporter only";
    if (within(x, y))
        return "within freight and insurance";
    if (is_thousandfold(y / x) || is_thousandfold(x / y))
        return "a factor of 1,000";
    for (int k = 0; k < LAGS && m->pairs.monthly && strcmp(m->q->by, "month") != 0; k++)
        if (within(x, l->later[k]))
            return k ? "a lag of two months" : "a lag of one month";
    return "unexplained";
}

static void judge(struct mirror *m)
{
    for (int i = 0; i < m->count; i++) {
        struct line *l = &m->line[i];
        double x = l->value[SIDE_EXPORTER], y = l->value[SIDE_IMPORTER];
        l->gap = y / (1 + margin) - x;
        l->low = y / (1 + margin_most) - x;
        l->high = y - x;
        l->cause = cause_of(m, l);
    }
}

static bool is_open(const struct line *l)
{
    return !strcmp(l->cause, "unexplained") || !strcmp(l->cause, "exporter only") ||
           !strcmp(l->cause, "importer only");
}

/* Two codes of one heading whose gaps go opposite ways and come to nothing together; the smaller is
 * half of the larger at least. */
static bool makes_up(const struct line *x, const struct line *y)
{
    double small = fmin(fabs(x->gap), fabs(y->gap)), large = fmax(fabs(x->gap), fabs(y->gap));
    return x->gap * y->gap < 0 && small * 2 > large &&
           within(x->value[SIDE_EXPORTER] + y->value[SIDE_EXPORTER],
                  x->value[SIDE_IMPORTER] + y->value[SIDE_IMPORTER]);
}

/* The largest gaps first: each finds the largest that makes up for it. */
static void find_neighbours(struct mirror *m)
{
    for (int i = 0; i < m->count; i++)
        for (int k = 0; k < m->count && is_open(&m->line[i]); k++) {
            struct line *x = &m->line[i], *y = &m->line[k];
            if (k == i || !is_open(y) || strncmp(x->key, y->key, 4) != 0 || !makes_up(x, y))
                continue;
            x->cause = arena_printf(m->arena, "a neighbouring code: %s", y->key);
            y->cause = arena_printf(m->arena, "a neighbouring code: %s", x->key);
        }
}

/* --- the table --- */

static int larger(const void *x, const void *y)
{
    const struct line *a = x, *b = y;
    double p = fabs(a->gap), q = fabs(b->gap);
    return p != q ? (p > q ? -1 : 1) : strcmp(a->key, b->key);
}

static int by_key(const void *x, const void *y)
{
    return strcmp(((const struct line *)x)->key, ((const struct line *)y)->key);
}

static const char *when(const char *by, const char *what, const char *key)
{
    return strcmp(by, what) ? NULL : key;
}

static void add_row(struct table *t, const struct mirror *m, const struct line *l)
{
    const char *by = m->q->by;
    const struct unit *u = strcmp(by, "code") ? NULL : units_find(&m->pairs.units, l->key);
    double x = l->value[SIDE_EXPORTER], y = l->value[SIDE_IMPORTER];
    table_text(t, l->key);
    table_text(t, u ? u->label : NULL);
    table_text(t, strcmp(by, "exporter") ? m->q->flow.from : l->key);
    table_text(t, strcmp(by, "importer") ? m->q->flow.to : l->key);
    table_text(t, when(by, "code", l->key));
    table_text(t, strcmp(by, "month") ? m->q->period : l->key);
    table_number(t, x > 0 ? x : (double)NAN);
    table_number(t, y > 0 ? y : (double)NAN);
    table_text(t, m->pairs.currency);
    table_number(t, x > 0 && y > 0 ? y / x : (double)NAN);
    table_number(t, margin);
    table_number(t, l->gap);
    table_number(t, l->low);
    table_number(t, l->high);
    table_number(t, l->cells);
    table_number(t, l->only[SIDE_EXPORTER]);
    table_number(t, l->only[SIDE_IMPORTER]);
    table_text(t, l->cause);
}

static const char *head_of(const struct mirror *m)
{
    CLEANUP(buf_free) struct buf b = {0};
    double sum[SIDES] = {0};
    int cells = 0, only[SIDES] = {0};
    for (int i = 0; i < m->count; i++) {
        cells += m->line[i].cells;
        for (int k = 0; k < SIDES; k++) {
            sum[k] += m->line[i].value[k];
            only[k] += m->line[i].only[k];
        }
    }
    buf_puts(&b, "exporters say ");
    number_format(&b, sum[SIDE_EXPORTER], STYLE_AMOUNT);
    buf_printf(&b, " (%s), importers ", m->pairs.valuation[SIDE_EXPORTER]);
    number_format(&b, sum[SIDE_IMPORTER], STYLE_AMOUNT);
    buf_printf(&b, " %s (%s)", m->pairs.currency, m->pairs.valuation[SIDE_IMPORTER]);
    if (sum[SIDE_EXPORTER] > 0)
        buf_printf(&b, ", %.2f times", sum[SIDE_IMPORTER] / sum[SIDE_EXPORTER]);
    buf_printf(&b, "\n%d of %d cells stand with the exporter only, %d with the importer only\n\n",
               only[SIDE_EXPORTER], cells, only[SIDE_IMPORTER]);
    return arena_strdup(m->arena, b.s);
}

static const char *foot_of(const struct mirror *m)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_puts(
        &b,
        "a cell: one exporter, importer, family and period that both have published\n"
        "gap: the importer's value less freight and insurance (5 % on average, none to 20 %: "
        "'at least' and 'at most') less the exporter's\n"
        "cause: what fits of freight, a factor, a lag of one or two months, a neighbouring code; "
        "'unexplained' is "
        "what these do not explain: country of origin against consignment, secrecy and "
        "re-exports are not looked at\n");
    for (int k = 0; k < SIDES; k++)
        buf_puts(&b,
                 !k || strcmp(m->pairs.sources[0], m->pairs.sources[1]) ? m->pairs.sources[k] : "");
    return arena_strdup(m->arena, b.s);
}

static void note_left(const struct mirror *m, struct session *s)
{
    static const char *const who[SIDES] = {"exporter", "importer"};
    for (int k = 0; k < SIDES; k++)
        if (m->pairs.left[k])
            session_note(s, NOTE_REMARK,
                         "%d cells of the %s were left out: the other side has not published "
                         "these periods",
                         m->pairs.left[k], who[k]);
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
    struct mirror m = {.q = &q, .arena = s->arena};
    struct window w;
    TRY(check(&q, &w, err));
    TRY(pairs_read(&m.pairs, s, &q.flow, w, LAGS, err));
    for (int i = 0; i < m.pairs.count; i++)
        add_cell(&m, &m.pairs.cell[i]);
    judge(&m);
    if (m.count)
        qsort(m.line, (size_t)m.count, sizeof *m.line, strcmp(q.by, "month") ? larger : by_key);
    if (!strcmp(q.by, "code"))
        find_neighbours(&m);
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    for (int i = 0; i < m.count && (!q.limit || i < q.limit); i++)
        if (m.line[i].cells)
            add_row(&out->table, &m, &m.line[i]);
    out->head = head_of(&m);
    out->foot = foot_of(&m);
    note_left(&m, s);
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
    FLOW_CURRENCY(mirror_params, flow),
    {0},
};

const struct question question_mirror = {
    .name = "mirror",
    .arguments = "",
    .summary = "set the exporter's and the importer's report of a flow side by side",
    .text =
        "Two states report the same trade: one as its export, valued without freight (FOB), the "
        "other as its import, with it (CIF). Both values, their ratio, the gap that is left after "
        "freight and insurance with its bounds, how many cells stand on one side only, and which "
        "benign cause fits: freight and insurance, a factor of a thousand, goods that were one or "
        "two "
        "months on their way, a neighbouring code. What none of these explains is called so; other "
        "causes (country of origin against consignment, secrecy, re-exports) "
        "are not looked at. Only periods that both have published are compared.",
    .examples = "weir mirror --from IND --to RUS --period 2021\n"
                "weir mirror --from IND --to RUS --period 2021 --by month --json\n"
                "weir mirror --from IND --to RUS --code 8471 --period 2021-01..2021-06",
    .params = params,
    .size = sizeof(struct mirror_params),
    .needs = NEEDS_READ,
    .traced = true,
    .method = "docs/method/mirror.md",
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
