/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/panel/learn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "detect/panel/crew.h"
#include "detect/panel/polish.h"
#include "stats/shrink.h"

enum { PILOT = 2000, PILOT_CHAINS = 500, PILOT_TAILS = 500, QUIET = 12, QUIET_SERIES = 50 };

/* Of changes that are small; so many times as many of them as of large ones. */
static const double small_size = 0.6, most_are_small = 2;

struct pilot {
    const struct learned *list;
    int count;
    struct weighed *weighed; /* without a class: nothing to say */
    struct onoff **chain;    /* NULL: always trade, or never, or enough of them */
    bool *constant;          /* always trade, or never */
    struct arena *arena;     /* one for each chain */
    const struct known *known;
    bool values_only; /* not chains, nor single values */
    bool quiet;       /* only what is before the date asked about */
};

/* --- the sample --- */

static uint64_t mark(const struct series *s)
{
    uint64_t h = 14695981039346656037U; /* FNV-1a (G. Fowler, L. C. Noll and K.-P. Vo, 1991) */
    const int numbers[] = {s->exporter, s->importer, s->reporter, (int)s->direction};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        h = (h ^ (uint64_t)(unsigned)numbers[i]) * 1099511628211U;
    for (const char *c = s->unit; c && *c; c++)
        h = (h ^ (uint64_t)(unsigned char)*c) * 1099511628211U;
    return h ^ h >> 29;
}

static int by_mark(const void *x, const void *y)
{
    const struct learned *a = x, *b = y;
    return a->mark != b->mark ? (a->mark < b->mark ? -1 : 1) : series_compare(a->series, b->series);
}

/* --- what each says --- */

/* The values before the date asked about by themselves. */
static void weigh_quiet(struct pilot *p, int i, const struct prepared *r, struct weigh_options *o)
{
    int n = r->from;
    o->from = n;
    if (n >= QUIET && n <= NOISE_LONGEST)
        weigh(&p->weighed[i], noise_grid(n, n >= SEASONAL_LEAST ? r->season : 0), r->value, o);
}

static void weigh_one(void *ctx, int i)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct pilot *p = ctx;
    const struct read_window *w = &p->list[i].window;
    struct prepared r;
    p->weighed[i].df = 0;
    p->weighed[i].louder = -1;
    p->weighed[i].singles = 0;
    p->chain[i] = NULL;
    if (!prepare(&r, w->y, w->n, w->season, w->from, &own))
        return;
    struct weigh_options o = weigh_options_of(&r, &p->known->panel);
    if (p->quiet) {
        weigh_quiet(p, i, &r, &o);
        return;
    }
    if (r.m >= READING_LEAST && r.m <= NOISE_LONGEST)
        weigh(&p->weighed[i], noise_grid(r.m, r.season), r.value, &o);
    if (p->values_only)
        return;
    if (p->weighed[i].df > 0 && i < PILOT_TAILS)
        weigh_single_values(&p->weighed[i], noise_grid(r.m, r.season), r.value, &o);
    p->constant[i] = i < PILOT_CHAINS && !prepared_chains(&r);
    if (i < PILOT_CHAINS && prepared_chains(&r)) {
        p->chain[i] = arena_new(&p->arena[i], struct onoff);
        onoff_open(p->chain[i], r.trade, r.months, r.asked, &p->arena[i]);
    }
}

/* The scale first, by which the rest is weighed. */
static void learn_scale(struct known *k, const struct pilot *p, struct arena *a)
{
    double *variance = arena_array(a, double, (size_t)p->count + 1);
    double *df = arena_array(a, double, (size_t)p->count + 1);
    int n = 0;
    for (int i = 0; i < p->count; i++)
        if (p->weighed[i].df > 0) {
            variance[n] = p->weighed[i].variance;
            df[n++] = p->weighed[i].df;
        }
    struct shrink prior = shrink_fit(variance, df, n);
    if (prior.df > 0)
        k->panel.scale = (struct scale_prior){fmin(prior.df, 30), prior.variance,
                                              k->panel.scale.growth};
}

/* Those with something to say, moved to the front. */
static int take_weighed(struct pilot *p)
{
    int n = 0;
    for (int i = 0; i < p->count; i++)
        if (p->weighed[i].df > 0)
            p->weighed[n++] = p->weighed[i];
    return n;
}

static void learn_shares(struct known *k, struct pilot *p)
{
    int chains = 0, constant = 0;
    for (int i = 0; i < p->count; i++) {
        constant += p->constant[i];
        if (p->chain[i])
            p->chain[chains++] = p->chain[i];
    }
    onoff_learn(&k->onoff, p->chain, chains, constant);
    panel_learn(&k->panel, p->weighed, take_weighed(p));
}

