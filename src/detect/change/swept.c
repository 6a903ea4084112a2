/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/change/swept.h"

#include <math.h>
#include <string.h>

#include "stats/quick.h"

static const double most_trend = 16; /* variance of the trend's coefficient, of the noise 1 */

static const struct noise_form *form_of(const struct swept *s)
{
    return &s->grid->form[s->class % NOISE_FORMS];
}

static double dot(const double *x, const double *y, int n)
{
    double even = 0, odd = 0;
    int i = 0;
    for (; i + 1 < n; i += 2) {
        even += x[i] * y[i];
        odd += x[i + 1] * y[i + 1];
    }
    return even + odd + (i < n ? x[i] * y[i] : 0);
}

/* out := Q x, Q symmetric: by rows, so that it goes fast. */
static void multiply(double *restrict out, const double *restrict q, const double *restrict x,
                     int n)
{
    for (int i = 0; i < n; i++)
        out[i] = 0;
    for (int j = 0; j < n; j++)
        for (int i = 0; i < n; i++)
            out[i] += q[j * n + i] * x[j];
}

static void sum_up(struct sums *s, const double *v, int n)
{
    s->step[n] = s->ramp[n] = 0;
    for (int i = n - 1; i >= 0; i--) {
        s->step[i] = s->step[i + 1] + v[i];
        s->ramp[i] = s->ramp[i + 1] + s->step[i];
    }
}

/* --- sweeping --- */

/* qx is Q x with what was swept before; along = x'Qy, norm = x'Qx. */
static void sweep(struct swept *s, const double *qx, double along, double norm, double kappa)
{
    int n = s->grid->n, k = s->count++;
    double with = norm + 1 / kappa, root = sqrt(with);
    s->rest -= along * along / with;
    s->log_norm -= log(kappa * with) / 2;
    for (int i = 0; i < n; i++) {
        s->column[k][i] = qx[i] / root;
        s->a[i] -= qx[i] * along / with;
    }
    sum_up(&s->sums[k], s->column[k], n);
    sum_up(&s->along, s->a, n);
}

double swept_difference(int class)
{
    int form = class % NOISE_FORMS;
    return 2 * (1 - noise_phi(form)) + noise_walk(form);
}

void swept_open(struct swept *s, const struct noise *g, int class, const double *y,
                const struct scale_prior *scale)
{
    int form = class % NOISE_FORMS;
    const struct noise_form *f = &g->form[form];
    double squares = scale->df * scale->variance / swept_difference(class);
    s->grid = g;
    s->class = class;
    s->count = 0;
    s->growth = scale->growth;
    multiply(s->a, f->q, y, g->n);
    sum_up(&s->along, s->a, g->n);
    s->rest = fmax(dot(s->a, y, g->n), 0) + squares;
    s->df = g->n - 1 + scale->df;
    s->log_norm = f->log_norm + scale->df / 2 * log(squares);
    if (class >= NOISE_FORMS)
        swept_trend(s);
    s->opened.rest = s->rest;
    s->opened.log_norm = s->log_norm;
    s->opened.count = s->count;
    memcpy(s->opened.a, s->a, (size_t)g->n * sizeof *s->a);
}

void swept_again(struct swept *s)
{
    int n = s->grid->n;
    s->rest = s->opened.rest;
    s->log_norm = s->opened.log_norm;
    s->count = s->opened.count;
    memcpy(s->a, s->opened.a, (size_t)n * sizeof *s->a);
    sum_up(&s->along, s->a, n);
}

void swept_trend(struct swept *s)
{
    const struct noise_form *f = form_of(s);
    int n = s->grid->n;
    double along = dot(s->a, s->grid->t, n), left = s->rest - along * along / f->trend;
    double noise = fmax(left, 1e-9 * s->rest) / s->df, spread = ((double)n * n - 1) / 12;
    s->class = s->class % NOISE_FORMS + NOISE_FORMS;
    sweep(s, f->drift, along, f->trend, fmin(most_trend, s->growth * s->growth * spread / noise));
}

