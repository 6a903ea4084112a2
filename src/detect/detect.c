/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/detect.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "detect/annual.h"
#include "detect/monthly.h"
#include "stats/fdr.h"

enum { BATCH = 4096, THREADS_MAX = 64 };

struct tested {
    struct finding finding;
    struct annual annual; /* logs of an annual series: its p waits for the prior */
};

struct detector {
    struct arena *arena, batch; /* the batch holds the series that wait */
    struct detect_options options;
    struct tested *tested;
    int count, too_short, renumbered, full;
    int waiting; /* the last so many of tested are monthly series to look at */
};

struct detector *detect_open(const struct detect_options *options, struct arena *a)
{
    struct detector *d = arena_new(a, struct detector);
    d->arena = a;
    d->options = *options;
    if (d->options.threads < 1)
        d->options.threads = (int)sysconf(_SC_NPROCESSORS_ONLN);
    if (d->options.threads > THREADS_MAX)
        d->options.threads = THREADS_MAX;
    return d;
}

/* --- batches --- */

struct share {
    struct detector *d;
    int first, step;
};

static void *look_at_share(void *ctx)
{
    const struct share *s = ctx;
    for (int i = s->first; i < s->d->count; i += s->step) {
        struct finding *f = &s->d->tested[i].finding;
        if (f->series && f->series->freq == 'M')
            monthly_test(f, f->series, s->d->options.since_month, s->d->options.method);
    }
    return NULL;
}

/* Each series by itself, so that it does not matter who looks at it. */
static void look_at_batch(struct detector *d)
{
    int threads = d->waiting < 8 ? 1 : d->options.threads, from = d->count - d->waiting;
    struct share share[THREADS_MAX];
    pthread_t thread[THREADS_MAX];
    bool runs[THREADS_MAX] = {false};
    for (int t = 0; t < threads; t++)
        share[t] = (struct share){d, from + t, threads};
    for (int t = 1; t < threads; t++)
        runs[t] = !pthread_create(&thread[t], NULL, look_at_share, &share[t]);
    for (int t = 0; t < threads; t++)
        if (!runs[t])
            look_at_share(&share[t]);
    for (int t = 1; t < threads; t++)
        if (runs[t])
            pthread_join(thread[t], NULL);
}

/* What may be shown moves out of the batch, which is then let go. */
static void settle_batch(struct detector *d)
{
    look_at_batch(d);
    for (int i = d->count - d->waiting; i < d->count; i++) {
        struct finding *f = &d->tested[i].finding;
        if (f->series->freq == 'A' || f->p < d->options.keep) {
            f->series = series_keep(f->series, d->arena);
        } else {
            f->series = NULL;
        }
        d->full += f->full;
    }
    d->waiting = 0;
    arena_free(&d->batch);
    d->batch = (struct arena){0};
}

void detect_add(struct detector *d, const struct series *s)
{
    struct tested t = {.finding.series = s};
    if (series_renumbered(s)) {
        d->renumbered++;
        return;
    }
    bool long_enough = s->freq == 'M'
                           ? monthly_describe(&t.finding, s, d->options.since_month)
                           : annual_look(&t.annual, &t.finding, s, d->options.since_year);
    if (!long_enough) {
        d->too_short++;
        return;
    }
    t.finding.series = series_keep(s, &d->batch);
    d->tested = arena_grow(d->arena, d->tested, (size_t)d->count, sizeof *d->tested);
    d->tested[d->count++] = t;
    if (++d->waiting == BATCH)
        settle_batch(d);
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
    return c ? c : (int)a->series->direction - (int)b->series->direction;
}

void detect_close(struct detector *d, struct findings *out)
{
    settle_batch(d);
    test_annual(d);
    double *p = arena_array(d->arena, double, (size_t)d->count + 1);
    for (int i = 0; i < d->count; i++)
        p[i] = d->tested[i].finding.p;
    *out = (struct findings){
        .too_short = d->too_short, .renumbered = d->renumbered, .full = d->full};
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
