/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/change/noise.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "stats/quick.h"

/* Noise of variance 1 that repeats itself by phi, or independent with a walk beside it. */
static const double phis[NOISE_MEMORIES] = {0, .35, .5, .7, .9};
static const double walks[NOISE_MEMORIES] = {0, 0, 0, 0, 0, .02, .1, .5, 3, 30};
/* Variance of the season, of the independent noise 1. */
static const double seasons[NOISE_SEASONS] = {0, 1, 16, 8};
static const double first_harmonic = 0.6; /* its part of that */

double noise_phi(int form)
{
    return phis[form % NOISE_MEMORIES];
}

double noise_walk(int form)
{
    return walks[form % NOISE_MEMORIES];
}

int noise_season(int form)
{
    return form / NOISE_MEMORIES;
}

/* --- covariances --- */

static double covariance(int form, int i, int j)
{
    double phi = noise_phi(form), walk = noise_walk(form);
    return (phi > 0 ? pow(phi, abs(i - j)) : i == j) + walk * (i < j ? i : j);
}

/* u, a covariance: the upper factor, u'u, in place of it; returns half the logarithm of the
 * determinant. */
static double factor(double *restrict u, int n)
{
    double half = 0;
    for (int j = 0; j < n; j++) {
        double *restrict row = u + j * n;
        double root = sqrt(row[j]);
        half += log(root);
        for (int i = j; i < n; i++)
            row[i] /= root;
        for (int k = j + 1; k < n; k++) {
            double f = row[k], *restrict next = u + k * n;
            for (int i = k; i < n; i++)
                next[i] -= f * row[i];
        }
    }
    return half;
}

/* p := (u' u)^-1, through the inverse of u', which is v. */
static void invert(double *restrict p, const double *restrict u, double *restrict v, int n)
{
    memset(v, 0, (size_t)n * (size_t)n * sizeof *v);
    for (int i = 0; i < n; i++) { /* row i of v from those before: u'(i, k) = u(k, i) */
        double *restrict row = v + i * n;
        row[i] = 1;
        for (int k = 0; k < i; k++) {
            double f = u[k * n + i];
            const double *restrict above = v + k * n;
            for (int j = 0; j <= k; j++)
                row[j] -= f * above[j];
        }
        for (int j = 0; j <= i; j++)
            row[j] /= u[i * n + i];
    }
    memset(p, 0, (size_t)n * (size_t)n * sizeof *p);
    for (int k = 0; k < n; k++)
        for (int i = 0; i <= k; i++) {
            double f = v[k * n + i], *restrict row = p + i * n;
            const double *restrict from = v + k * n;
            for (int j = 0; j <= k; j++)
                row[j] += f * from[j];
        }
}

const int noise_over[NOISE_GRADUAL] = {3, 6, 12};

/* The mean of so many steps, one after the other: from the products of steps. */
static void lay_gradual(struct noise_form *f, int n)
{
    for (int g = 0; g < NOISE_GRADUAL; g++)
        for (int i = 0; i + noise_over[g] <= n; i++) {
            double sum = 0;
            for (int j = i; j < i + noise_over[g]; j++)
                for (int k = i; k < i + noise_over[g]; k++)
                    sum += f->cross[j * (n + 1) + k];
            f->gradual[g][i] = sum / noise_over[g] / noise_over[g];
        }
}

/* Two steps, one back. */
static void lay_bursts(struct noise_form *f, int n)
{
    int wide = n + 1;
    for (int i = 0; i <= n; i++)
        f->steps[i] = f->cross[i * wide + i];
    for (int length = 1; length <= NOISE_BURST; length++)
        for (int i = 0; i + length <= n; i++)
            f->bursts[length][i] = f->steps[i] + f->steps[i + length] -
                                   2 * f->cross[i * wide + i + length];
}

/* x'Qx of columns that are 0 before i, then 1: sums of the lower right of q; and of those that then
 * are 1, 2, 3..., which are sums of steps. */
static void weigh_columns(struct noise_form *f, int n)
{
    int wide = n + 1;
    for (int i = n - 1; i >= 0; i--) {
        double row = 0;
        for (int j = n - 1; j >= 0; j--) {
            row += f->q[i * n + j];
            f->cross[i * wide + j] = f->cross[(i + 1) * wide + j] + row;
        }
    }
    double kink = 0;
    for (int i = n - 1; i > 0; i--) {
        double along = 0;
        for (int j = i + 1; j < n; j++)
            along += f->cross[i * wide + j];
        kink += 2 * along + f->cross[i * wide + i];
        f->kinks[i] = kink;
    }
    lay_gradual(f, n);
    lay_bursts(f, n);
}

