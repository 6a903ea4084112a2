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

static void sum_up(struct sums *s, const double *v, int n)
{
    s->step[n] = s->ramp[n] = 0;
    for (int i = n - 1; i >= 0; i--) {
        s->step[i] = s->step[i + 1] + v[i];
        s->ramp[i] = s->ramp[i + 1] + s->step[i];
    }
}

static void copy_sums(struct sums *to, const struct sums *from, int n)
{
    memcpy(to->step, from->step, (size_t)(n + 1) * sizeof *to->step);
    memcpy(to->ramp, from->ramp, (size_t)(n + 1) * sizeof *to->ramp);
}

/* --- sweeping --- */

/* to := from / by, and what is swept takes so much of it from the series. */
WIDE static void take(double *restrict to, double *restrict of, const double *restrict from,
                      double by, double much, int n)
{
    for (int i = 0; i < n; i++) {
        to[i] = from[i] / by;
        of[i] -= from[i] * much;
    }
}

/* qx is Q x with what was swept before, and its sums; along = x'Qy, norm = x'Qx. */
static void sweep(struct swept *s, const double *qx, const double *step, const double *ramp,
                  double along, double norm, double kappa)
{
    int n = s->grid->n, k = s->count++;
    double with = norm + 1 / kappa, root = sqrt(with), much = along / with;
    s->rest -= along * along / with;
    s->log_norm -= quick_log(kappa * with) / 2;
    take(s->column[k], s->a, qx, root, much, n);
    take(s->sums[k].step, s->along.step, step, root, much, n + 1);
    take(s->sums[k].ramp, s->along.ramp, ramp, root, much, n + 1);
}

double swept_difference(int class)
{
    int form = class % NOISE_FORMS;
    return 2 * (1 - noise_phi(form)) + noise_walk(form);
}

/* to := plain - W W'y. */
WIDE static void less_waves(double *restrict to, const double *restrict plain,
                            const double *restrict waves, const double *restrict y, int n)
{
    memcpy(to, plain, (size_t)n * sizeof *to);
    for (int c = 0; c < NOISE_WAVES; c++) {
        const double *restrict wave = waves + c * n;
        double along = quick_dot(wave, y, n);
        for (int i = 0; i < n; i++)
            to[i] -= along * wave[i];
    }
}

void swept_open(struct swept *s, const struct noise *g, int class, const double *y,
                const double *plain, const struct scale_prior *scale)
{
    int form = class % NOISE_FORMS;
    const struct noise_form *f = &g->form[form];
    double squares = scale->df * scale->variance / swept_difference(class);
    s->grid = g;
    s->class = class;
    s->count = 0;
    s->growth = scale->growth;
    if (plain && f->waves)
        less_waves(s->a, plain, f->waves, y, g->n);
    else
        quick_times(s->a, f->q, y, g->n);
    sum_up(&s->along, s->a, g->n);
    s->rest = fmax(quick_dot(s->a, y, g->n), 0) + squares;
    s->df = g->n - 1 + scale->df;
    s->log_norm = f->log_norm + scale->df / 2 * quick_log(squares);
    if (class >= NOISE_FORMS)
        swept_trend(s);
}

void swept_keep(struct swept *s)
{
    int n = s->grid->n;
    s->opened.rest = s->rest;
    s->opened.log_norm = s->log_norm;
    s->opened.count = s->count;
    memcpy(s->opened.a, s->a, (size_t)n * sizeof *s->a);
    copy_sums(&s->opened.along, &s->along, n);
}

void swept_again(struct swept *s)
{
    int n = s->grid->n;
    s->rest = s->opened.rest;
    s->log_norm = s->opened.log_norm;
    s->count = s->opened.count;
    memcpy(s->a, s->opened.a, (size_t)n * sizeof *s->a);
    copy_sums(&s->along, &s->opened.along, n);
}

void swept_trend(struct swept *s)
{
    const struct noise_form *f = form_of(s);
    int n = s->grid->n;
    double along = quick_dot(s->a, s->grid->t, n), left = s->rest - along * along / f->trend;
    double noise = fmax(left, 1e-9 * s->rest) / s->df, spread = ((double)n * n - 1) / 12;
    s->class = s->class % NOISE_FORMS + NOISE_FORMS;
    sweep(s, f->drift, f->drift_step, f->drift_ramp, along, f->trend,
          fmin(most_trend, s->growth * s->growth * spread / noise));
}

double swept_evidence(const struct swept *s)
{
    return s->log_norm - s->df / 2 * quick_log(s->rest);
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
    struct sums sums;
    lay(x, p, n);
    quick_times(qx, form_of(s)->q, x, n);
    for (int k = 0; k < s->count; k++) {
        double d = quick_dot(s->column[k], x, n);
        for (int i = 0; i < n; i++)
            qx[i] -= d * s->column[k][i];
    }
    sum_up(&sums, qx, n);
    sweep(s, qx, sums.step, sums.ramp, quick_dot(s->a, x, n), quick_dot(qx, x, n), kappa);
}

/* --- looking --- */

