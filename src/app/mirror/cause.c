/* SPDX-License-Identifier: Apache-2.0 */
#include "app/mirror/cause.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/table.h"
#include "stats/order.h"

const char cause_within[] = "within freight and insurance";

static const double trades_on = 0.5;  /* of what it sends, an exporter that is not where goods are
                                         from  brought that much in at least */
static const double threshold = 1000; /* below which offices may ask for no record of a consignment
                                         (in the Union by Regulation (EU) 2020/1197) */

/* --- one row --- */

static const char *amount(const struct gaps *g, double v)
{
    CLEANUP(buf_free) struct buf b = {0};
    number_format(&b, v, STYLE_AMOUNT);
    return arena_printf(g->arena, "%s %s", b.s, g->pairs.currency);
}

static bool is_thousandfold(double ratio)
{
    return fabs(log(ratio / 1000)) < log(1 + margin_most) / 2;
}

/* Periods in which one side is a thousand times the other: taken for the same units, both sides are
 * within freight and insurance. */
static const char *thousands_of(const struct gaps *g, struct line *l)
{
    double x = 0, y = 0;
    int off = 0;
    for (int t = 0; t < g->periods; t++) {
        double sent = l->period[SIDE_EXPORTER][t], came = l->period[SIDE_IMPORTER][t];
        bool both = sent > 0 && came > 0, more = both && is_thousandfold(came / sent),
             less = both && is_thousandfold(sent / came);
        off += more || less;
        x += less ? sent / 1000 : sent;
        y += more ? came / 1000 : came;
    }
    if (!off || !gap_within(l, x, y))
        return NULL;
    l->evidence = arena_printf(g->arena,
                               "in %d of %d periods; in one unit the exporter has %s, the importer "
                               "%s",
                               off, g->periods, amount(g, x), amount(g, y));
    return "a factor of 1,000";
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
static const char *lag_of(const struct gaps *g, struct line *l)
{
    static const char *const words[LAGS] = {"a lag of one month", "a lag of two months"};
    for (int k = 1; k <= LAGS && g->pairs.monthly && strcmp(g->by, "month") != 0; k++) {
        struct fit moved = fit_of(g, l, k, g->last - k), still = fit_of(g, l, 0, g->last - k);
        bool closer = moved.matched != still.matched ? moved.matched > still.matched
                                                     : moved.spread < 0.9 * still.spread;
        if (2 * moved.months < g->periods || !closer ||
            !gap_within(l, moved.exported, moved.imported))
            continue;
        l->evidence = arena_printf(
            g->arena,
            "moved so, the importer has %s against %s; %d months are of both and their ratios lie "
            "%.0f %% apart (as they stand: %d, %.0f %%)",
            amount(g, moved.imported), amount(g, moved.exported), moved.matched, 100 * moved.spread,
            still.matched, 100 * still.spread);
        return words[k - 1];
    }
    return NULL;
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
        b->arrived - l->value[SIDE_IMPORTER] < lacks)
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

/* Goods whose code is not told: XXXXXX, 9905SSSS. */
static bool is_withheld(const struct gaps *g, const struct line *l)
{
    return !strcmp(g->by, "code") && strspn(l->key, "0123456789") != strlen(l->key) &&
           strcmp(l->key, "TOTAL") != 0;
}

/* The first benign cause that fits. */
static const char *cause_of(const struct gaps *g, struct line *l, const struct beside *b)
{
    double x = l->value[SIDE_EXPORTER], y = l->value[SIDE_IMPORTER];
    const char *cause = NULL;
    if (is_withheld(g, l))
        return "codes withheld";
    if (g->mixed && (g->count == 1 || !gap_within(l, x, y)))
        return "a total beside a sum of what is held";
    if (x > 0 && y > 0) {
        if (gap_within(l, x, y))
            return cause_within;
        if (is_thousandfold(y / x) || is_thousandfold(x / y))
            return "a factor of 1,000";
        cause = thousands_of(g, l);
        cause = cause ? cause : lag_of(g, l);
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

/* Rows that no cause fits so far, the largest gaps first. */
static struct line **open_lines(const struct gaps *g, int *n, struct arena *a)
{
    struct line **order = arena_array(a, struct line *, (size_t)g->count + 1);
    *n = 0;
    for (int i = 0; i < g->count; i++)
        if (cause_is_open(&g->line[i]))
            order[(*n)++] = &g->line[i];
    qsort(order, (size_t)*n, sizeof *order, larger);
    return order;
}

/* Each finds the largest that makes up for it. */
static void find_neighbours(struct gaps *g)
{
    CLEANUP(arena_free) struct arena own = {0};
    int n;
    struct line **order = open_lines(g, &n, &own);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < n && cause_is_open(order[i]); k++) {
            struct line *x = order[i], *y = order[k];
            if (k == i || !cause_is_open(y) || strncmp(x->key, y->key, 4) != 0 || !makes_up(x, y))
                continue;
            x->cause = arena_printf(g->arena, "a neighbouring code: %s", y->key);
            y->cause = arena_printf(g->arena, "a neighbouring code: %s", x->key);
            x->evidence = y->evidence = arena_printf(
                g->arena, "together the exporter has %s, the importer %s",
                amount(g, x->value[SIDE_EXPORTER] + y->value[SIDE_EXPORTER]),
                amount(g, x->value[SIDE_IMPORTER] + y->value[SIDE_IMPORTER]));
        }
}

/* --- codes that are not told --- */

static const double held = 0.9;    /* of a gap, by what is withheld in the same periods */
static const double sizable = .05; /* of what is withheld: into much anything would fit */

/* What a side has under codes that it does not tell: by period what is left of it, and all. */
struct untold {
    double *left, all;
};

/* The side that says less may hold what is missing under codes that it does not tell; what makes up
 * for one gap makes up for no other. */
static const char *withheld_of(const struct gaps *g, struct line *l,
                               const struct untold untold[SIDES])
{
    static const char *const who[SIDES] = {"exporter", "importer"};
    enum side less = l->value[SIDE_EXPORTER] < l->value[SIDE_IMPORTER] ? SIDE_EXPORTER
                                                                       : SIDE_IMPORTER;
    const struct untold *u = &untold[less];
    double missing = 0, found = 0;
    for (int t = 0; t < g->periods; t++) {
        double gap = fmax(l->period[!less][t] - l->period[less][t], 0);
        missing += gap;
        found += fmin(gap, u->left[t]);
    }
    if (!(found > 0) || found < held * missing || missing < sizable * u->all)
        return NULL;
    for (int t = 0; t < g->periods; t++)
        u->left[t] -= fmin(fmax(l->period[!less][t] - l->period[less][t], 0), u->left[t]);
    l->evidence = arena_printf(g->arena,
                               "the %s has %s under codes that it does not tell, of which %s in "
                               "the periods, and of the size, of what is missing here",
                               who[less], amount(g, u->all), amount(g, found));
    return "codes withheld";
}

static struct untold untold_of(const struct gaps *g, enum side k)
{
    struct untold u = {.left = arena_array(g->arena, double, (size_t)g->periods + 1)};
    for (int i = 0; i < g->count; i++)
        for (int t = 0; is_withheld(g, &g->line[i]) && t < g->periods; t++) {
            u.left[t] += g->line[i].period[k][t];
            u.all += g->line[i].period[k][t];
        }
    return u;
}

/* The largest gaps first. */
static void find_withheld(struct gaps *g)
{
    CLEANUP(arena_free) struct arena own = {0};
    const struct untold untold[SIDES] = {untold_of(g, SIDE_EXPORTER), untold_of(g, SIDE_IMPORTER)};
    int n;
    struct line **order = open_lines(g, &n, &own);
    for (int i = 0; i < n; i++) {
        const char *cause = withheld_of(g, order[i], untold);
        order[i]->cause = cause ? cause : order[i]->cause;
    }
}

/* --- all rows --- */

void causes_find(struct gaps *g, const struct besides *b)
{
    for (int i = 0; i < g->count; i++)
        g->line[i].cause = cause_of(g, &g->line[i],
                                    b->count ? besides_find(b, g->line[i].key) : NULL);
    if (!strcmp(g->by, "code"))
        find_neighbours(g);
    for (int i = 0; i < g->count && b->count; i++) {
        struct line *l = &g->line[i];
        const char *cause = cause_is_open(l) ? origin_of(g, l, besides_find(b, l->key)) : NULL;
        l->cause = cause ? cause : l->cause;
    }
    if (!strcmp(g->by, "code"))
        find_withheld(g);
}
