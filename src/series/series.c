/* series.c - cells as series: what each period of them means.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "series/inside.h"

/* limit SUMS_MAX: measures in the sum of a World, units of quantity: refused; */
enum { SUMS_MAX = 200 };

/* Series of one World or of one reporter's several layouts are sums over reporters: those of one
 * exporter, importer and unit, one for each measure, until the next begins. */
struct sums {
    struct arena arena;
    struct series *sum[SUMS_MAX];
    int count;
};

struct walk {
    struct published *published;
    struct arena scratch; /* of the current series */
    struct series series;
    struct sums sums;
    series_fn fn;
    void *ctx;
};

/* Offices publish within months of each other: one that is a year behind the others of its layout
 * (two, where figures are annual) has stopped. */
static bool has_stopped(const struct coverage *c)
{
    return c->last - c->until >= (c->freq == 'M' ? 12 : 2);
}

/* The status of every period by what the reporter published, no row seen yet. */
static void lay_out(struct walk *w)
{
    struct series *s = &w->series;
    const struct coverage *c = published_by(w->published, s);
    if (!c)
        return; /* no period of it is known: nothing can be said */
    s->from = c->from;
    s->until = c->until;
    s->first = c->first;
    s->n = c->last - s->first + 1 > c->n ? c->last - s->first + 1 : c->n;
    size_t n = (size_t)s->n;
    s->value = arena_array(&w->scratch, double, n);
    s->status = arena_array(&w->scratch, enum point_status, n);
    enum point_status after = has_stopped(c) ? POINT_STOPPED : POINT_NOT_YET_PUBLISHED;
    for (int i = 0; i < s->n; i++) {
        int index = s->first + i;
        bool published = i < c->n && c->published[i];
        s->status[i] = published ? POINT_NONE : index > s->until ? after : POINT_NOT_REPORTED;
        s->value[i] = published ? 0 : NAN;
    }
}

static void cut_renumbered(struct walk *w)
{
    struct series *s = &w->series;
    const struct renumbering *r = published_renumbering(w->published, s);
    for (int i = 0; r && i < s->n; i++) {
        int index = s->first + i;
        bool outside = (r->from && index < r->from) || (r->until && index > r->until);
        if (outside && (s->status[i] == POINT_NONE || s->status[i] == POINT_ZERO)) {
            s->status[i] = POINT_NOT_COVERED;
            s->value[i] = NAN;
        } else if (outside && s->status[i] == POINT_REPORTED) {
            s->status[i] = POINT_PARTIAL; /* the codes that are missing carried a part of it */
        }
    }
}

static struct series key_of(const struct cell_row *r)
{
    return (struct series){
        .exporter = r->exporter,
        .importer = r->importer,
        .unit = r->unit,
        .freq = r->freq,
        .direction = r->direction,
        .currency = r->currency,
        .valuation = r->valuation,
        .adapter = r->adapter,
        .measured_in = r->measured_in,
        .reporter = r->reporter,
    };
}

/* Adds one figure: several rows of a period are its codes. */
static void add_figure(struct series *s, int i, double amount, double weight, bool withheld)
{
    bool first = s->status[i] == POINT_NONE;
    bool lacks = s->status[i] == POINT_NOT_STATED || s->status[i] == POINT_INCOMPLETE;
    if (s->weight)
        s->weight[i] += weight;
    if (isnan(amount)) {
        s->value[i] = first ? (double)NAN : s->value[i];
        if (first || s->status[i] == POINT_ZERO)
            s->status[i] = withheld ? POINT_CONFIDENTIAL : POINT_NOT_STATED;
        else if (s->status[i] == POINT_REPORTED && !withheld)
            s->status[i] = POINT_INCOMPLETE;
        return;
    }
    s->value[i] = isnan(s->value[i]) ? amount : s->value[i] + amount;
    s->status[i] = s->value[i] == 0 ? POINT_ZERO : lacks ? POINT_INCOMPLETE : POINT_REPORTED;
}

struct figure {
    int32_t period;
    double amount, weight;
    bool withheld;
};

