/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/detect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "detect/annual.h"
#include "detect/panel/chosen.h"
#include "detect/monthly.h"
#include "detect/panel/crew.h"
#include "detect/panel/learn.h"
#include "stats/fdr.h"

struct added {
    const struct series *series;
    bool beside;
};

/* What is kept of each of very many series. */
struct tested {
    struct finding *finding; /* NULL: its p is not below what is kept */
    double p;
    double bayes[READING_FAMILIES]; /* logarithms of Bayes factors */
    double best;                    /* that of its reading; -INFINITY: none found */
    int family;                     /* of that */
    bool full;
};

struct detector {
    struct arena *arena;
    struct detect_options options;
    struct added *added;
    int count, too_short, renumbered;
    struct tested *tested; /* of each that was added */
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

static bool describe(const struct detector *d, struct finding *f, const struct series *s)
{
    *f = (struct finding){.series = s};
    return s->freq == 'M' ? monthly_describe(f, s, d->options.since_month)
                          : annual_describe(f, s, d->options.since_year);
}

static bool add(struct detector *d, const struct series *s, bool beside)
{
    struct finding f;
    if (series_renumbered(s)) {
        d->renumbered++;
        return false;
    }
    if (!describe(d, &f, s)) {
        d->too_short++;
        return false;
    }
    d->added = arena_grow(d->arena, d->added, (size_t)d->count, sizeof *d->added);
    d->added[d->count++] = (struct added){series_keep(s, d->arena), beside};
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
        const struct series *s = d->added[i].series;
        if (s->freq == freq && !d->added[i].beside)
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
    struct tested *t = &d->tested[i];
    const struct series *s = d->added[i].series;
    struct finding f;
    describe(d, &f, s); /* which was long enough when it was added */
    if (s->freq == 'M')
        monthly_test(&f, s, d->options.since_month, d->options.method, &d->months, t->bayes);
    else
        annual_test(&f, s, d->options.since_year, &d->years, t->bayes);
    if (f.bayes > -INFINITY)
        t->bayes[f.family] = f.bayes;
    t->p = f.p;
    t->best = f.bayes;
    t->family = f.family;
    t->full = f.full;
    if (f.p < d->options.keep) {
        t->finding = must(malloc(sizeof f));
        *t->finding = f;
    }
}

/* --- many series --- */

enum { ROUNDS = 100 };
static const double shares[READING_FAMILIES] = {.15, .04, .04, .08}; /* before the panel */
static const double series_before = 20;                              /* that those count as */
static const double least_share = .25; /* of them, whatever the panel says */

/* Odds from which a series counts: what is less likely is left out where the study shows that it is
 * often something else. */
static const double counted[READING_FAMILIES] = {.8, 1, 0, 1};

/* Changes that do not count: where nothing changes Bayes factors are 1 on average, and the part of
 * that mean that is below the odds is the chance of a change to fall there.  Of walks it is more
 * than a change has, and no more is believed than this leaves. */
static const double least_counted = .6;

/* The share of series in which there is a change of the family: that which makes the Bayes factors
 * of all series likeliest, by those that count; a quarter of what is known before at least. */
static double share_of(const struct detector *d, int family)
{
    CLEANUP(arena_free) struct arena own = {0};
    double share = shares[family], *bayes = arena_array(&own, double, (size_t)d->count + 1);
    int n = 0;
    for (int i = 0; i < d->count; i++)
        if (!d->added[i].beside)
            bayes[n++] = exp(fmin(d->tested[i].bayes[family], 600));
    for (int round = 0; round < ROUNDS; round++) {
        double sum = 0, below = 0;
        for (int i = 0; i < n; i++) {
            double odds = share / (1 - share) * bayes[i];
            bool counts = odds > counted[family];
            sum += counts ? odds / (1 + odds) : 0;
            below += counts ? 0 : bayes[i];
        }
        sum /= fmax(1 - below / (n + 1), least_counted);
        share = (sum + series_before * shares[family]) / (n + series_before);
        share = fmin(fmax(share, least_share * shares[family]), 0.9);
    }
    return share;
}

/* Changes of level where few of them are sure: as many as the sample has by all that it says
 * (panel/learn.c), less those before the date asked about, which what is none makes as well, and no
 * more than are known before. */
static double share_of_faint(const struct detector *d)
{
    const struct panel *p = &d->months.panel;
    double more = p->kind[WEIGHED_LEVEL] - p->kind[WEIGHED_EARLIER];
    return p->faint ? fmin(more, shares[READING_LEVEL]) : 0;
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

static double log_odds(double chance)
{
    return log(chance / (1 - chance));
}

/* least: of each family, the Bayes factor from which it is reported, as a logarithm. */
static void adjust_by_chance(const struct detector *d, double *none, double *least)
{
    double share[READING_FAMILIES];
    for (int k = 0; k < READING_FAMILIES; k++)
        share[k] = share_of(d, k);
    share[READING_LEVEL] = fmax(share[READING_LEVEL], share_of_faint(d));
    for (int i = 0; i < d->count; i++) {
        const struct tested *t = &d->tested[i];
        none[i] = 1 / (1 + exp(t->best + log_odds(share[t->family])));
        if (t->finding)
            t->finding->none = t->best > -INFINITY ? none_of(t, share) : 1;
    }
    double most = fdr_least_likely(none, d->count, d->options.keep);
    for (int k = 0; k < READING_FAMILIES; k++)
        least[k] = -log_odds(most) - log_odds(share[k]);
    fdr_of_chances(none, none, d->count);
}

/* Those that the p-values let in may be less likely. */
static void adjust_by_p(const struct detector *d, double *p, double *least)
{
    int among = 0;
    for (int i = 0; i < d->count; i++)
        p[i] = d->tested[i].p;
    fdr_adjust(p, p, d->count);
    for (int i = 0; i < d->count; i++)
        among += p[i] <= d->options.keep;
    double most = d->options.keep * (among > 0 ? among : 1) / d->count;
    for (int k = 0; k < READING_FAMILIES; k++)
        least[k] = fmin(least[k], reading_bayes_of(most, (enum reading_family)k));
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

static void adjust(const struct detector *d)
{
    CLEANUP(arena_free) struct arena own = {0};
    double *p = arena_array(&own, double, (size_t)d->count + 1);
    double *none = arena_array(&own, double, (size_t)d->count + 1), least[READING_FAMILIES];
    bool few = d->count < FEW_SERIES, all = d->options.keep >= 1;
    adjust_by_chance(d, none, least);
    if (few)
        adjust_by_p(d, p, least);
    for (int i = 0; i < d->count; i++) {
        struct finding *f = d->tested[i].finding;
        if (!f)
            continue;
        f->p_adjusted = fmax(fmin(none[i], few ? p[i] : 1), f->p);
        if (!all)
            chosen_widen(f, least[f->family]);
    }
}

static int by_series(const void *x, const void *y)
{
    return series_compare(((const struct added *)x)->series, ((const struct added *)y)->series);
}

/* Those that are kept, largest excess first. */
static void take_findings(struct detector *d, struct findings *out)
{
    for (int i = 0; i < d->count; i++) {
        out->full += d->tested[i].full;
        out->count += d->tested[i].finding != NULL;
    }
    out->finding = arena_array(d->arena, struct finding, (size_t)out->count + 1);
    for (int i = 0, n = 0; i < d->count; i++) {
        struct finding *f = d->tested[i].finding;
        if (f)
            out->finding[n++] = *f;
        free(f);
    }
    qsort(out->finding, (size_t)out->count, sizeof *out->finding, compare_finding);
}

void detect_close(struct detector *d, struct findings *out)
{
    CLEANUP(arena_free) struct arena own = {0};
    *out = (struct findings){
        .too_short = d->too_short, .renumbered = d->renumbered, .tested = d->count};
    if (d->count)
        qsort(d->added, (size_t)d->count, sizeof *d->added, by_series);
    learn_of(d, &d->months, 'M');
    learn_of(d, &d->years, 'A');
    d->tested = arena_array(&own, struct tested, (size_t)d->count + 1);
    crew_each(d->options.threads, d->count, test_one, d);
    adjust(d);
    out->common = fmax(d->months.common.there ? d->months.common.spread : 0,
                       d->years.common.there ? d->years.common.spread : 0);
    out->calendar = d->months.calendar;
    take_findings(d, out);
}
