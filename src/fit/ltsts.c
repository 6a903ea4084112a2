/* SPDX-License-Identifier: Apache-2.0 */
#include "fit/ltsts.h"

#include <math.h>
#include <string.h>

#include "fit/final.h"
#include "fit/lts.h"
#include "stats/dist.h"
#include "stats/robust.h"

enum { EFFORT = 120, EXCHANGES = 3, WINDOW = 15 };

void ltsts_everywhere(struct ltsts_options *o, int n)
{
    int seasonal = 2 * o->terms.harmonics;
    int p = o->terms.trend + 1 + seasonal + o->terms.covariates + o->terms.amplitude + 2;
    o->first = p + 1 < 5 ? p + 1 : 5;
    o->last = n - p > n - 4 ? n - p : n - 4;
}

/* --- the search over positions --- */

struct search {
    const struct ltsts_options *options;
    struct ltsts_fit *out;
    struct model model;
    struct lts *lts;
    struct lts_best *best; /* by position tried */
};

/* A step that a covariate already is tells nothing. */
static bool is_taken(const struct search *s, int position)
{
    const struct model_terms *k = &s->model.terms;
    for (int j = 0; j < k->covariates; j++) {
        bool same = true;
        for (int i = 0; i < s->model.n && same; i++)
            same = k->x[j * s->model.n + i] == (i + 1 >= position);
        if (same)
            return true;
    }
    return false;
}

static void warm(struct search *s, int at, int from)
{
    if (from < 0 || from >= s->out->positions)
        return;
    for (int k = 0; k < s->best[from].count; k++)
        lts_from(s->lts, &s->best[at], s->best[from].point[k].theta);
}

/* Forward with starts of its own at every position, then back: what one position found, its
 * neighbours try. */
static void sweep(struct search *s)
{
    int first = s->options->first, count = s->out->positions;
    int effort = s->options->effort ? s->options->effort : EFFORT;
    for (int k = 0; k < count; k++) {
        if (is_taken(s, first + k))
            continue;
        model_move(&s->model, first + k);
        lts_search(s->lts, &s->best[k], k ? effort / 2 : effort);
        warm(s, k, k - 1);
        lts_exchange(s->lts, &s->best[k], EXCHANGES);
        lts_kick(s->lts, &s->best[k]);
    }
    for (int k = count - 2; k >= 0; k--) {
        if (is_taken(s, first + k))
            continue;
        model_move(&s->model, first + k);
        double before = s->best[k].count ? s->best[k].point[0].objective : INFINITY;
        warm(s, k, k + 1);
        if (s->best[k].count && s->best[k].point[0].objective < before)
            lts_kick(s->lts, &s->best[k]);
    }
}

/* The first of the positions whose objective is least; of numerical ties the first. */
static int least(const struct search *s)
{
    int at = -1;
    for (int k = 0; k < s->out->positions; k++) {
        const struct lts_best *b = &s->best[k];
        if (b->count &&
            (at < 0 || b->point[0].objective < s->best[at].point[0].objective * (1 - 1e-9)))
            at = k;
    }
    return at;
}

static void fill_wedge(struct search *s)
{
    int n = s->model.n;
    for (int k = 0; k < s->out->positions; k++) {
        double *row = s->out->wedge + k * n;
        for (int i = 0; i < n; i++)
            row[i] = NAN;
        if (!s->best[k].count)
            continue;
        model_move(&s->model, s->options->first + k);
        double objective = lts_objective(s->lts, s->best[k].point[0].theta, row);
        for (int i = 0; i < n; i++)
            row[i] /= sqrt(objective / s->out->h);
    }
}

/* --- refinement of the position --- */

/* Moves the step about, all else held: the sum of squared rho over a window around it. */
static int refine(struct search *s, const double *theta, int raw)
{
    const struct ltsts_options *o = s->options;
    double c = o->huber > 0 ? o->huber : 2, scale = sqrt(s->out->objective / s->out->h);
    int last = o->first + s->out->positions - 1, reach = o->window ? o->window : WINDOW;
    int best = 0;
    while (reach > 0 && (raw - reach < o->first || raw + reach > last))
        reach--;
    for (int j = raw - reach; j <= raw + reach; j++) {
        double sum = 0;
        model_move(&s->model, j);
        for (int i = raw - reach - 1; i < raw + reach; i++) {
            if (isnan(s->model.y[i]))
                continue;
            double r = s->model.y[i] - model_value(&s->model, theta, i, NULL);
            double rho = huber_rho(scale > 0 ? r / scale : r, c);
            sum += rho * rho;
        }
        s->out->refined[j - 1] = sum;
        if (!best || sum < s->out->refined[best - 1])
            best = j;
    }
    return best;
}