/* Small changes are left to walks and trends, which one as large as ever fits less.  Where twice as
 * many are found by a smaller size, the classes and kinds are those that it leads to; each is
 * weighed by the usual one after all, for a smaller one takes much that is none for a change. Where
 * spreads change nothing is asked: a louder part looks like small changes.  before: the panel
 * before it learned. */
static void try_small(struct known *k, struct pilot *p, const struct panel *before, int threads)
{
    struct known small = *k;
    if (k->panel.louder > 0)
        return;
    small.panel = *before;
    small.panel.size = small_size;
    p->known = &small;
    p->values_only = true;
    crew_each(threads, p->count, weigh_one, p);
    p->values_only = false;
    p->known = k;
    panel_learn_classes(&small.panel, p->weighed, take_weighed(p));
    if (small.panel.kind[WEIGHED_LEVEL] < most_are_small * k->panel.kind[WEIGHED_LEVEL])
        return;
    for (int c = 0; c < NOISE_CLASSES; c++)
        panel_share(&k->panel, c, small.panel.weight[c]);
    memcpy(k->panel.kind, small.panel.kind, sizeof k->panel.kind);
    k->panel.faint = true;
}

/* The share of walks. */
static double walking(const struct panel *p)
{
    double share = 0;
    for (int c = 0; c < NOISE_CLASSES; c++)
        share += noise_walk(c % NOISE_FORMS) > 0 ? p->weight[c] : 0;
    return share;
}

/* A step in some series looks like a walk in them: walks beyond those of the values before the date
 * asked about are taken back, as many as the panel has changes of level. */
static void take_walks_back(struct known *k, struct pilot *p)
{
    struct panel quiet, *all = &k->panel;
    int weighed = take_weighed(p);
    if (weighed < QUIET_SERIES)
        return;
    panel_default(&quiet, 12, false);
    panel_learn_classes(&quiet, p->weighed, weighed);
    double share = walking(all), back = fmin(share - walking(&quiet), all->kind[WEIGHED_LEVEL]);
    if (!(back > 0))
        return;
    for (int c = 0; c < NOISE_CLASSES; c++)
        panel_share(all, c,
                    all->weight[c] * (noise_walk(c % NOISE_FORMS) > 0
                                          ? (share - back) / share
                                          : (1 - share + back) / (1 - share)));
}

static void take_calendar_out(struct read_window *w, const struct series *s,
                              const struct known *known, struct arena *a)
{
    struct calendar_effects effects = calendar_of(&known->calendar, s);
    calendar_take_out(w, &effects, a);
}

/* What goes before all else: learned from all series, the days before what they share. */
static void learn_shared(struct known *k, const struct learned *list, int count,
                         const struct learn_options *o, struct arena *a)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct read_window *window = arena_array(&own, struct read_window, (size_t)count + 1);
    const struct series **series = arena_array(&own, const struct series *, (size_t)count + 1);
    for (int i = 0; i < count; i++) {
        window[i] = list[i].window;
        series[i] = list[i].series;
    }
    if (o->calendar)
        calendar_learn(&k->calendar, series, window, count, o->threads, a);
    for (int i = 0; i < count; i++)
        take_calendar_out(&window[i], series[i], k, &own);
    polish_common(&k->common, window, count, o->threads, a);
}

void take_out_known(struct read_window *w, const struct series *s, const struct known *known,
                    struct arena *a)
{
    take_calendar_out(w, s, known, a);
    common_take_out(w, &known->common, a);
}

void learn(struct known *k, struct learned *list, int count, const struct learn_options *o,
           struct arena *a)
{
    CLEANUP(arena_free) struct arena own = {0};
    int threads = o->threads;
    known_default(k, o->years ? 0 : 12, o->years);
    learn_shared(k, list, count, o, a);
    for (int i = 0; i < count; i++)
        list[i].mark = mark(list[i].series);
    qsort(list, (size_t)count, sizeof *list, by_mark);
    for (int i = 0; i < count && i < PILOT; i++)
        take_out_known(&list[i].window, list[i].series, k, &own);
    struct pilot p = {
        .list = list, .count = count < PILOT ? count : PILOT, .known = k, .values_only = true};
    size_t size = (size_t)p.count + 1;
    p.weighed = arena_array(&own, struct weighed, size);
    p.chain = arena_array(&own, struct onoff *, size);
    p.constant = arena_array(&own, bool, size);
    p.arena = arena_array(&own, struct arena, PILOT_CHAINS);
    crew_each(threads, p.count, weigh_one, &p);
    learn_scale(k, &p, &own);
    p.values_only = false;
    struct panel before = k->panel;
    crew_each(threads, p.count, weigh_one, &p);
    learn_shares(k, &p);
    if (!o->years)
        try_small(k, &p, &before, threads);
    p.quiet = true;
    if (!o->years) {
        crew_each(threads, p.count, weigh_one, &p);
        take_walks_back(k, &p);
    }
    for (int i = 0; i < PILOT_CHAINS; i++)
        arena_free(&p.arena[i]);
}
