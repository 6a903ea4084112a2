/* SPDX-License-Identifier: Apache-2.0 */
#include "app/flow/split.h"

#include <math.h>

#include "stats/dist.h"

enum { SERIES_LEAST = 8, PERIODS_LEAST = 6 };

/* Value and quantity of one series, by period of both windows. */
struct part {
    double *value[2], *quantity[2];
    bool *open[2];  /* a value whose quantity is not stated, or not even that is known */
    bool traded[2]; /* then, now */
};

struct split {
    struct arena *arena;
    const struct side *side[2]; /* then, now */
    struct part *part;
    int count;
};

struct split *split_open(const struct compare *c)
{
    struct split *s = arena_new(c->arena, struct split);
    *s = (struct split){.arena = c->arena, .side = {&c->then, &c->now}};
    return s;
}

/* A month whose quantity is not stated on one side would read as volume; one without trade is
 * that. */
static void match(struct part *p, int n)
{
    for (int t = 0; t < n; t++)
        if (p->open[0][t] || p->open[1][t])
            for (int k = 0; k < 2; k++)
                p->value[k][t] = p->quantity[k][t] = 0;
}

void split_add(struct split *s, const struct series *x, bool then, bool now)
{
    struct part p = {.traded = {then, now}};
    for (int k = 0; k < 2; k++) {
        const struct side *w = s->side[k];
        p.value[k] = arena_array(s->arena, double, (size_t)w->n);
        p.quantity[k] = arena_array(s->arena, double, (size_t)w->n);
        p.open[k] = arena_array(s->arena, bool, (size_t)w->n);
        for (int t = 0; t < w->n; t++) {
            int i = w->first + t - x->first;
            bool there = i >= 0 && i < x->n;
            p.open[k][t] = !there || isnan(x->value[i]) ||
                           (x->value[i] > 0 && !(series_weight(x, i) > 0));
            if (p.open[k][t] || !(x->value[i] > 0))
                continue;
            p.value[k][t] = x->value[i];
            p.quantity[k][t] = series_weight(x, i);
        }
    }
    if (then && now && s->side[0]->n == s->side[1]->n)
        match(&p, s->side[0]->n);
    s->part = arena_grow(s->arena, s->part, (size_t)s->count, sizeof *s->part);
    s->part[s->count++] = p;
}

static double sum_of(const double *v, int n, int without)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += i == without ? 0 : v[i];
    return sum;
}

static double logarithmic_mean(double x, double y)
{
    return x == y ? x : (x - y) / log(x / y);
}

/* Sums of a series then and now, without one period; whether it has both, so that it can be split.
 */
static bool sums_of(double v[2], double q[2], const struct split *s, int series, int period)
{
    for (int k = 0; k < 2; k++) {
        v[k] = sum_of(s->part[series].value[k], s->side[k]->n, period);
        q[k] = sum_of(s->part[series].quantity[k], s->side[k]->n, period);
    }
    return v[0] > 0 && v[1] > 0;
}

/* Without one period, and without one series; -1: with all. */
static struct split_result decompose(const struct split *s, int period, int series)
{
    struct split_result r = {.share = NAN, .low = NAN, .high = NAN};
    for (int i = 0; i < s->count; i++) {
        double v[2], q[2];
        if (i == series)
            continue;
        if (sums_of(v, q, s, i, period)) {
            double mean = logarithmic_mean(v[1], v[0]);
            r.price += mean * log(v[1] / q[1] / (v[0] / q[0]));
            r.volume += mean * log(q[1] / q[0]);
            r.series++;
        } else if (!s->part[i].traded[0] || !s->part[i].traded[1]) {
            r.begun += v[1];
            r.ended -= v[0];
        }
    }
    if (r.price + r.volume != 0)
        r.share = r.price / (r.price + r.volume);
    return r;
}

/* The jackknife: n shares, each without one of what varies. */
static void take_interval(struct split_result *r, const double *share, int n)
{
    double mean = 0, squares = 0;
    for (int i = 0; i < n; i++)
        mean += share[i] / n;
    for (int i = 0; i < n; i++)
        squares += (share[i] - mean) * (share[i] - mean);
    double reach = student_quantile(0.975, n - 1) * sqrt(squares * (n - 1) / n);
    r->low = r->share - reach;
    r->high = r->share + reach;
}

/* Whether a series is split at all, or a period has part in what is: others say nothing of how the
 * share varies. */
static bool varies(const struct split *s, bool by_series, int i)
{
    double v[2], q[2];
    if (by_series)
        return sums_of(v, q, s, i, -1);
    for (int k = 0; k < s->count; k++)
        if (s->part[k].value[0][i] + s->part[k].value[1][i] > 0 && sums_of(v, q, s, k, -1))
            return true;
    return false;
}

struct split_result split_result(const struct split *s)
{
    struct split_result r = decompose(s, -1, -1);
    bool by_series = r.series >= SERIES_LEAST;
    int n = by_series ? s->count : s->side[0]->n, used = 0;
    if (isnan(r.share) || (!by_series && (n < PERIODS_LEAST || s->side[0]->n != s->side[1]->n)))
        return r;
    double *share = arena_array(s->arena, double, (size_t)n + 1);
    for (int i = 0; i < n; i++) {
        if (!varies(s, by_series, i))
            continue;
        struct split_result one = by_series ? decompose(s, -1, i) : decompose(s, i, -1);
        if (!isnan(one.share))
            share[used++] = one.share;
    }
    if (used > 1)
        take_interval(&r, share, used);
    return r;
}

int split_check(const struct compare_params *q, struct err *err)
{
    const char *per = q->per ? q->per : "kg";
    if (q->deflators && (q->split || q->flow.measure != MEASURE_VALUE))
        return err_set(err, ERR_USAGE, "--deflators is for values, and not with --split");
    if (q->split && q->flow.measure != MEASURE_VALUE)
        return err_set(err, ERR_USAGE, "--split is of values: without --weight or --quantity");
    if (!strcmp(per, "kg") || !strcmp(per, "piece") || !strcmp(per, "unit"))
        return 0;
    err_set(err, ERR_USAGE, "--per '%s' is none", per);
    err_subject(err, per);
    return err_hint(err, "kg, piece or unit");
}
