/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/detect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "detect/annual.h"
#include "detect/monthly.h"
#include "detect/panel/crew.h"
#include "detect/panel/learn.h"
#include "stats/fdr.h"

struct tested {
    struct finding finding;
    double bayes[READING_FAMILIES]; /* logarithms of Bayes factors */
    bool beside;
};

struct detector {
    struct arena *arena;
    struct detect_options options;
    struct tested *tested;
    int count, too_short, renumbered;
    struct known months, years;
};

struct detector *detect_open(const struct detect_options *options, struct arena *a)
{
    struct detector *d = arena_new(a, struct detector);
    d->arena = a;
    d->options = *options;
    if (d->options.threads < 1)
        d->options.threads = crew_size();
    return d;
}

static bool add(struct detector *d, const struct series *s, bool beside)
{
    struct tested t = {.finding.series = s, .beside = beside};
    if (series_renumbered(s)) {
        d->renumbered++;
        return false;
    }
    bool long_enough = s->freq == 'M' ? monthly_describe(&t.finding, s, d->options.since_month)
                                      : annual_describe(&t.finding, s, d->options.since_year);
    if (!long_enough) {
        d->too_short++;
        return false;
    }
    t.finding.series = series_keep(s, d->arena);
    d->tested = arena_grow(d->arena, d->tested, (size_t)d->count, sizeof *d->tested);
    d->tested[d->count++] = t;
    return true;
}

bool detect_add(struct detector *d, const struct series *s)
{
    return add(d, s, false);
}

bool detect_add_beside(struct detector *d, const struct series *s)
{
    return add(d, s, true);
}

/* --- tests --- */

static void learn_of(struct detector *d, struct known *k, char freq)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct learned *list = arena_array(&own, struct learned, (size_t)d->count + 1);
    int n = 0;
    for (int i = 0; i < d->count; i++) {
        const struct series *s = d->tested[i].finding.series;
        if (s->freq == freq && !d->tested[i].beside)
            list[n++] = (struct learned){
                .series = s,
                .window = freq == 'M' ? monthly_window(s, d->options.since_month)
                                      : annual_window(s, d->options.since_year, &own)};
    }
    struct learn_options o = {.years = freq == 'A',
                              .calendar = freq == 'M' && !d->options.no_calendar,
                              .threads = d->options.threads};
    learn(k, list, n, &o, d->arena);
}

static void test_one(void *ctx, int i)
{
    struct detector *d = ctx;
    struct finding *f = &d->tested[i].finding;
    double *bayes = d->tested[i].bayes;
    if (f->series->freq == 'M')
        monthly_test(f, f->series, d->options.since_month, d->options.method, &d->months, bayes);
    else
        annual_test(f, f->series, d->options.since_year, &d->years, bayes);
    if (f->bayes > -INFINITY)
        bayes[f->family] = f->bayes;
}

/* --- many series --- */

enum { ROUNDS = 100 };
static const double shares[READING_FAMILIES] = {.15, .04, .04, .08}; /* before the panel */
static const double series_before = 20;                              /* that those count as */

/* Odds from which a series counts: what is less likely is left out where the study shows that it is
 * often something else. */
static const double counted[READING_FAMILIES] = {.2, 1, 0, 1};

/* The share of series in which there is a change of the family: that which makes the Bayes factors
 * of all series likeliest, or less; a quarter of what is known before at least. */
static double share_of(const struct detector *d, int family)
{
    double share = shares[family], *bayes = arena_array(d->arena, double, (size_t)d->count + 1);
    int n = 0;
    for (int i = 0; i < d->count; i++)
        if (!d->tested[i].beside)
            bayes[n++] = exp(fmin(d->tested[i].bayes[family], 600));
    for (int round = 0; round < ROUNDS; round++) {
        double sum = series_before * shares[family];
        for (int i = 0; i < n; i++) {
            double odds = share / (1 - share) * bayes[i];
            sum += odds > counted[family] ? odds / (1 + odds) : 0;
        }
        share = fmin(fmax(sum / (n + series_before), shares[family] / 4), 0.9);
    }
    return share;
}

/* The chance that there is no lasting change of any kind: kinds are possibilities beside each
 * other, and what one says of a series the others may say too. */
static double none_of(const struct tested *t, const double share[READING_FAMILIES])
{
    double odds = 0;
    for (int k = 0; k < READING_FAMILIES; k++)
        if (k != READING_BURST)
            odds += share[k] / (1 - share[k]) * exp(fmin(t->bayes[k], 600));
    return 1 / (1 + odds);
}

static void adjust_by_chance(struct detector *d)
{
    double *none = arena_array(d->arena, double, (size_t)d->count + 1);
    double share[READING_FAMILIES];
    for (int k = 0; k < READING_FAMILIES; k++)
        share[k] = share_of(d, k);
    for (int i = 0; i < d->count; i++) {
        struct finding *f = &d->tested[i].finding;
        none[i] = 1 / (1 + exp(f->bayes + log(share[f->family] / (1 - share[f->family]))));
        f->none = f->bayes > -INFINITY ? none_of(&d->tested[i], share) : 1;
    }
    fdr_of_chances(none, none, d->count);
    for (int i = 0; i < d->count; i++)
        d->tested[i].finding.p_adjusted = none[i];
}

/* Largest excess first; every tie is broken by what the series is. */
static int compare_finding(const void *x, const void *y)
{
    const struct finding *a = x, *b = y;
    double u = fabs(a->excess), v = fabs(b->excess);
    return u != v ? (u > v ? -1 : 1) : series_compare(a->series, b->series);
}

/* So few series teach little: there the step-up procedure on the p-values, which asks nothing of
 * the panel, counts where it says less. */
enum { FEW_SERIES = 200 };

static void adjust(struct detector *d)
{
    double *p = arena_array(d->arena, double, (size_t)d->count + 1);
    for (int i = 0; i < d->count; i++)
        p[i] = d->tested[i].finding.p;
    fdr_adjust(p, p, d->count);
    adjust_by_chance(d);
    for (int i = 0; i < d->count; i++) {
        struct finding *f = &d->tested[i].finding;
        double few = d->count < FEW_SERIES ? p[i] : 1;
        f->p_adjusted = fmax(fmin(f->p_adjusted, few), f->p);
    }
}

static int by_series(const void *x, const void *y)
{
    return series_compare(((const struct tested *)x)->finding.series,
                          ((const struct tested *)y)->finding.series);
}

void detect_close(struct detector *d, struct findings *out)
{
    *out = (struct findings){
        .too_short = d->too_short, .renumbered = d->renumbered, .tested = d->count};
    if (d->count)
        qsort(d->tested, (size_t)d->count, sizeof *d->tested, by_series);
    learn_of(d, &d->months, 'M');
    learn_of(d, &d->years, 'A');
    crew_each(d->options.threads, d->count, test_one, d);
    adjust(d);
    out->common = fmax(d->months.common.there ? d->months.common.spread : 0,
                       d->years.common.there ? d->years.common.spread : 0);
    out->calendar = d->months.calendar;
    out->finding = arena_array(d->arena, struct finding, (size_t)d->count + 1);
    for (int i = 0; i < d->count; i++) {
        const struct finding *f = &d->tested[i].finding;
        out->full += f->full;
        if (f->p < d->options.keep)
            out->finding[out->count++] = *f;
    }
    qsort(out->finding, (size_t)out->count, sizeof *out->finding, compare_finding);
}
