/* SPDX-License-Identifier: Apache-2.0 */
#include "app/mirror/cause.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/table.h"
#include "stats/order.h"

enum { ARRIVED, BROUGHT, RE_EXPORTED };

static const double trades_on = 0.5;  /* of what it sends, an exporter that is not where goods are
                                         from  brought that much in at least */
static const double threshold = 1000; /* below which offices may ask for no record of a consignment
                                         (in the Union by Regulation (EU) 2020/1197) */

/* --- what stands beside --- */

struct reading {
    struct besides *to;
    const struct gaps *g;
    const char *exporters; /* m49 */
    int what;
};

/* Trade within a group is none that it brought in. */
static bool is_within(const struct reading *r, const struct series *s)
{
    const char *list = r->exporters;
    for (int area; r->what == BROUGHT && (area = next_area(&list));)
        if (area == s->exporter)
            return true;
    return false;
}

static int by_unit(const void *x, const void *y)
{
    return strcmp(((const struct beside *)x)->unit, ((const struct beside *)y)->unit);
}

/* The row of the goods: of a heading where the row is one. */
static struct beside *find(const struct besides *b, const char *unit)
{
    char heading[5] = {0};
    struct beside key = {.unit = unit};
    struct beside *x = bsearch(&key, b->list, (size_t)b->count, sizeof key, by_unit);
    if (x)
        return x;
    memcpy(heading, unit, strnlen(unit, 4));
    key.unit = heading;
    return bsearch(&key, b->list, (size_t)b->count, sizeof key, by_unit);
}

/* Numbers of UN Comtrade for partners that are not told: areas, regions, special categories, free
 * zones and bunkers. */
static bool is_unspecified(int area)
{
    static const int list[] = {290, 471, 472, 473, 527, 568, 577,
                               636, 637, 837, 838, 839, 879, 899};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (area == list[i])
            return true;
    return false;
}

static double sum_of(const struct gaps *g, const struct series *s)
{
    double sum = 0;
    struct window w = g->pairs.window;
    for (int i = 0; i < s->n; i++) {
        int period = period_of(s->first + i, s->freq);
        if (period >= w.from && period <= w.until && s->value[i] > 0 &&
            pairs_have(&g->pairs, period))
            sum += s->value[i];
    }
    return sum;
}

static int add_series(void *ctx, const struct series *s, struct err *err)
{
    struct reading *r = ctx;
    struct beside *x = find(r->to, s->unit);
    (void)err;
    if (!x || is_within(r, s) || (s->freq == 'M') != r->g->pairs.monthly ||
        strcmp(s->measured_in, r->g->pairs.currency) != 0)
        return 0;
    double sum = sum_of(r->g, s);
    x->seen[r->what] = true;
    if (r->what == ARRIVED) {
        x->arrived += sum;
        x->unspecified += is_unspecified(s->exporter) ? sum : 0;
    } else if (r->what == BROUGHT) {
        x->brought += sum;
    } else {
        x->re_exported += sum;
    }
    return 0;
}

static int read_one(struct reading *r, struct session *s, struct flow_params p, struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    struct selection sel;
    p.measure = MEASURE_VALUE;
    TRY(select_flows(&sel, s, &p, err));
    TRY(select_if_any(&selected, s, &sel, err));
    return selected ? selected_each(selected, add_series, r, err) : 0;
}

/* Where importers report both kinds of partner. */
static int read_consigned(const struct besides *b, struct session *s, const struct flow_params *p,
                          const struct gaps *g, struct err *err)
{
    struct consigned *list;
    struct selection sel;
    struct store *store;
    int count;
    TRY(select_flows(&sel, s, p, err));
    TRY(session_store(s, &store, err));
    struct consigned_question q = {sel.exporters, sel.importers, g->pairs.window,
                                   g->pairs.monthly ? 'M' : 'A'};
    TRY(store_consigned(store, &list, &count, &q, g->arena, err));
    for (int i = 0; i < count; i++) {
        struct beside *x = find(b, list[i].code);
        if (x && !strcmp(list[i].currency, g->pairs.currency) &&
            pairs_have(&g->pairs, list[i].period))
            x->consigned = isnan(x->consigned) ? list[i].by_consignment
                                               : x->consigned + list[i].by_consignment;
    }
    return 0;
}

