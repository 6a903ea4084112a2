/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/detect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "detect/annual.h"
#include "detect/monthly.h"
#include "stats/fdr.h"

struct tested {
    struct finding finding;
    struct annual annual; /* logs of an annual series: its p waits for the prior */
};

struct detector {
    struct arena *arena;
    struct detect_options options;
    struct tested *tested;
    int count, too_short, renumbered;
};

struct detector *detect_open(const struct detect_options *options, struct arena *a)
{
    struct detector *d = arena_new(a, struct detector);
    d->arena = a;
    d->options = *options;
    return d;
}

static bool is_renumbered(const struct series *s)
{
    for (int i = 0; i < s->n; i++)
        if (s->status[i] == POINT_NOT_COVERED)
            return true;
    return false;
}

void detect_add(struct detector *d, const struct series *s)
{
    struct tested t = {.finding.series = s};
    if (is_renumbered(s)) {
        d->renumbered++;
        return;
    }
    bool long_enough = s->freq == 'M'
                           ? monthly_test(&t.finding, s, d->options.since_month)
                           : annual_look(&t.annual, &t.finding, s, d->options.since_year);
    if (!long_enough) {
        d->too_short++;
        return;
    }
    bool may_show = s->freq == 'A' || t.finding.p < d->options.keep;
    if (may_show && s->freq == 'M')
        monthly_interval(&t.finding, s, d->options.since_month);
    t.finding.series = may_show ? series_keep(s, d->arena) : NULL;
    d->tested = arena_grow(d->arena, d->tested, (size_t)d->count, sizeof *d->tested);
    d->tested[d->count++] = t;
}

/* Annual series lend each other their variance: the tests come when all are there. */
static void test_annual(struct detector *d)
{
    struct annual **list = arena_array(d->arena, struct annual *, (size_t)d->count + 1);
    int n = 0;
    for (int i = 0; i < d->count; i++)
        if (d->tested[i].annual.before)
            list[n++] = &d->tested[i].annual;
    struct shrink prior = annual_prior(list, n, d->arena);
    for (int i = 0; i < d->count; i++)
        if (d->tested[i].annual.before)
            annual_test(&d->tested[i].finding, &d->tested[i].annual, prior);
}

static int compare_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) : 0;
}

/* Largest excess first; every tie is broken by what the series is. */
static int compare_finding(const void *x, const void *y)
{
    const struct finding *a = x, *b = y;
    double u = fabs(a->excess), v = fabs(b->excess);
    if (u != v)
        return u > v ? -1 : 1;
    if (a->series->exporter != b->series->exporter)
        return a->series->exporter < b->series->exporter ? -1 : 1;
    if (a->series->importer != b->series->importer)
        return a->series->importer < b->series->importer ? -1 : 1;
    int c = compare_text(a->series->unit, b->series->unit);
    return c ? c : compare_text(a->series->direction, b->series->direction);
}

void detect_close(struct detector *d, struct findings *out)
{
    test_annual(d);
    double *p = arena_array(d->arena, double, (size_t)d->count + 1);
    for (int i = 0; i < d->count; i++)
        p[i] = d->tested[i].finding.p;
    *out = (struct findings){.too_short = d->too_short, .renumbered = d->renumbered};
    out->tested = fdr_adjust(p, p, d->count);
    out->finding = arena_array(d->arena, struct finding, (size_t)d->count + 1);
    for (int i = 0; i < d->count; i++) {
        struct finding *f = &d->tested[i].finding;
        f->p_adjusted = p[i];
        if (f->p < d->options.keep)
            out->finding[out->count++] = *f;
    }
    qsort(out->finding, (size_t)out->count, sizeof *out->finding, compare_finding);
}