/* A column that is a sum of steps, along what the sums are of. */
static double along_pattern(const struct sums *s, const struct pattern *p)
{
    return p->ramp       ? s->ramp[p->from]
           : p->over > 1 ? (s->ramp[p->from] - s->ramp[p->from + p->over]) / p->over
                         : s->step[p->from] - s->step[p->until];
}

static int gradual_of(int over)
{
    int which = 0;
    while (which < NOISE_GRADUAL - 1 && noise_over[which] != over)
        which++;
    return which;
}

static double norm_of(const struct swept *s, const struct pattern *p)
{
    const struct noise_form *f = form_of(s);
    int wide = s->grid->n + 1, i = p->from, j = p->until;
    if (p->ramp)
        return f->kinks[i];
    return p->over > 1
               ? f->gradual[gradual_of(p->over)][i]
               : f->cross[i * wide + i] + f->cross[j * wide + j] - 2 * f->cross[i * wide + j];
}

void swept_along(const struct swept *s, const struct pattern *p, double *along, double *norm)
{
    *along = along_pattern(&s->along, p);
    *norm = norm_of(s, p);
    for (int k = 0; k < s->count; k++) {
        double d = along_pattern(&s->sums[k], p);
        *norm = fmax(*norm - d * d, 0);
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

/* --- all places of a pattern --- */

/* Sums of what begins at each place. */
WIDE static void lay_along(double *restrict to, const struct sums *s, const struct pattern *kind,
                           int first, int last, int n)
{
    const double *step = s->step, *ramp = s->ramp;
    int over = kind->over, length = kind->until - kind->from;
    for (int i = first; i <= last && kind->ramp; i++)
        to[i] = ramp[i];
    for (int i = first; i <= last && over > 1; i++)
        to[i] = (ramp[i] - ramp[i + over]) / over;
    for (int i = first; i <= last && !kind->ramp && over == 1 && kind->until == n; i++)
        to[i] = step[i];
    for (int i = first; i <= last && kind->until < n; i++)
        to[i] = step[i] - step[i + length];
}

/* What their norms are before anything is swept. */
static const double *norms_of(const struct noise_form *f, const struct pattern *kind, int n)
{
    return kind->ramp        ? f->kinks
           : kind->over > 1  ? f->gradual[gradual_of(kind->over)]
           : kind->until < n ? f->bursts[kind->until - kind->from]
                             : f->steps;
}

WIDE static void lay_drop(struct places *out, int first, int last)
{
    for (int i = first; i <= last; i++)
        out->drop[i] = out->along[i] * out->along[i] / (out->norm[i] + 1e-9);
}

WIDE static void less_squares(double *restrict norm, const double *restrict along, int first,
                              int last)
{
    for (int i = first; i <= last; i++) {
        double left = norm[i] - along[i] * along[i];
        norm[i] = left > 0 ? left : 0;
    }
}

void swept_places(const struct swept *s, const struct pattern *kind, int first, int last,
                  struct places *out)
{
    double along[NOISE_LONGEST + 1];
    int n = s->grid->n;
    if (first > last)
        return;
    memcpy(out->norm + first, norms_of(form_of(s), kind, n) + first,
           (size_t)(last - first + 1) * sizeof *out->norm);
    lay_along(out->along, &s->along, kind, first, last, n);
    for (int k = 0; k < s->count; k++) {
        lay_along(along, &s->sums[k], kind, first, last, n);
        less_squares(out->norm, along, first, last);
    }
    lay_drop(out, first, last);
}

/* --- how much likelier --- */

double swept_lift(const struct swept *s, double along, double norm, double kappa)
{
    return lift_of(along, norm, kappa, s->rest, s->df);
}

double swept_most_lift(const struct swept *s, double drop)
{
    return -s->df / 2 * quick_log(1 - fmin(drop / s->rest, 1 - 1e-12));
}

/* The part of it that the sum of squares has. */
WIDE static void lay_gain(double *restrict gain, const double *restrict along,
                          const double *restrict norm, const struct swept *s, double kappa, int n)
{
    double most = 1 - 1e-12, rest = s->rest, half = s->df / 2, ridge = 1 / kappa;
    for (int i = 0; i < n; i++) {
        double share = along[i] * along[i] / (norm[i] + ridge) / rest;
        gain[i] = -half * quick_log(1 - (share < most ? share : most));
    }
}

WIDE static void less_height(double *restrict likelier, const double *restrict norm, double kappa,
                             int n)
{
    for (int i = 0; i < n; i++)
        likelier[i] /= sqrt(1 + kappa * norm[i]);
}

double swept_mean_lift(const struct swept *s, const struct places *p, int first, int n,
                       double kappa)
{
    double gain[NOISE_LONGEST], most = 0, sum = 0;
    lay_gain(gain, p->along + first, p->norm + first, s, kappa, n);
    for (int i = 0; i < n; i++)
        most = gain[i] > most ? gain[i] : most;
    for (int i = 0; i < n; i++)
        gain[i] -= most;
    quick_exps(gain, n);
    less_height(gain, p->norm + first, kappa, n);
    for (int i = 0; i < n; i++)
        sum += gain[i];
    return most + quick_log(sum / n);
}
