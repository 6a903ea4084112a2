/* SPDX-License-Identifier: Apache-2.0 */
#include "fit/lts_work.h"

#include <math.h>
#include <string.h>

#include "stats/ols.h"
#include "stats/order.h"
#include "stats/random.h"

struct lts *lts_open(const struct model *m, int h, struct arena *a)
{
    struct lts *l = arena_new(a, struct lts);
    size_t n = (size_t)m->n + 1, p = (size_t)m->columns;
    *l = (struct lts){
        .m = m,
        .h = h < m->known ? h : m->known,
        .residual = arena_array(a, double, n),
        .square = arena_array(a, double, n),
        .sorted = arena_array(a, double, n),
        .forward = arena_array(a, double, n *p),
        .in = arena_array(a, bool, n),
        .picked = arena_array(a, int, n),
    };
    return l;
}

/* --- residuals and the h smallest --- */

static double sum_smallest(struct lts *l)
{
    double sum = 0;
    memcpy(l->sorted, l->square, (size_t)l->m->known * sizeof *l->sorted);
    order_select(l->sorted, l->m->known, l->h - 1);
    for (int i = 0; i < l->h; i++)
        sum += l->sorted[i];
    return sum;
}

double lts_objective(struct lts *l, const double *theta, double *residual)
{
    const struct model *m = l->m;
    for (int i = 0; residual && i < m->n; i++)
        residual[i] = NAN;
    for (int k = 0; k < m->known; k++) {
        int i = m->use[k];
        double r = m->y[i] - model_value(m, theta, i, NULL);
        l->residual[k] = r;
        l->square[k] = r * r;
        if (residual)
            residual[i] = r;
    }
    return sum_smallest(l);
}

/* Picks the h smallest of the squares as lts_objective() left them; of equals the earliest. */
void lts_pick_smallest(struct lts *l)
{
    double limit = l->sorted[l->h - 1];
    int below = 0;
    for (int k = 0; k < l->m->known; k++)
        below += l->square[k] < limit;
    int equals = l->h - below;
    l->picked_count = 0;
    for (int k = 0; k < l->m->known; k++) {
        bool in = l->square[k] < limit || (l->square[k] == limit && equals-- > 0);
        l->in[l->m->use[k]] = in;
        if (in)
            l->picked[l->picked_count++] = l->m->use[k];
    }
}

void lts_pick(struct lts *l, const bool *keep)
{
    l->picked_count = 0;
    for (int k = 0; k < l->m->known; k++) {
        int i = l->m->use[k];
        l->in[i] = keep[i];
        if (keep[i])
            l->picked[l->picked_count++] = i;
    }
}

/* --- least squares on what is picked --- */

static double sum_picked(const struct lts *l, const double *theta)
{
    double sum = 0;
    for (int k = 0; k < l->picked_count; k++) {
        double r = l->m->y[l->picked[k]] - model_value(l->m, theta, l->picked[k], NULL);
        sum += r * r;
    }
    return sum;
}

void lts_normal_equations(const struct lts *l, const double *theta, double *gram, double *right)
{
    int p = l->m->columns;
    double d[MODEL_COLUMNS_MAX];
    memset(gram, 0, (size_t)(p * p) * sizeof *gram);
    memset(right, 0, (size_t)p * sizeof *right);
    for (int k = 0; k < l->picked_count; k++) {
        int i = l->picked[k];
        double r = l->m->y[i] - model_value(l->m, theta, i, d);
        for (int a = 0; a < p; a++) {
            double v = d[a];
            right[a] += v * r;
            for (int b = 0; b <= a; b++)
                gram[a * p + b] += v * d[b];
        }
    }
}

/* One Gauss-Newton step over what is picked; false when it does not lower the sum, which is `now`
 * before and after.  For a linear model it lands on the minimum. */
static bool newton_step(struct lts *l, double *theta, double *now)
{
    int p = l->m->columns;
    double gram[MODEL_COLUMNS_MAX * MODEL_COLUMNS_MAX], factor[sizeof gram / sizeof *gram];
    double step[MODEL_COLUMNS_MAX], next[MODEL_COLUMNS_MAX], length = 1;
    lts_normal_equations(l, theta, gram, step);
    chol_factor(factor, gram, p);
    chol_solve(step, factor, p);
    for (int half = 0; half < 12; half++, length /= 2) {
        for (int j = 0; j < p; j++)
            next[j] = theta[j] + length * step[j];
        double sum = sum_picked(l, next);
        if (sum < *now) {
            memcpy(theta, next, (size_t)p * sizeof *next);
            *now = sum;
            return true;
        }
    }
    return false;
}

/* Until the sum falls by less than `tolerance` of itself. */
double lts_reduce(struct lts *l, double *theta, int rounds, double tolerance)
{
    double now = sum_picked(l, theta);
    for (int round = 0; round < rounds; round++) {
        double last = now;
        if (!newton_step(l, theta, &now) || last - now <= tolerance * last)
            break;
    }
    return now;
}

