/* SPDX-License-Identifier: Apache-2.0 */
#include "app/mirror/margin.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "stats/dist.h"
#include "stats/ols.h"
#include "stats/order.h"
#include "stats/robust.h"

const double margin_usual = 0.05, margin_most = 0.2;
enum { PAIRS_LEAST = 10, CELLS_LEAST = 100, ROUNDS = 50 };
static const double huber = 1.345;

/* A cell with its terms; those of one pair follow each other. */
struct row {
    int pair[SIDES];
    double term[MARGIN_TERMS], ratio, weight;
};

static bool terms_of(double term[MARGIN_TERMS], struct ref *ref, int exporter, int importer,
                     double worth)
{
    int km;
    bool contiguous;
    if (!ref_distance(ref, exporter, importer, &km, &contiguous) || km < 1)
        return false;
    term[0] = 1;
    term[1] = log(km);
    term[2] = contiguous;
    term[3] = worth;
    return true;
}

static int by_pair(const void *x, const void *y)
{
    const struct row *a = x, *b = y;
    for (int k = 0; k < SIDES; k++)
        if (a->pair[k] != b->pair[k])
            return a->pair[k] < b->pair[k] ? -1 : 1;
    return (a->ratio > b->ratio) - (a->ratio < b->ratio);
}

static bool same_pair(const struct row *x, const struct row *y)
{
    return x->pair[0] == y->pair[0] && x->pair[1] == y->pair[1];
}

static int rows_of(struct row *row, const struct report *r, int count, struct ref *ref, int *pairs)
{
    int n = 0;
    for (int i = 0; i < count; i++) {
        struct row x = {.pair = {r[i].area[0], r[i].area[1]}, .weight = 1};
        if (!(r[i].value[0] > 0) || !(r[i].value[1] > 0) ||
            !terms_of(x.term, ref, x.pair[0], x.pair[1], r[i].worth))
            continue;
        x.ratio = log(r[i].value[SIDE_IMPORTER] / r[i].value[SIDE_EXPORTER]);
        row[n++] = x;
    }
    qsort(row, (size_t)n, sizeof *row, by_pair);
    *pairs = 0;
    for (int i = 0; i < n; i++)
        *pairs += !i || !same_pair(&row[i - 1], &row[i]);
    return n;
}

static double residual(const struct row *x, const double *coefficient)
{
    double fitted = 0;
    for (int k = 0; k < MARGIN_TERMS; k++)
        fitted += x->term[k] * coefficient[k];
    return x->ratio - fitted;
}

/* One weighted least squares; inverse gets (X'WX)^-1. */
static void solve(double *coefficient, double *inverse, const struct row *row, int n,
                  struct arena *a)
{
    double *x = arena_array(a, double, (size_t)n *MARGIN_TERMS);
    double *y = arena_array(a, double, (size_t)n);
    for (int i = 0; i < n; i++) {
        double root = sqrt(row[i].weight);
        for (int k = 0; k < MARGIN_TERMS; k++)
            x[i * MARGIN_TERMS + k] = root * row[i].term[k];
        y[i] = root * row[i].ratio;
    }
    ols_qr(x, y, n, MARGIN_TERMS, coefficient, inverse, NULL);
    for (int k = 0; k < MARGIN_TERMS; k++)
        coefficient[k] = isnan(coefficient[k]) ? 0 : coefficient[k];
}

/* The sandwich of pairs of states, within which cells are alike (K.-Y. Liang and S. L. Zeger,
 * Biometrika 73, 1986). */
static void sandwich(struct margins *m, const double *inverse, const struct row *row, int n)
{
    double meat[MARGIN_TERMS * MARGIN_TERMS] = {0}, half[MARGIN_TERMS * MARGIN_TERMS] = {0};
    for (int i = 0, j; i < n; i = j) {
        double score[MARGIN_TERMS] = {0};
        for (j = i; j < n && same_pair(&row[i], &row[j]); j++)
            for (int k = 0; k < MARGIN_TERMS; k++)
                score[k] += row[j].weight * residual(&row[j], m->coefficient) * row[j].term[k];
        for (int k = 0; k < MARGIN_TERMS; k++)
            for (int l = 0; l < MARGIN_TERMS; l++)
                meat[k * MARGIN_TERMS + l] += score[k] * score[l];
    }
    for (int k = 0; k < MARGIN_TERMS; k++)
        for (int l = 0; l < MARGIN_TERMS; l++)
            for (int t = 0; t < MARGIN_TERMS; t++)
                half[k * MARGIN_TERMS + l] += inverse[k * MARGIN_TERMS + t] *
                                              meat[t * MARGIN_TERMS + l];
    double scale = m->pairs / (m->pairs - 1.0);
    memset(m->variance, 0, sizeof m->variance);
    for (int k = 0; k < MARGIN_TERMS; k++)
        for (int l = 0; l < MARGIN_TERMS; l++)
            for (int t = 0; t < MARGIN_TERMS; t++)
                m->variance[k * MARGIN_TERMS + l] += scale * half[k * MARGIN_TERMS + t] *
                                                     inverse[t * MARGIN_TERMS + l];
}

void margins_fit(struct margins *out, const struct report *r, int count, struct ref *ref)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct row *row = arena_array(&own, struct row, (size_t)count + 1);
    double inverse[MARGIN_TERMS * MARGIN_TERMS];
    *out = (struct margins){.ref = ref};
    int n = rows_of(row, r, count, ref, &out->pairs);
    out->cells = n;
    out->fitted = out->pairs >= PAIRS_LEAST && n >= CELLS_LEAST;
    double *scratch = arena_array(&own, double, (size_t)n + 1);
    for (int round = 0; round < ROUNDS && out->fitted; round++) {
        CLEANUP(arena_free) struct arena one = {0};
        solve(out->coefficient, inverse, row, n, &one);
        for (int i = 0; i < n; i++)
            scratch[i] = residual(&row[i], out->coefficient);
        double scale = fmax(order_mad(scratch, n), 1e-6);
        for (int i = 0; i < n; i++)
            row[i].weight = huber_weight(residual(&row[i], out->coefficient) / scale, huber);
    }
    if (out->fitted)
        sandwich(out, inverse, row, n);
}

static double within(double share)
{
    return fmin(fmax(share, 0), margin_most);
}

struct margin margin_of(const struct margins *m, int exporter, int importer, double worth)
{
    double term[MARGIN_TERMS], at = 0, variance = 0;
    if (!m->fitted || !terms_of(term, m->ref, exporter, importer, worth))
        return (struct margin){margin_usual, 0, margin_most};
    for (int k = 0; k < MARGIN_TERMS; k++) {
        at += term[k] * m->coefficient[k];
        for (int l = 0; l < MARGIN_TERMS; l++)
            variance += term[k] * term[l] * m->variance[k * MARGIN_TERMS + l];
    }
    double reach = student_quantile(0.975, m->pairs - 1) * sqrt(fmax(variance, 0));
    return (struct margin){within(exp(at) - 1), within(exp(at - reach) - 1),
                           within(exp(at + reach) - 1)};
}

void margin_log(struct report *r, const struct margins *m)
{
    struct margin x = margin_of(m, r->area[SIDE_EXPORTER], r->area[SIDE_IMPORTER], r->worth);
    r->margin = log1p(x.share);
    r->error = (log1p(x.high) - log1p(x.low)) / (2 * normal_quantile(0.975));
}