static int compare_reals(double a, double b)
{
    return isnan(a) || isnan(b) ? isnan(a) - isnan(b) : (a > b) - (a < b);
}

static int compare_figures(const void *x, const void *y)
{
    const struct figure *a = x, *b = y;
    int c = a->period < b->period ? -1 : a->period > b->period;
    c = c ? c : compare_reals(a->amount, b->amount);
    c = c ? c : compare_reals(a->weight, b->weight);
    return c ? c : a->withheld - b->withheld;
}

/* A store lists the figures of a period in no order, most often in that of time: sums must not
 * depend on it. */
static void order_figures(struct figure *f, int n)
{
    int k = 1;
    while (k < n && f[k - 1].period < f[k].period)
        k++;
    if (k < n)
        qsort(f, (size_t)n, sizeof *f, compare_figures);
}

static void read_points(struct series *s, const struct cell_row *r, struct arena *a)
{
    struct figure *f = arena_array(a, struct figure, (size_t)r->n + 1);
    for (int k = 0; k < r->n; k++)
        f[k] = (struct figure){r->period[k], r->amount[k], r->weight ? r->weight[k] : 0,
                               r->withheld && r->withheld[k] != 0};
    order_figures(f, r->n);
    if (r->weight && !s->weight)
        s->weight = arena_array(a, double, (size_t)s->n);
    for (int k = 0; k < r->n; k++) {
        int i = period_index(f[k].period) - s->first;
        bool known = i >= 0 && i < s->n && s->status[i] != POINT_NOT_REPORTED &&
                     s->status[i] != POINT_NOT_YET_PUBLISHED && s->status[i] != POINT_STOPPED;
        if (known) /* else of a month that is not published yet */
            add_figure(s, i, f[k].amount, f[k].weight, f[k].withheld);
    }
}

/* --- the World --- */

static bool same_goods(const struct series *x, const struct series *y)
{
    return x->exporter == y->exporter && x->importer == y->importer && x->freq == y->freq &&
           !strcmp(x->unit, y->unit);
}

static int flush(struct walk *w, struct err *err)
{
    struct sums *s = &w->sums;
    int rc = 0;
    for (int i = 0; i < s->count && !rc; i++)
        rc = w->fn(w->ctx, s->sum[i], err);
    s->count = 0;
    arena_reset(&s->arena);
    return rc;
}

/* Adds the series to the sum of its measure. */
static int gather(struct walk *w, struct err *err)
{
    struct sums *s = &w->sums;
    struct series *x = &w->series;
    if (s->count && !same_goods(s->sum[0], x))
        TRY(flush(w, err));
    for (int i = 0; i < s->count; i++)
        if (!strcmp(s->sum[i]->measured_in, x->measured_in)) {
            if (strcmp(s->sum[i]->valuation, x->valuation) != 0)
                s->sum[i]->valuation = "mixed";
            series_add(s->sum[i], x, &s->arena);
            return 0;
        }
    if (s->count == SUMS_MAX)
        return err_set(err, ERR_LIMIT, "more than %d units of quantity", SUMS_MAX);
    s->sum[s->count++] = series_keep(x, &s->arena);
    return 0;
}

static int walk_row(void *ctx, const struct cell_row *r, struct err *err)
{
    struct walk *w = ctx;
    arena_reset(&w->scratch);
    w->series = key_of(r);
    lay_out(w);
    read_points(&w->series, r, &w->scratch);
    cut_renumbered(w);
    if (!w->series.exporter || !w->series.importer)
        return gather(w, err);
    return w->fn(w->ctx, &w->series, err);
}

static void walk_free(struct walk *w)
{
    arena_free(&w->scratch);
    arena_free(&w->sums.arena);
}

int selected_each(struct selected *s, series_fn fn, void *ctx, struct err *err)
{
    CLEANUP(walk_free) struct walk w = {.published = s->published, .fn = fn, .ctx = ctx};
    TRY(cells_each(s->cells, walk_row, &w, err));
    return flush(&w, err);
}
