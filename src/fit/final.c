/* SPDX-License-Identifier: Apache-2.0 */
#include "fit/final.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "fit/size.h"
#include "stats/dist.h"
#include "stats/ols.h"
#include "stats/order.h"
#include "stats/robust.h"

static double *scratch(int n)
{
    double *v = must(malloc((size_t)(n + 1) * sizeof *v));
    return v;
}

/* --- the scale of the trimmed fit --- */

/* Where the h best values fit exactly, what the others say: Qn, Sn, then the standard deviation. */
static double scale_of_rest(const double *residual, int n)
{
    double *v = scratch(n), sum = 0;
    memcpy(v, residual, (size_t)n * sizeof *v);
    double scale = order_qn(v, n);
    if (!(scale > 1e-7))
        scale = order_sn(v, n);
    for (int i = 0; i < n; i++)
        sum += residual[i] * residual[i];
    free(v);
    return scale > 1e-7 ? scale : sqrt(sum / n);
}

static double raw_scale(const struct ltsts_fit *out, const double *residual, int known)
{
    double q = (double)out->h / out->n;
    double s = sqrt(out->objective / out->h) * trimmed_consistency(q) *
               sqrt(trimmed_small_raw(out->n, q));
    return s >= 1e-7 ? s : scale_of_rest(residual, known);
}

/* --- weights --- */

static void weigh(struct ltsts_fit *out, const struct model *m, const double *known_residual,
                  const struct ltsts_options *o)
{
    bool *keep = malloc((size_t)(m->known + 1) * sizeof *keep);
    double limit = o->reweighting == REWEIGHT_NORMAL ? normal_quantile(0.995)
                                                     : sqrt(size_threshold(m, out->h));
    double unit = out->raw_scale > 0 ? out->raw_scale : 1;
    if (!keep)
        abort();
    if (o->reweighting == REWEIGHT_SIMULATED || o->reweighting == REWEIGHT_NORMAL)
        for (int k = 0; k < m->known; k++)
            keep[k] = fabs(known_residual[k]) <= limit * unit;
    else
        gervini_yohai(keep, known_residual, m->known, 0.99,
                      o->reweighting == REWEIGHT_FILTER_AGAIN ? 10 : 1);
    for (int k = 0; k < m->known; k++)
        out->keep[m->use[k]] = keep[k];
    free(keep);
}

/* --- the final fit in powers of t --- */

/* Columns that the final fit leaves out are 0: -1 for none. */
struct design {
    double *x, *y;
    int rows;
};

static struct design lay_out(const struct ltsts_fit *out, const struct model *m, const double *coef)
{
    struct design d = {scratch(m->known * m->columns), scratch(m->known), 0};
    for (int i = 0; i < m->n; i++) {
        if (!out->keep[i])
            continue;
        double value = model_row(m, coef, i, d.x + d.rows * m->columns);
        d.y[d.rows++] = m->y[i] - value;
    }
    return d;
}

static void free_design(struct design *d)
{
    free(d->x);
    free(d->y);
}

/* Least squares without the last harmonic, from where the final fit stands: F test of its worth.
 * The amplitude goes with the last of them. */
static double harmonic_test(const struct ltsts_fit *out, const struct model *m, double rss,
                            int kept)
{
    struct model less = *m;
    int last = m->seasonal % 2 ? 1 : 2, df = kept - m->columns;
    if (!m->seasonal || df < 1)
        return NAN;
    if (last == 1)
        return out->p[m->terms.trend + m->seasonal];
    CLEANUP(arena_free) struct arena a = {0};
    struct model_terms terms = m->terms;
    double theta[MODEL_COLUMNS_MAX] = {0};
    terms.harmonics--;
    model_open(&less, &terms, m->y, m->n, m->step, &a);
    model_move(&less, m->position);
    struct lts *l = lts_open(&less, out->h, &a);
    double without = lts_least_squares(l, theta, out->keep);
    return f_upper((without - rss) / last / (rss / df), last, df);
}

static void tabulate(struct ltsts_fit *out, const struct model *m, const double *inverse,
                     double variance)
{
    out->coefficients = m->columns;
    out->df = out->n - m->columns;
    for (int j = 0; j < m->columns; j++) {
        out->se[j] = sqrt(variance * inverse[j * m->columns + j]);
        out->t[j] = out->coef[j] / out->se[j];
        out->p[j] = 2 * student_upper(fabs(out->t[j]), out->df);
    }
}

static int count_kept(const struct ltsts_fit *out)
{
    int kept = 0;
    for (int i = 0; i < out->n; i++)
        kept += out->keep[i];
    return kept;
}

/* Variance about the fit: over the values kept for the model with a varying season, over h for the
 * linear one, as the authors' program has it. */
static void estimate(struct ltsts_fit *out, struct model *m, struct lts *l, double *theta)
{
    double inverse[MODEL_COLUMNS_MAX * MODEL_COLUMNS_MAX], delta[MODEL_COLUMNS_MAX];
    double rss = lts_least_squares(l, theta, out->keep);
    int kept = count_kept(out), over = model_is_linear(m) ? out->h : kept;
    model_coefficients(m, theta, out->coef);
    struct design d = lay_out(out, m, out->coef);
    ols_qr(d.x, d.y, d.rows, m->columns, delta, inverse, NULL);
    free_design(&d);
    over = over > m->columns ? over : m->columns + 1;
    tabulate(out, m, inverse, rss / (over - m->columns));
    out->harmonic_p = harmonic_test(out, m, rss, kept);
    out->shift_p = NAN;
    if (m->step)
        out->shift_p = ltsts_shift_p(out->t[m->columns - 1], out->positions, m->columns + 1,
                                     out->n);
}

/* --- the final scale and what lies outside --- */

static void judge(struct ltsts_fit *out, const struct model *m, const double *theta,
                  const struct ltsts_options *o)
{
    double level = o->level > 0 ? o->level : 0.975, sum = 0;
    int kept = count_kept(out), over = kept > out->n / 2 ? kept : out->n / 2;
    double limit = normal_quantile((1 + level) / 2), q = (double)over / out->n;
    for (int i = 0; i < out->n; i++) {
        out->fitted[i] = model_value(m, theta, i, NULL);
        out->residual[i] = m->y[i] - out->fitted[i];
        sum += out->keep[i] ? out->residual[i] * out->residual[i] : 0;
    }
    out->scale = sqrt(sum / (kept > 1 ? kept - 1 : 1));
    if (over < out->n)
        out->scale *= trimmed_consistency(q) * sqrt(trimmed_small_reweighted(out->n, q));
    for (int i = 0; i < out->n; i++) {
        out->residual[i] /= out->scale > 0 ? out->scale : 1;
        out->outlier[i] = fabs(out->residual[i]) > limit;
    }
}

void final_fit(struct ltsts_fit *out, struct model *m, struct lts *l, double *theta,
               const struct ltsts_options *options)
{
    double *residual = scratch(out->n), *known = scratch(m->known);
    lts_objective(l, theta, residual);
    for (int k = 0; k < m->known; k++)
        known[k] = residual[m->use[k]];
    out->raw_scale = raw_scale(out, known, m->known);
    weigh(out, m, known, options);
    free(residual);
    free(known);
    estimate(out, m, l, theta);
    judge(out, m, theta, options);
}
