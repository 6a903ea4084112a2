/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/change/weigh.h"

#include <math.h>
#include <string.h>

#include "detect/change/louder.h"
#include "detect/change/tail.h"
#include "stats/evidence.h"
#include "stats/order.h"
#include "stats/quick.h"

static const double strong = 16;          /* variance of a change at most, of the noise 1 */
static const double pace_share = 1. / 18; /* a change of growth reaches a size in so many values */

struct size_prior weigh_size(const struct swept *s, double rest, double change, double size,
                             bool ramp)
{
    double noise = fmax(rest, 1e-9 * s->rest) / s->df, scale = ramp ? pace_share : 1;
    double known = size > 0 ? fmin(size * size, strong * noise) : strong * noise;
    double usual = known * scale * scale, kappa = fmax(usual, change * change / 2);
    return (struct size_prior){kappa / noise, ramp ? log(kappa / usual) / 2 : 0};
}

/* The logarithm of the mean over places of how much likelier they make the series. */
static double lift(const struct swept *s, const struct places *p, int from, int until, double size,
                   bool ramp, double *gained)
{
    double most = 0, change = 0, best = -INFINITY, sum = 0, gain[NOISE_LONGEST];
    int stride = ramp ? 3 : 1, places = 0;
    *gained = 0;
    if (until <= from)
        return -INFINITY;
    for (int i = from; i < until; i++)
        if (p->along[i] * p->along[i] > most * (p->norm[i] + 1e-9)) {
            change = p->along[i] / (p->norm[i] + 1e-9);
            most = p->along[i] * change;
        }
    struct size_prior prior = weigh_size(s, s->rest - most, change, size, ramp);
    *gained = most;
    for (int i = from; i < until; i += stride, places++) {
        gain[i] = swept_lift(s, p->along[i], p->norm[i], prior.kappa) - prior.seldom;
        best = gain[i] > best ? gain[i] : best;
    }
    for (int i = from; i < until; i += stride)
        sum += quick_exp(gain[i] - best);
    return best + log(sum / places);
}

/* The scale that the best of all leads to expect. */
static void keep_scale(struct weighed *out, const struct swept *s, double evidence, double rest,
                       const struct weigh_options *o, double *best)
{
    double known = o->scale.df * o->scale.variance;
    if (evidence <= *best)
        return;
    *best = evidence;
    out->best = s->class;
    out->df = s->grid->n - 2;
    out->variance = fmax(rest * swept_difference(s->class) - known, 0) / out->df;
}

static void weigh_class(struct weighed *out, const struct swept *s, const struct weigh_options *o,
                        double *best)
{
    struct places p;
    int last = s->grid->n - o->least + 1, from = o->from > o->least ? o->from : o->least;
    double none = swept_evidence(s), *at = &out->log[0][s->class], gained[WEIGHED_KINDS] = {0};
    double size = o->size;
    swept_steps(s, &p);
    at[0] = none;
    at[WEIGHED_LEVEL * NOISE_CLASSES] = none + lift(s, &p, from, last, size, false,
                                                    &gained[WEIGHED_LEVEL]);
    at[WEIGHED_EARLIER * NOISE_CLASSES] = none + lift(s, &p, o->least, from < last ? from : last,
                                                      size, false, &gained[WEIGHED_EARLIER]);
    swept_ramps(s, &p);
    at[WEIGHED_PACE * NOISE_CLASSES] = none + lift(s, &p, from, last - 1, size, true,
                                                   &gained[WEIGHED_PACE]);
    for (int k = 0; k < WEIGHED_KINDS; k++)
        keep_scale(out, s, at[k * NOISE_CLASSES] - (k ? 2.5 : 0), s->rest - gained[k], o, best);
}

void weigh(struct weighed *out, const struct noise *g, const double *y,
           const struct weigh_options *o)
{
    struct swept s;
    double best = -INFINITY;
    out->df = 0;
    for (int k = 0; k < WEIGHED_KINDS; k++)
        for (int c = 0; c < NOISE_CLASSES; c++)
            out->log[k][c] = -INFINITY;
    for (int form = 0; form < g->forms; form++) {
        if (!g->form[form].q)
            continue;
        swept_open(&s, g, form, y, &o->scale);
        weigh_class(out, &s, o, &best);
        swept_trend(&s);
        weigh_class(out, &s, o, &best);
    }
}

enum { SCALES = 9 };

/* Log likelihood of distances of one side, each scale from 0.7 to 1.4 times the usual as likely. */
static double tail_likelihood(const double *z, int n, int tail, bool above)
{
    double each[SCALES] = {0};
    for (int k = 0; k < SCALES; k++) {
        double log_scale = (k - SCALES / 2) * log(2) / (SCALES - 1), shrink = exp(-log_scale);
        for (int i = 0; i < n; i++)
            if ((z[i] > 0) == above)
                each[k] += tail_density(tail, z[i] * shrink) - log_scale;
    }
    return evidence_sum(each, SCALES) - log(SCALES);
}

void weigh_single_values(struct weighed *out, const struct noise *g, const double *y,
                         const struct weigh_options *o)
{
    struct swept s;
    double z[NOISE_LONGEST], scratch[NOISE_LONGEST];
    int n = g->n, early = o->from > n / 2 ? o->from : n, change;
    swept_open(&s, g, out->best, y, &o->scale);
    swept_apart(&s, z);
    memcpy(scratch, z, (size_t)early * sizeof *z);
    double scale = order_mad(scratch, early);
    for (int i = 0; i < n; i++)
        z[i] = scale > 0 ? z[i] / scale : 0;
    for (int t = 0; t < TAILS; t++)
        for (int side = 0; side < 2; side++)
            out->tail[side][t] = scale > 0 ? tail_likelihood(z, early, t, side) : 0;
    out->louder = louder_gain(z, n, &change);
}