double lts_least_squares(struct lts *l, double *theta, const bool *keep)
{
    lts_pick(l, keep);
    return lts_reduce(l, theta, 200, 1e-15);
}

/* --- concentration (P. J. Rousseeuw and K. Van Driessen, DMKD 12, 2006) --- */

/* A linear model is at its minimum after one step of Gauss and Newton. */
int lts_steps(const struct lts *l)
{
    return model_is_linear(l->m) ? 1 : 3;
}

/* C-steps: least squares (so many steps of it) on the h values that fit best, until nothing
 * falls. */
double lts_concentrate(struct lts *l, double *theta, int rounds, int steps)
{
    double best = lts_objective(l, theta, NULL);
    for (int round = 0; round < rounds; round++) {
        double next[MODEL_COLUMNS_MAX];
        memcpy(next, theta, sizeof next);
        lts_pick_smallest(l);
        lts_reduce(l, next, steps, 1e-6);
        double now = lts_objective(l, next, NULL);
        if (!(now < best))
            break;
        bool done = best - now <= 1e-13 * best;
        memcpy(theta, next, sizeof next);
        best = now;
        if (done)
            break;
    }
    lts_objective(l, theta, NULL);
    lts_pick_smallest(l);
    return best;
}

/* Keeps the best solutions; those of equal objective are taken for the same. */
void lts_keep(struct lts_best *best, const double *theta, double objective)
{
    int at = best->count;
    if (!isfinite(objective))
        return;
    while (at > 0 && objective < best->point[at - 1].objective)
        at--;
    for (int k = at > 0 ? at - 1 : 0; k < best->count && k <= at; k++)
        if (fabs(best->point[k].objective - objective) <= 1e-9 * objective)
            return;
    if (at == LTS_KEEP)
        return;
    best->count += best->count < LTS_KEEP;
    for (int k = best->count - 1; k > at; k--)
        best->point[k] = best->point[k - 1];
    memcpy(best->point[at].theta, theta, sizeof best->point[at].theta);
    best->point[at].objective = objective;
}

void lts_from(struct lts *l, struct lts_best *best, const double *theta)
{
    double next[MODEL_COLUMNS_MAX] = {0};
    memcpy(next, theta, (size_t)l->m->columns * sizeof *next);
    double objective = lts_concentrate(l, next, 100, lts_steps(l));
    lts_keep(best, next, objective);
}

/* --- starts --- */

/* The values but those of one stretch of time, which a wrong level or a burst may fill. */
static void pick_without(struct lts *l, int stretch, int stretches)
{
    int known = l->m->known;
    int from = stretch * known / stretches, until = (stretch + 1) * known / stretches;
    l->picked_count = 0;
    for (int k = 0; k < known; k++)
        if (stretch < 0 || k < from || k >= until)
            l->picked[l->picked_count++] = l->m->use[k];
}

/* As many values as coefficients, at least one on each side of the step. */
static void pick_elemental(struct lts *l, int index)
{
    const struct model *m = l->m;
    int size = m->columns - m->terms.amplitude + 1, chosen[MODEL_COLUMNS_MAX + 1];
    size = size < m->known ? size : m->known;
    random_subset(chosen, size, m->known, 1, (uint64_t)index);
    int left = 0;
    for (int k = 0; k < size; k++)
        left += m->use[chosen[k]] + 1 < m->position;
    l->picked_count = 0;
    for (int k = 0; k < size; k++)
        l->picked[l->picked_count++] = m->use[chosen[k]];
    if (m->step && m->position <= m->n && (left == 0 || left == size)) {
        int from = 0;
        while (from < m->known && m->use[from] + 1 < m->position)
            from++;
        uint64_t bits = random_bits(2, (uint64_t)index);
        if (left == 0 && from > 0)
            l->picked[0] = m->use[bits % (uint64_t)from];
        else if (left && from < m->known)
            l->picked[0] = m->use[from + (int)(bits % (uint64_t)(m->known - from))];
    }
}

static double start(struct lts *l, double *theta)
{
    memset(theta, 0, MODEL_COLUMNS_MAX * sizeof *theta);
    double now = sum_picked(l, theta);
    newton_step(l, theta, &now);
    return lts_concentrate(l, theta, 2, 3);
}

void lts_search(struct lts *l, struct lts_best *best, int elemental)
{
    static const int stretches[] = {3, 4, 6};
    struct lts_best rough = {.count = 0};
    double theta[MODEL_COLUMNS_MAX];
    pick_without(l, -1, 1);
    lts_keep(&rough, theta, start(l, theta));
    for (int s = 0; s < 3; s++)
        for (int k = 0; k < stretches[s]; k++) {
            pick_without(l, k, stretches[s]);
            lts_keep(&rough, theta, start(l, theta));
        }
    for (int k = 0; k < elemental; k++) {
        pick_elemental(l, k);
        lts_keep(&rough, theta, start(l, theta));
    }
    for (int k = 0; k < rough.count; k++)
        lts_from(l, best, rough.point[k].theta);
}