/* --- the test of the step --- */

double ltsts_shift_p(double t, int m, int p, int n)
{
    if (m <= p - 1)
        return 2 * student_upper(fabs(t), n - p + 1);
    int rank = p - 1 < m - 1 ? p - 1 : m - 1, count = m + 1;
    double a = normal_quantile(0.5 * (1 + (double)m / count));
    double shrink = 1 - 2. * count / m * a * normal_density(a);
    double tail = 2 * student_upper(fabs(t) * sqrt(shrink), m - rank);
    double df1 = 2. * (count - m), df2 = 2. * (m + 1);
    double q = (m + 1) * tail / (1 - tail) / (count - m); /* falls as t grows */
    return tail >= 1 ? 1 : beta_incomplete(df1 / 2, df2 / 2, df1 * q / (df1 * q + df2));
}

/* --- together --- */

static void allocate(struct ltsts_fit *out, struct arena *a)
{
    size_t n = (size_t)out->n;
    out->keep = arena_array(a, bool, n);
    out->outlier = arena_array(a, bool, n);
    out->fitted = arena_array(a, double, n);
    out->residual = arena_array(a, double, n);
    out->refined = arena_array(a, double, n);
    out->wedge = arena_array(a, double, n *(size_t)(out->positions + 1));
    for (int i = 0; i < out->n; i++)
        out->refined[i] = NAN;
}

static int trimmed_size(const struct ltsts_options *o, int n)
{
    int h = o->h ? o->h : (int)floor(0.75 * n + 0.5);
    return h > n ? n : h < n / 2 ? n / 2 : h;
}

static int best_theta(struct search *s, double *theta)
{
    int at = 0;
    if (s->model.step) {
        sweep(s);
        at = least(s);
    } else {
        lts_search(s->lts, &s->best[0], 2 * (s->options->effort ? s->options->effort : EFFORT));
        lts_exchange(s->lts, &s->best[0], LTS_KEEP);
        lts_kick(s->lts, &s->best[0]);
    }
    if (at < 0 || !s->best[at].count)
        return -1;
    memcpy(theta, s->best[at].point[0].theta, sizeof s->best[at].point[0].theta);
    s->out->objective = s->best[at].point[0].objective;
    return at;
}

bool ltsts_fit(struct ltsts_fit *out, const double *y, int n, const struct ltsts_options *options,
               struct arena *a)
{
    struct ltsts_options o = *options;
    struct search s = {.options = &o, .out = out};
    double theta[MODEL_COLUMNS_MAX];
    *out = (struct ltsts_fit){.n = n, .h = trimmed_size(options, n)};
    if (o.at)
        o.first = o.last = o.at;
    model_open(&s.model, &o.terms, y, n, o.first > 0, a);
    out->positions = s.model.step ? o.last - o.first + 1 : 0;
    if (s.model.columns > MODEL_COLUMNS_MAX || out->positions < 0 ||
        s.model.known < s.model.columns + 2 || out->h <= s.model.columns)
        return false;
    out->h = out->h < s.model.known ? out->h : s.model.known;
    allocate(out, a);
    s.lts = lts_open(&s.model, out->h, a);
    s.best = arena_array(a, struct lts_best, (size_t)out->positions + 1);
    int at = best_theta(&s, theta);
    if (at < 0)
        return false;
    if (s.model.step) {
        fill_wedge(&s);
        out->raw_position = o.first + at;
        out->position = o.at ? o.at : refine(&s, theta, out->raw_position);
        model_move(&s.model, out->position);
    }
    final_fit(out, &s.model, s.lts, theta, &o);
    for (int c = 0; c < out->coefficients; c++)
        out->name[c] = model_name(&s.model, c, a);
    return true;
}