int besides_read(struct besides *out, struct session *s, const struct flow_params *flow,
                 const struct gaps *g, struct err *err)
{
    struct reading r = {out, g, NULL, ARRIVED};
    struct flow_params p = *flow;
    struct selection sel;
    *out = (struct besides){0};
    if (strcmp(g->by, "code") != 0)
        return 0;
    out->list = arena_array(g->arena, struct beside, (size_t)g->count + 1);
    for (int i = 0; i < g->count; i++)
        out->list[out->count++] = (struct beside){.unit = g->line[i].key, .consigned = NAN};
    qsort(out->list, (size_t)out->count, sizeof *out->list, by_unit);
    TRY(select_flows(&sel, s, flow, err));
    r.exporters = sel.exporters;
    TRY(read_consigned(out, s, flow, g, err));
    p.flow = "import";
    p.from = NULL;
    TRY(read_one(&r, s, p, err));
    r.what = BROUGHT;
    p.to = flow->from;
    TRY(read_one(&r, s, p, err));
    r.what = RE_EXPORTED;
    p = *flow;
    p.flow = "re-export";
    return read_one(&r, s, p, err);
}

/* --- one row --- */

static bool is_thousandfold(double ratio)
{
    return fabs(log(ratio / 1000)) < log(1 + margin_most) / 2;
}

/* How closely the importer's months follow the exporter's when moved by k: months that both have,
 * and how far the logarithms of their ratios lie apart (mean distance from their middle). */
struct fit {
    double exported, imported, spread;
    int matched, months;
};

static struct fit fit_of(const struct gaps *g, const struct line *l, int k, int until)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct fit f = {0};
    const double *x = l->period[SIDE_EXPORTER], *y = l->period[SIDE_IMPORTER] + k;
    double *ratio = arena_array(&own, double, (size_t)g->periods + 1);
    for (int t = 0; t < g->periods && t <= until; t++, f.months++) {
        f.exported += x[t];
        f.imported += y[t];
        if (x[t] > 0 && y[t] > 0)
            ratio[f.matched++] = log(y[t] / x[t]);
    }
    double middle = f.matched ? order_median(ratio, f.matched) : 0;
    for (int i = 0; i < f.matched; i++)
        f.spread += fabs(ratio[i] - middle) / f.matched;
    return f;
}

/* Goods on their way: the months that may have arrived add up, and the importer's months follow the
 * exporter's more closely than without the lag. */
static const char *lag_of(const struct gaps *g, const struct line *l)
{
    static const char *const words[LAGS] = {"a lag of one month", "a lag of two months"};
    for (int k = 1; k <= LAGS && g->pairs.monthly && strcmp(g->by, "month") != 0; k++) {
        struct fit moved = fit_of(g, l, k, g->last - k), still = fit_of(g, l, 0, g->last - k);
        bool closer = moved.matched != still.matched ? moved.matched > still.matched
                                                     : moved.spread < 0.9 * still.spread;
        if (2 * moved.months >= g->periods && closer &&
            gap_within(l, moved.exported, moved.imported))
            return words[k - 1];
    }
    return NULL;
}

static const char *amount(const struct gaps *g, double v)
{
    CLEANUP(buf_free) struct buf b = {0};
    number_format(&b, v, STYLE_AMOUNT);
    return arena_printf(g->arena, "%s %s", b.s, g->pairs.currency);
}

/* The importer says itself what of its imports was sent by the exporter, wherever it was made. */
static const char *consigned(const struct gaps *g, struct line *l, const struct beside *b)
{
    if (!b || isnan(b->consigned))
        return NULL;
    l->evidence = arena_printf(
        g->arena,
        "by country of consignment the importer has %s from the exporter, by "
        "country of origin %s",
        amount(g, b->consigned), amount(g, l->value[SIDE_IMPORTER]));
    return gap_within(l, l->value[SIDE_EXPORTER], b->consigned) ? "origin against consignment"
                                                                : NULL;
}

/* The importer books goods by where they are from: what a state sells that it had bought itself is
 * another's export to it. */
static const char *origin_of(const struct gaps *g, struct line *l, const struct beside *b)
{
    double x = l->value[SIDE_EXPORTER], lacks = x - l->value[SIDE_IMPORTER];
    if (!b || lacks <= 0 || !b->seen[ARRIVED] || !b->seen[BROUGHT] || b->brought < trades_on * x ||
        b->arrived < lacks)
        return NULL;
    l->evidence = arena_printf(g->arena,
                               "the exporter imported %s of these itself; the importer has %s of "
                               "them from others, and %s from the exporter",
                               amount(g, b->brought),
                               amount(g, b->arrived - l->value[SIDE_IMPORTER]),
                               amount(g, l->value[SIDE_IMPORTER]));
    return "origin against consignment";
}

