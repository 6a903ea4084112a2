/* SPDX-License-Identifier: Apache-2.0 */
#include "fit/lts_work.h"

#include <string.h>

#include "stats/ols.h"
#include "stats/order.h"

/* --- kicks --- */

/* Concentration during which one value is held in or held out; then without that. */
static double concentrate_holding(struct lts *l, double *theta, int held)
{
    bool in = !l->in[held];
    for (int round = 0; round < 5; round++) {
        lts_objective(l, theta, NULL);
        lts_pick_smallest(l);
        if (l->in[held] == in && round)
            break;
        l->in[held] = in;
        lts_pick(l, l->in);
        lts_reduce(l, theta, lts_steps(l), 1e-6);
    }
    return lts_concentrate(l, theta, 100, lts_steps(l));
}

/* The values whose residuals are nearest to the limit between those in and those out. */
static bool kick_once(struct lts *l, struct lts_best *best)
{
    struct lts_point origin = best->point[0];
    int known = l->m->known, reach = known / 6 + 2, low = l->h - reach, high = l->h + reach;
    double limits[2];
    lts_objective(l, origin.theta, NULL);
    memcpy(l->sorted, l->square, (size_t)known * sizeof *l->sorted);
    order_sort(l->sorted, known);
    limits[0] = l->sorted[low > 0 ? low : 0];
    limits[1] = l->sorted[high < known ? high : known - 1];
    for (int k = 0; k < known; k++) {
        double theta[MODEL_COLUMNS_MAX];
        memcpy(theta, origin.theta, sizeof theta);
        lts_objective(l, theta, NULL);
        if (l->square[k] < limits[0] || l->square[k] > limits[1])
            continue;
        lts_pick_smallest(l);
        double objective = concentrate_holding(l, theta, l->m->use[k]);
        lts_keep(best, theta, objective);
    }
    return best->point[0].objective < origin.objective * (1 - 1e-10);
}

void lts_kick(struct lts *l, struct lts_best *best)
{
    for (int round = 0; round < 10 && best->count && kick_once(l, best); round++)
        ;
}

/* --- exchanges (D. M. Hawkins, Computational Statistics and Data Analysis 17, 1994) --- */

/* Rows of the Jacobian, and L^-1 of them for the factor L of what is picked: products of those are
 * the leverages. */
static void leverages(struct lts *l, const double *theta)
{
    int p = l->m->columns;
    double gram[MODEL_COLUMNS_MAX * MODEL_COLUMNS_MAX], factor[sizeof gram / sizeof *gram];
    double right[MODEL_COLUMNS_MAX];
    lts_normal_equations(l, theta, gram, right);
    chol_factor(factor, gram, p);
    for (int k = 0; k < l->m->known; k++) {
        double *z = l->forward + k * p;
        model_value(l->m, theta, l->m->use[k], z);
        chol_forward(z, factor, p);
    }
}

static double dot(const double *a, const double *b, int p)
{
    double sum = 0;
    for (int j = 0; j < p; j++)
        sum += a[j] * b[j];
    return sum;
}

/* The pair whose exchange lowers the sum of squares most, by the update formulas of least squares
 * (A. C. Atkinson and H.-M. Mulira, Statistics and Computing 3, 1993); false when none does. */
static bool best_exchange(struct lts *l, const double *theta, int *out, int *in)
{
    const struct model *m = l->m;
    int p = m->columns;
    double objective = lts_objective(l, theta, NULL), best = -1e-9 * objective;
    bool found = false;
    leverages(l, theta);
    for (int a = 0; a < m->known; a++) {
        if (!l->in[m->use[a]])
            continue;
        const double *za = l->forward + a * p;
        double ea = l->residual[a], keep_a = 1 - dot(za, za, p);
        for (int b = 0; b < m->known; b++) {
            if (l->in[m->use[b]])
                continue;
            const double *zb = l->forward + b * p;
            double eb = l->residual[b], across = dot(za, zb, p), with_b = 1 + dot(zb, zb, p);
            double change = (eb * eb * keep_a - ea * ea * with_b + 2 * ea * eb * across) /
                            (keep_a * with_b + across * across);
            if (keep_a > 1e-9 && change < best) {
                best = change;
                *out = a;
                *in = b;
                found = true;
            }
        }
    }
    return found;
}

static void exchange(struct lts *l, struct lts_point *point)
{
    int out, in;
    for (int round = 0; round < 50; round++) {
        double theta[MODEL_COLUMNS_MAX];
        memcpy(theta, point->theta, sizeof theta);
        lts_objective(l, theta, NULL);
        lts_pick_smallest(l);
        if (!best_exchange(l, theta, &out, &in))
            return;
        l->in[l->m->use[out]] = false;
        l->in[l->m->use[in]] = true;
        lts_pick(l, l->in);
        lts_reduce(l, theta, 50, 1e-12);
        double objective = lts_concentrate(l, theta, 100, lts_steps(l));
        if (!(objective < point->objective * (1 - 1e-10)))
            return;
        memcpy(point->theta, theta, sizeof theta);
        point->objective = objective;
    }
}

void lts_exchange(struct lts *l, struct lts_best *best, int how_many)
{
    struct lts_best from = *best;
    for (int k = 0; k < from.count && k < how_many; k++) {
        struct lts_point p = from.point[k];
        exchange(l, &p);
        if (p.objective < from.point[k].objective)
            lts_keep(best, p.theta, p.objective);
    }
}