/* What follows from q, with the level swept out of it. */
static void finish(struct noise_form *f, const struct noise *g)
{
    int n = g->n;
    quick_times(f->drift, f->q, g->t, n);
    for (int i = n - 1; i >= 0; i--) {
        f->trend += f->drift[i] * g->t[i];
        f->drift_step[i] = f->drift_step[i + 1] + f->drift[i];
        f->drift_ramp[i] = f->drift_ramp[i + 1] + f->drift_step[i];
    }
    weigh_columns(f, n);
}

static double sum_of(const double *v, int n)
{
    double total = 0;
    for (int i = 0; i < n; i++)
        total += v[i];
    return total;
}

/* h from what the precision makes of a level; returns the level's own. */
static double scale_level(struct noise_form *f, int n)
{
    double total = sum_of(f->h, n);
    for (int i = 0; i < n; i++)
        f->h[i] /= sqrt(total);
    return total;
}

/* From the precision in q: sweeps the level out of it. */
static void sweep_level(struct noise_form *f, const struct noise *g, double half)
{
    int n = g->n;
    double ones[NOISE_LONGEST];
    for (int i = 0; i < NOISE_LONGEST; i++)
        ones[i] = 1;
    quick_times(f->h, f->q, ones, n);
    double total = scale_level(f, n);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            f->q[i * n + j] -= f->h[i] * f->h[j];
    f->log_norm = -half - log(total) / 2;
    finish(f, g);
}

static void open_form(struct noise_form *f, int n, struct arena *a)
{
    size_t size = (size_t)n;
    f->q = arena_array(a, double, size *size);
    f->cross = arena_array(a, double, (size + 1) * (size + 1));
    f->h = arena_array(a, double, size);
    f->kinks = arena_array(a, double, size + 1);
    for (int k = 0; k < NOISE_GRADUAL; k++)
        f->gradual[k] = arena_array(a, double, size + 1);
    for (int length = 1; length <= NOISE_BURST; length++)
        f->bursts[length] = arena_array(a, double, size + 1);
    f->steps = arena_array(a, double, size + 1);
    f->drift = arena_array(a, double, size);
    f->drift_step = arena_array(a, double, size + 1);
    f->drift_ramp = arena_array(a, double, size + 1);
}

static void make_memory(struct noise_form *f, const struct noise *g, int form, double *u,
                        struct arena *a)
{
    int n = g->n;
    open_form(f, n, a);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            u[i * n + j] = covariance(form, i, j);
    double half = factor(u, n);
    invert(f->q, u, u + (size_t)n * (size_t)n, n);
    sweep_level(f, g, half);
}

/* --- seasons --- */

/* A growing season is from a third to five thirds as high. */
static double height(int form, int i, int n)
{
    return noise_season(form) == 3 ? (1 + 4. * i / (n - 1)) / 3 : 1;
}

/* The covariance of a season is W W': twelve months whose effects sum to nothing, as waves of
 * Fourier, and the first harmonic beside them. */
static void lay_waves(double *w, int form, int n)
{
    for (int c = 0; c < NOISE_WAVES; c++) {
        int times = c / 2 + 1;
        double months = (1 - first_harmonic) * 12 / 11;
        double part = times == 1 ? first_harmonic * 6 + months : months;
        double most = sqrt(seasons[noise_season(form)] * part / (times == 6 ? 12 : 6));
        for (int i = 0; i < n; i++) {
            double angle = 2 * M_PI * times * (i % 12) / 12;
            w[c * n + i] = most * (c % 2 ? sin(angle) : cos(angle)) * height(form, i, n);
        }
    }
}

/* w := w u^-1: its columns, of n values each, in the order of the factor. */
static void divide(double *w, const double *u, int n)
{
    for (int c = 0; c < NOISE_WAVES; c++) {
        for (int k = 0; k < c; k++)
            for (int i = 0; i < n; i++)
                w[c * n + i] -= u[k * NOISE_WAVES + c] * w[k * n + i];
        for (int i = 0; i < n; i++)
            w[c * n + i] /= u[c * NOISE_WAVES + c];
    }
}

/* u := the factor of 1 + W'V; returns half the logarithm of its determinant. */
static double factor_of(double *u, const double *w, const double *v, int n)
{
    for (int c = 0; c < NOISE_WAVES; c++)
        for (int d = 0; d < NOISE_WAVES; d++)
            u[c * NOISE_WAVES + d] = (c == d) + quick_dot(w + c * n, v + d * n, n);
    return factor(u, NOISE_WAVES);
}