double swept_evidence(const struct swept *s)
{
    return s->log_norm - s->df / 2 * log(s->rest);
}

static void lay(double *x, const struct pattern *p, int n)
{
    for (int i = 0; i < n; i++)
        x[i] = i < p->from || i >= p->until ? 0
               : p->ramp                    ? i - p->from + 1
               : i - p->from + 1 >= p->over ? 1
                                            : (double)(i - p->from + 1) / p->over;
}

bool pattern_same(const struct pattern *a, const struct pattern *b)
{
    return a->from == b->from && a->until == b->until && a->ramp == b->ramp && a->over == b->over;
}

void swept_out(struct swept *s, const struct pattern *p, double kappa)
{
    int n = s->grid->n;
    double x[NOISE_LONGEST], qx[NOISE_LONGEST];
    lay(x, p, n);
    multiply(qx, form_of(s)->q, x, n);
    for (int k = 0; k < s->count; k++) {
        double d = dot(s->column[k], x, n);
        for (int i = 0; i < n; i++)
            qx[i] -= d * s->column[k][i];
    }
    sweep(s, qx, dot(s->a, x, n), dot(qx, x, n), kappa);
}

/* --- looking --- */

/* A column that is a sum of steps, along what the sums are of. */
static double along_pattern(const struct sums *s, const struct pattern *p)
{
    return p->ramp       ? s->ramp[p->from]
           : p->over > 1 ? (s->ramp[p->from] - s->ramp[p->from + p->over]) / p->over
                         : s->step[p->from] - s->step[p->until];
}

static double norm_of(const struct swept *s, const struct pattern *p)
{
    const struct noise_form *f = form_of(s);
    int wide = s->grid->n + 1, i = p->from, j = p->until, which = 0;
    if (p->ramp)
        return f->kinks[i];
    while (p->over > 1 && which < NOISE_GRADUAL - 1 && noise_over[which] != p->over)
        which++;
    return p->over > 1
               ? f->gradual[which][i]
               : f->cross[i * wide + i] + f->cross[j * wide + j] - 2 * f->cross[i * wide + j];
}

void swept_along(const struct swept *s, const struct pattern *p, double *along, double *norm)
{
    *along = along_pattern(&s->along, p);
    *norm = norm_of(s, p);
    for (int k = 0; k < s->count; k++) {
        double d = along_pattern(&s->sums[k], p);
        *norm -= d * d;
    }
}

void swept_apart(const struct swept *s, double *z)
{
    for (int i = 0; i < s->grid->n; i++) {
        struct pattern p = {i, i + 1, false, 1};
        double along, norm;
        swept_along(s, &p, &along, &norm);
        z[i] = norm > 1e-9 ? along / sqrt(norm) : 0;
    }
}

void swept_steps(const struct swept *s, struct places *out)
{
    const struct noise_form *f = form_of(s);
    int n = s->grid->n;
    for (int i = n - 1; i > 0; i--) {
        out->along[i] = s->along.step[i];
        out->norm[i] = f->cross[i * (n + 1) + i];
    }
    for (int k = 0; k < s->count; k++)
        for (int i = 1; i < n; i++)
            out->norm[i] -= s->sums[k].step[i] * s->sums[k].step[i];
}

void swept_ramps(const struct swept *s, struct places *out)
{
    const struct noise_form *f = form_of(s);
    int n = s->grid->n;
    for (int i = n - 1; i > 0; i--) {
        out->along[i] = s->along.ramp[i];
        out->norm[i] = f->kinks[i];
    }
    for (int k = 0; k < s->count; k++)
        for (int i = 1; i < n; i++)
            out->norm[i] -= s->sums[k].ramp[i] * s->sums[k].ramp[i];
}

double swept_lift(const struct swept *s, double along, double norm, double kappa)
{
    double share = along * along / (norm + 1 / kappa) / s->rest;
    return -quick_log(1 + kappa * norm) / 2 - s->df / 2 * quick_log(1 - fmin(share, 1 - 1e-12));
}
