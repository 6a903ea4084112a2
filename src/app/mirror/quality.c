/* SPDX-License-Identifier: Apache-2.0 */
#include "app/mirror/quality.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/err.h"
#include "stats/dist.h"
#include "stats/order.h"

enum { ROUNDS = 60, USUAL_CELLS = 5, DF = 4, TAILS = 8, GRID = 400 };
static const double least_variance = 1e-4, reach = 8; /* reach: of the grid, in deviations */

/* A cell that both report. */
struct pair_of {
    struct reporter *of[SIDES];
    double gap; /* log import - log export - margin */
};

static int by_area(const void *x, const void *y)
{
    const struct reporter *a = x, *b = y;
    return (a->area > b->area) - (a->area < b->area);
}

static bool has_both(const struct report *r)
{
    return r->value[SIDE_EXPORTER] > 0 && r->value[SIDE_IMPORTER] > 0;
}

static double gap_of(const struct report *r)
{
    return log(r->value[SIDE_IMPORTER] / r->value[SIDE_EXPORTER]) - r->margin;
}

static struct reporter *find(const struct quality *q, int side, int area)
{
    struct reporter key = {.area = area};
    return bsearch(&key, q->of[side], (size_t)q->count[side], sizeof key, by_area);
}

static void name_reporters(struct quality *q, const struct report *r, int count, struct arena *a)
{
    for (int side = 0; side < SIDES; side++) {
        struct reporter *list = arena_array(a, struct reporter, (size_t)count + 1);
        int n = 0, kept = 0;
        for (int i = 0; i < count; i++)
            if (has_both(&r[i]))
                list[n++] = (struct reporter){.area = r[i].area[side]};
        qsort(list, (size_t)n, sizeof *list, by_area);
        for (int i = 0; i < n; i++)
            if (!kept || list[kept - 1].area != list[i].area)
                list[kept++] = list[i];
        q->of[side] = list;
        q->count[side] = kept;
    }
}

static struct pair_of *pair_up(struct quality *q, const struct report *r, int count,
                               struct arena *a)
{
    struct pair_of *p = arena_array(a, struct pair_of, (size_t)count + 1);
    for (int i = 0; i < count; i++) {
        if (!has_both(&r[i]))
            continue;
        struct pair_of *x = &p[q->cells++];
        for (int side = 0; side < SIDES; side++) {
            x->of[side] = find(q, side, r[i].area[side]);
            x->of[side]->cells++;
        }
        x->gap = gap_of(&r[i]);
    }
    return p;
}

static double residual(const struct pair_of *x)
{
    return x->gap - x->of[SIDE_IMPORTER]->bias + x->of[SIDE_EXPORTER]->bias;
}

static double variance_of(const struct pair_of *x)
{
    return x->of[SIDE_EXPORTER]->variance + x->of[SIDE_IMPORTER]->variance;
}

static double weight(const struct pair_of *x)
{
    double e = residual(x);
    return (DF + 1) / (DF + e * e / variance_of(x));
}

/* One round of what reporters say too much: of the errors that are left, weighted, drawn to none.
 */
static void update_bias(struct quality *q, const struct pair_of *p, int side, double *sum,
                        double *weights)
{
    int sign = side == SIDE_IMPORTER ? 1 : -1;
    for (int i = 0; i < q->count[side]; i++)
        sum[i] = weights[i] = 0;
    for (int i = 0; i < q->cells; i++) {
        long at = p[i].of[side] - q->of[side];
        double w = weight(&p[i]) / variance_of(&p[i]);
        sum[at] += w * (residual(&p[i]) + sign * p[i].of[side]->bias) * sign;
        weights[at] += w;
    }
    for (int i = 0; i < q->count[side]; i++)
        q->of[side][i].bias = sum[i] / (weights[i] + USUAL_CELLS / q->usual);
}