static const char *unspecified(const struct gaps *g, struct line *l, const struct beside *b)
{
    double y = l->value[SIDE_IMPORTER];
    if (!b || !(b->unspecified > 0) || !gap_within(l, l->value[SIDE_EXPORTER], y + b->unspecified))
        return NULL;
    l->evidence = arena_printf(g->arena, "the importer has %s of these from areas not specified",
                               amount(g, b->unspecified));
    return "areas not specified";
}

static const char *re_exports(const struct gaps *g, struct line *l, const struct beside *b)
{
    double x = l->value[SIDE_EXPORTER];
    if (!b || !(b->re_exported > 0) || !gap_within(l, x + b->re_exported, l->value[SIDE_IMPORTER]))
        return NULL;
    l->evidence = arena_printf(g->arena, "the exporter re-exported %s of these there beside",
                               amount(g, b->re_exported));
    return "re-exports";
}

/* The first benign cause that fits. */
static const char *cause_of(const struct gaps *g, struct line *l, const struct beside *b)
{
    double x = l->value[SIDE_EXPORTER], y = l->value[SIDE_IMPORTER];
    const char *cause = NULL;
    if (!strcmp(g->by, "code") && strspn(l->key, "0123456789") != strlen(l->key))
        return "codes withheld";
    if (x > 0 && y > 0) {
        if (gap_within(l, x, y))
            return "within freight and insurance";
        if (is_thousandfold(y / x) || is_thousandfold(x / y))
            return "a factor of 1,000";
        cause = lag_of(g, l);
    }
    cause = cause ? cause : consigned(g, l, b);
    cause = cause ? cause : re_exports(g, l, b);
    cause = cause ? cause : unspecified(g, l, b);
    if (cause)
        return cause;
    if (!(x > 0) || !(y > 0)) {
        if (x + y < threshold * l->cells)
            return "below the threshold of a report";
        return x > 0 ? "exporter only" : "importer only";
    }
    return "unexplained";
}

bool cause_is_open(const struct line *l)
{
    return !strcmp(l->cause, "unexplained") || !strcmp(l->cause, "exporter only") ||
           !strcmp(l->cause, "importer only");
}

/* --- codes beside each other --- */

/* Two codes of one heading whose gaps go opposite ways and come to nothing together; the smaller is
 * half of the larger at least. */
static bool makes_up(const struct line *x, const struct line *y)
{
    double small = fmin(fabs(x->gap), fabs(y->gap)), large = fmax(fabs(x->gap), fabs(y->gap));
    return x->gap * y->gap < 0 && small * 2 > large &&
           gap_within(x, x->value[SIDE_EXPORTER] + y->value[SIDE_EXPORTER],
                      x->value[SIDE_IMPORTER] + y->value[SIDE_IMPORTER]);
}

static int larger(const void *x, const void *y)
{
    const struct line *a = *(struct line *const *)x, *b = *(struct line *const *)y;
    double p = fabs(a->gap), q = fabs(b->gap);
    return p != q ? (p > q ? -1 : 1) : strcmp(a->key, b->key);
}

/* The largest gaps first: each finds the largest that makes up for it. */
static void find_neighbours(struct gaps *g)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct line **order = arena_array(&own, struct line *, (size_t)g->count + 1);
    int n = 0;
    for (int i = 0; i < g->count; i++)
        if (cause_is_open(&g->line[i]))
            order[n++] = &g->line[i];
    qsort(order, (size_t)n, sizeof *order, larger);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < n && cause_is_open(order[i]); k++) {
            struct line *x = order[i], *y = order[k];
            if (k == i || !cause_is_open(y) || strncmp(x->key, y->key, 4) != 0 || !makes_up(x, y))
                continue;
            x->cause = arena_printf(g->arena, "a neighbouring code: %s", y->key);
            y->cause = arena_printf(g->arena, "a neighbouring code: %s", x->key);
        }
}

void causes_find(struct gaps *g, const struct besides *b)
{
    for (int i = 0; i < g->count; i++)
        g->line[i].cause = cause_of(g, &g->line[i], b->count ? find(b, g->line[i].key) : NULL);
    if (!strcmp(g->by, "code"))
        find_neighbours(g);
    for (int i = 0; i < g->count && b->count; i++) {
        struct line *l = &g->line[i];
        const char *cause = cause_is_open(l) ? origin_of(g, l, find(b, l->key)) : NULL;
        l->cause = cause ? cause : l->cause;
    }
}