/* h of P - V (1 + W'V)^-1 V', V = P W, P = Q + h h' without the season. */
static void level_beside(struct noise_form *f, const struct noise_form *plain, const double *w,
                         const double *qw, double *v, int n)
{
    double u[NOISE_WAVES * NOISE_WAVES], level = sum_of(plain->h, n);
    for (int c = 0; c < NOISE_WAVES; c++) {
        double along = quick_dot(plain->h, w + c * n, n);
        for (int i = 0; i < n; i++)
            v[c * n + i] = qw[c * n + i] + plain->h[i] * along;
    }
    factor_of(u, w, v, n);
    divide(v, u, n);
    for (int i = 0; i < n; i++)
        f->h[i] = plain->h[i] * level;
    for (int c = 0; c < NOISE_WAVES; c++) {
        double total = sum_of(v + c * n, n);
        for (int i = 0; i < n; i++)
            f->h[i] -= v[c * n + i] * total;
    }
    scale_level(f, n);
}

/* A season beside a memory: what M. A. Woodbury (Inverting modified matrices, 1950) takes from its
 * precision. */
static void make_season(struct noise_form *f, const struct noise *g, int form, double *w,
                        struct arena *a)
{
    const struct noise_form *plain = &g->form[form % NOISE_MEMORIES];
    int n = g->n;
    double u[NOISE_WAVES * NOISE_WAVES];
    open_form(f, n, a);
    f->waves = arena_array(a, double, (size_t)(NOISE_WAVES * n));
    lay_waves(w, form, n);
    for (int c = 0; c < NOISE_WAVES; c++)
        quick_times(f->waves + c * n, plain->q, w + c * n, n);
    level_beside(f, plain, w, f->waves, w + NOISE_WAVES * n, n);
    f->log_norm = plain->log_norm - factor_of(u, w, f->waves, n);
    divide(f->waves, u, n);
    memcpy(f->q, plain->q, (size_t)(n * n) * sizeof *f->q);
    for (int c = 0; c < NOISE_WAVES; c++)
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                f->q[i * n + j] -= f->waves[c * n + i] * f->waves[c * n + j];
    finish(f, g);
}

const struct noise *noise_louder(const struct noise *g, const double *loud, const bool *wanted,
                                 struct arena *a)
{
    struct noise *out = arena_new(a, struct noise);
    int n = g->n;
    double half = 0;
    *out = (struct noise){.n = n, .forms = g->forms, .t = g->t};
    for (int i = 0; i < n; i++)
        half += log(loud[i]);
    for (int form = 0; form < g->forms; form++) {
        const struct noise_form *from = &g->form[form];
        struct noise_form *f = &out->form[form];
        if (!wanted[form])
            continue;
        open_form(f, n, a);
        double total = sum_of(from->h, n);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                f->q[i * n + j] = (from->q[i * n + j] + from->h[i] * from->h[j]) /
                                  (loud[i] * loud[j]);
        sweep_level(f, g, half - from->log_norm - log(total));
    }
    return out;
}

/* --- what is thought before --- */

/* Set by hand, not fitted: mostly independent noise, a season in one series of three, a trend in
 * one of four.  A panel of hundreds overrules them. */
static const double memory_share[NOISE_MEMORIES] = {.42, .20, .06, .05, .02,
                                                    .10, .07, .04, .03, .01};
static const double season_share[NOISE_SEASONS] = {.70, .20, .06, .04};
static const double trend_share = 0.25;

void noise_prior(double *weight, int season, bool years)
{
    double total = 0;
    for (int c = 0; c < NOISE_CLASSES; c++) {
        int form = c % NOISE_FORMS;
        bool there = season == 12 || noise_season(form) == 0;
        double trend = years ? 0.5 : trend_share;
        weight[c] = !there
                        ? 0
                        : memory_share[form % NOISE_MEMORIES] * season_share[noise_season(form)] *
                              (c < NOISE_FORMS ? 1 - trend : trend);
        total += weight[c];
    }
    for (int c = 0; c < NOISE_CLASSES; c++)
        weight[c] /= total;
}

/* --- kept --- */

static struct noise *made[NOISE_LONGEST + 1][2];
static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;
static struct arena kept;

static struct noise *make(int n, bool seasonal)
{
    struct noise *g = arena_new(&kept, struct noise);
    double *u = must(malloc(2 * (size_t)n * (size_t)(n + NOISE_WAVES) * sizeof *u));
    *g = (struct noise){.n = n, .forms = seasonal ? NOISE_FORMS : NOISE_MEMORIES};
    g->t = arena_array(&kept, double, (size_t)n);
    for (int i = 0; i < n; i++)
        g->t[i] = (i - (n - 1) / 2.) / sqrt(((double)n * n - 1) / 12);
    for (int form = 0; form < g->forms; form++)
        (form < NOISE_MEMORIES ? make_memory : make_season)(&g->form[form], g, form, u, &kept);
    free(u);
    return g;
}

const struct noise *noise_grid(int n, int season)
{
    bool seasonal = season == 12;
    pthread_mutex_lock(&making);
    if (!made[n][seasonal])
        made[n][seasonal] = make(n, seasonal);
    const struct noise *g = made[n][seasonal];
    pthread_mutex_unlock(&making);
    return g;
}
