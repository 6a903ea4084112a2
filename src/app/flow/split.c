/* SPDX-License-Identifier: Apache-2.0 */
#include "app/flow/split.h"

#include <math.h>

#include "stats/dist.h"

enum { SERIES_LEAST = 8, PERIODS_LEAST = 6 };

/* Value and quantity of one series, by period of both windows. */
struct part {
    double *value[2], *quantity[2];
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

/* A month whose quantity is not stated on one side would read as volume. */
static void match(struct part *p, int n)
{
    for (int t = 0; t < n; t++)
        if (!(p->quantity[0][t] > 0) || !(p->quantity[1][t] > 0))
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
        for (int t = 0; t < w->n; t++) {
            int i = w->first + t - x->first;
            if (i < 0 || i >= x->n || !(x->value[i] > 0) || !(x->weight[i] > 0))
                continue;
            p.value[k][t] = x->value[i];
            p.quantity[k][t] = x->weight[i];
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

/* Without one period, and without one series; -1: with all. */
static struct split_result decompose(const struct split *s, int period, int series)
{
    struct split_result r = {.share = NAN, .low = NAN, .high = NAN};
    for (int i = 0; i < s->count; i++) {
        double v[2], q[2];
        if (i == series)
            continue;
        for (int k = 0; k < 2; k++) {
            v[k] = sum_of(s->part[i].value[k], s->side[k]->n, period);
            q[k] = sum_of(s->part[i].quantity[k], s->side[k]->n, period);
        }
        if (v[0] > 0 && v[1] > 0) {
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

struct split_result split_result(const struct split *s)
{
    struct split_result r = decompose(s, -1, -1);
    bool by_series = r.series >= SERIES_LEAST;
    int n = by_series ? s->count : s->side[0]->n, used = 0;
    if (isnan(r.share) || (!by_series && (n < PERIODS_LEAST || s->side[0]->n != s->side[1]->n)))
        return r;
    double *share = arena_array(s->arena, double, (size_t)n + 1);
    for (int i = 0; i < n; i++) {
        struct split_result one = by_series ? decompose(s, -1, i) : decompose(s, i, -1);
        if (!isnan(one.share))
            share[used++] = one.share;
    }
    if (used > 1)
        take_interval(&r, share, used);
    return r;
}
