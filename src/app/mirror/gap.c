/* SPDX-License-Identifier: Apache-2.0 */
#include "app/mirror/gap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/dist.h"
#include "stats/fdr.h"
#include "stats/order.h"
#include "stats/robust.h"

enum { MONTHS_LEAST = 6, ROWS_LEAST = 8 };
static const double huber = 1.345;

/* --- rows --- */

static const char *key_of(const struct gaps *g, const struct pair *c, char text[16])
{
    return !strcmp(g->by, "code")       ? c->unit
           : !strcmp(g->by, "month")    ? period_text(text, c->period)
           : !strcmp(g->by, "exporter") ? areas_iso3(g->pairs.areas, c->exporter)
                                        : areas_iso3(g->pairs.areas, c->importer);
}

static int compare_keys(const void *x, const void *y)
{
    return strcmp(((const struct line *)x)->key, ((const struct line *)y)->key);
}

static void name_rows(struct gaps *g)
{
    char text[16];
    int n = 0;
    g->line = arena_array(g->arena, struct line, (size_t)g->pairs.count + 1);
    for (int i = 0; i < g->pairs.count; i++)
        g->line[i].key = arena_strdup(g->arena, key_of(g, &g->pairs.cell[i], text));
    qsort(g->line, (size_t)g->pairs.count, sizeof *g->line, compare_keys);
    for (int i = 0; i < g->pairs.count; i++)
        if (!n || strcmp(g->line[n - 1].key, g->line[i].key) != 0)
            g->line[n++] = g->line[i];
    g->count = n;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < SIDES; k++)
            g->line[i].period[k] = arena_array(g->arena, double, (size_t)(g->periods + LAGS));
}

struct line *gaps_line(const struct gaps *g, const char *name)
{
    struct line key = {.key = name};
    return bsearch(&key, g->line, (size_t)g->count, sizeof key, compare_keys);
}

struct line *gaps_of(const struct gaps *g, const struct pair *c)
{
    char text[16];
    return gaps_line(g, key_of(g, c, text));
}

static int place_of(const struct gaps *g, int period)
{
    return period_index(period) - period_index(g->pairs.window.from);
}

static void add_quantity(struct line *l, const struct pair *c)
{
    for (int k = 0; k < SIDES; k++) {
        l->weight[k] += c->weight[k];
        if (!c->counted[k])
            continue;
        if (l->counted[k] && strcmp(l->counted[k], c->counted[k]) != 0)
            l->quantity[k] = NAN;
        l->quantity[k] += c->quantity[k];
        l->counted[k] = c->counted[k];
    }
}

static void add_margin(struct gaps *g, struct line *l, const struct pair *c)
{
    struct margin m = margin_of(&g->margins, c->exporter, c->importer,
                                worths_of(&g->worths, c->unit));
    double w = fmax(c->value[SIDE_EXPORTER], c->value[SIDE_IMPORTER]);
    l->margin.share += w * m.share;
    l->margin.low += w * m.low;
    l->margin.high += w * m.high;
    l->weights += w;
}

static void add_cell(struct gaps *g, const struct pair *c)
{
    struct line *l = gaps_of(g, c);
    int at = place_of(g, c->period);
    if (at < 0 || at >= g->periods + LAGS)
        return;
    l->period[SIDE_IMPORTER][at] += c->value[SIDE_IMPORTER];
    if (c->value[SIDE_IMPORTER] > 0 && at > g->last)
        g->last = at;
    if (at >= g->periods)
        return;
    l->period[SIDE_EXPORTER][at] += c->value[SIDE_EXPORTER];
    add_quantity(l, c);
    add_margin(g, l, c);
    l->cells += c->value[SIDE_EXPORTER] > 0 || c->value[SIDE_IMPORTER] > 0;
    for (int k = 0; k < SIDES; k++) {
        l->value[k] += c->value[k];
        l->only[k] += c->value[k] > 0 && !(c->value[!k] > 0);
    }
}

static void finish(struct line *l)
{
    double x = l->value[SIDE_EXPORTER], y = l->value[SIDE_IMPORTER];
    if (l->weights > 0) {
        l->margin.share /= l->weights;
        l->margin.low /= l->weights;
        l->margin.high /= l->weights;
    }
    l->gap = y / (1 + l->margin.share) - x;
    l->low = y / (1 + l->margin.high) - x;
    l->high = y / (1 + l->margin.low) - x;
    l->p = l->p_adjusted = l->best = l->best_low = l->best_high = NAN;
    l->evidence = "";
}

void gaps_read(struct gaps *g)
{
    g->periods = place_of(g, g->pairs.window.until) + 1;
    name_rows(g);
    for (int i = 0; i < g->pairs.count; i++)
        add_cell(g, &g->pairs.cell[i]);
    int n = 0;
    for (int i = 0; i < g->count; i++)
        if (g->line[i].cells) {
            finish(&g->line[i]);
            g->line[n++] = g->line[i];
        }
    g->count = n;
}

bool gap_within(const struct line *l, double exporter, double importer)
{
    double most = fmax(l->margin.high, l->margin.share);
    return importer / (1 + most) <= exporter && exporter <= importer;
}

/* --- how surely --- */

static bool has_both(const struct line *l)
{
    return l->value[SIDE_EXPORTER] > 0 && l->value[SIDE_IMPORTER] > 0;
}

static double distance_of(const struct line *l)
{
    return log(l->value[SIDE_IMPORTER] / l->value[SIDE_EXPORTER]) - log1p(l->margin.share);
}

/* By its own months; NAN: too few of both sides. */
static double by_months(const struct gaps *g, const struct line *l)
{
    CLEANUP(arena_free) struct arena own = {0};
    double *ratio = arena_array(&own, double, (size_t)g->periods + 1);
    double *copy = arena_array(&own, double, (size_t)g->periods + 1);
    int n = 0;
    for (int i = 0; i < g->periods; i++)
        if (l->period[0][i] > 0 && l->period[1][i] > 0)
            ratio[n++] = log(l->period[SIDE_IMPORTER][i] / l->period[SIDE_EXPORTER][i]);
    if (n < MONTHS_LEAST || !g->pairs.monthly || !strcmp(g->by, "month"))
        return NAN;
    double at = robust_location(ratio, n, huber_weight, huber);
    double scale = order_qn(memcpy(copy, ratio, (size_t)n * sizeof *ratio), n);
    double error = scale * sqrt(serial_inflation(ratio, n, at) / n);
    double off = fmax(log1p(l->margin.low) - at, at - log1p(l->margin.high));
    return off <= 0 ? 1 : error > 0 ? 2 * student_upper(off / error, n - 1) : 0;
}

void gaps_test(struct gaps *g)
{
    CLEANUP(arena_free) struct arena own = {0};
    double *v = arena_array(&own, double, (size_t)g->count + 1);
    int n = 0;
    for (int i = 0; i < g->count; i++)
        if (has_both(&g->line[i]))
            v[n++] = distance_of(&g->line[i]);
    double scale = n >= ROWS_LEAST ? order_qn(v, n) : 0;
    for (int i = 0; i < g->count; i++) {
        struct line *l = &g->line[i];
        l->p = has_both(l) ? by_months(g, l) : (double)NAN;
        if (isnan(l->p) && has_both(l) && scale > 0)
            l->p = 2 * student_upper(fabs(distance_of(l)) / scale, 4);
        v[i] = l->p;
    }
    fdr_adjust(v, v, g->count);
    for (int i = 0; i < g->count; i++)
        g->line[i].p_adjusted = v[i];
}