/* And of how far they scatter: the part of each error that is theirs. */
static void update_variance(struct quality *q, const struct pair_of *p, int side, double *sum)
{
    for (int i = 0; i < q->count[side]; i++)
        sum[i] = 0;
    for (int i = 0; i < q->cells; i++) {
        double own = p[i].of[side]->variance, all = variance_of(&p[i]), e = residual(&p[i]);
        sum[p[i].of[side] - q->of[side]] += weight(&p[i]) * pow(own / all * e, 2) +
                                            own * (all - own) / all;
    }
    for (int i = 0; i < q->count[side]; i++) {
        struct reporter *x = &q->of[side][i];
        x->variance = fmax((sum[i] + USUAL_CELLS * q->usual) / (x->cells + USUAL_CELLS),
                           least_variance);
    }
}

/* Half of the scatter of all gaps, which two reports make. */
static double usual_of(const struct quality *q, const struct pair_of *p, double *scratch)
{
    for (int i = 0; i < q->cells; i++)
        scratch[i] = residual(&p[i]);
    double scale = q->cells > 1 ? order_mad(scratch, q->cells) : 0;
    return fmax(scale * scale / 2, least_variance);
}

void quality_read(struct quality *out, const struct report *r, int count, struct arena *a)
{
    CLEANUP(arena_free) struct arena own = {0};
    *out = (struct quality){.usual = least_variance};
    name_reporters(out, r, count, a);
    struct pair_of *p = pair_up(out, r, count, &own);
    double *sum = arena_array(&own, double, (size_t)count + 1);
    double *weights = arena_array(&own, double, (size_t)count + 1);
    out->usual = usual_of(out, p, sum);
    for (int side = 0; side < SIDES; side++)
        for (int i = 0; i < out->count[side]; i++)
            out->of[side][i].variance = out->usual;
    for (int round = 0; round < ROUNDS; round++)
        for (int side = 0; side < SIDES; side++) {
            update_bias(out, p, side, sum, weights);
            update_variance(out, p, side, sum);
        }
}

/* --- the best figure --- */

/* What one report says of the logarithm of the truth: a place and a scale. */
struct opinion {
    double at, scale;
};

static struct opinion opinion_of(const struct quality *q, const struct report *r, int side)
{
    const struct reporter *x = find(q, side, r->area[side]);
    double variance = x ? x->variance : q->usual, at = log(r->value[side]) - (x ? x->bias : 0);
    if (side == SIDE_IMPORTER) {
        at -= r->margin;
        variance += r->error * r->error;
    }
    return (struct opinion){at, sqrt(variance)};
}

static double density(const struct opinion *o, double at)
{
    double z = (at - o->at) / o->scale;
    return pow(1 + z * z / TAILS, -(TAILS + 1) / 2.0);
}

static struct best best_of_both(const struct opinion *x, const struct opinion *y)
{
    double scale = fmax(x->scale, y->scale), low = fmin(x->at, y->at) - reach * scale;
    double high = fmax(x->at, y->at) + reach * scale, step = (high - low) / GRID;
    double mass[GRID], total = 0, sum = 0, before = 0;
    const double asked[] = {0.025, 0.5, 0.975};
    double found[3] = {0};
    for (int i = 0; i < GRID; i++)
        total += mass[i] = density(x, low + (i + 0.5) * step) * density(y, low + (i + 0.5) * step);
    for (int i = 0, k = 0; i < GRID && k < 3; i++) {
        sum += mass[i] / total;
        for (; k < 3 && sum >= asked[k]; k++)
            found[k] = low + (i + (asked[k] - before) / (sum - before)) * step;
        before = sum;
    }
    return (struct best){exp(found[1]), exp(found[0]), exp(found[2])};
}

struct best quality_best(const struct quality *q, const struct report *r)
{
    struct opinion o[SIDES] = {{0}};
    for (int side = 0; side < SIDES; side++)
        if (r->value[side] > 0)
            o[side] = opinion_of(q, r, side);
    if (has_both(r))
        return best_of_both(&o[SIDE_EXPORTER], &o[SIDE_IMPORTER]);
    const struct opinion *one = &o[r->value[SIDE_EXPORTER] > 0 ? SIDE_EXPORTER : SIDE_IMPORTER];
    return (struct best){exp(one->at), 0,
                         exp(one->at + student_quantile(0.975, TAILS) * one->scale)};
}
