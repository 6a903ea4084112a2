/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/change/weigh.h"

#include <math.h>
#include <string.h>

#include "detect/change/louder.h"
#include "detect/change/tail.h"
#include "stats/order.h"
#include "stats/quick.h"

static const double strong = 16;          /* variance of a change at most, of the noise 1 */
enum { RAMP_STRIDE = 3 };                 /* growth that begins a month later looks the same */
static const double negligible = 20;      /* log of how much less likely than another class */
static const double pace_share = 1. / 18; /* a change of growth reaches a size in so many values */

/* Variances of a change: the usual one, and that which one so large asks for. */
struct size_variance {
    double noise, usual, wide;
};

static inline struct size_variance variance_of(double rest, double df, double left, double change,
                                               double size, double scale)
{
    double noise = (left > 1e-9 * rest ? left : 1e-9 * rest) / df, most = strong * noise;
    double known = size > 0 && size * size < most ? size * size : most;
    double usual = known * scale * scale, half = change * change / 2;
    return (struct size_variance){noise, usual, usual > half ? usual : half};
}

struct size_prior weigh_size(const struct swept *s, double rest, double change, double size,
                             bool ramp)
{
    struct size_variance v = variance_of(s->rest, s->df, rest, change, size, ramp ? pace_share : 1);
    return (struct size_prior){v.wide / v.noise, ramp ? log(v.wide / v.usual) / 2 : 0};
}

WIDE void weigh_each(double *restrict to, const struct swept *s, const struct places *restrict p,
                     int n, double size, bool ramp)
{
    double rest = s->rest, df = s->df, scale = ramp ? pace_share : 1;
    for (int i = 0; i < n; i++) {
        double along = p->along[i], norm = p->norm[i];
        struct size_variance v = variance_of(rest, df, rest - p->drop[i], along / (norm + 1e-9),
                                             size, scale);
        to[i] = lift_of(along, norm, v.wide / v.noise, rest, df) -
                (ramp ? quick_log(v.wide / v.usual) / 2 : 0);
    }
}

/* Every third of the places, in front; how many. */
static int thin(struct places *p, int from, int until)
{
    int n = 0;
    for (int i = from; i < until; i += RAMP_STRIDE, n++) {
        p->along[from + n] = p->along[i];
        p->norm[from + n] = p->norm[i];
    }
    return n;
}

/* The logarithm of the mean over places of how much likelier they make the series; not asked
 * where it must be less than `least`. */
static double lift(const struct swept *s, struct places *p, int from, int until, double size,
                   bool ramp, double least, double *gained)
{
    int best = from;
    *gained = 0;
    if (until <= from)
        return -INFINITY;
    for (int i = from; i < until; i++)
        best = p->drop[i] > p->drop[best] ? i : best;
    if (swept_most_lift(s, p->drop[best]) < least)
        return -INFINITY;
    double change = p->along[best] / (p->norm[best] + 1e-9);
    struct size_prior prior = weigh_size(s, s->rest - p->drop[best], change, size, ramp);
    *gained = p->drop[best];
    return swept_mean_lift(s, p, from, ramp ? thin(p, from, until) : until - from, prior.kappa) -
           prior.seldom;
}

/* Of the classes so far: of what the scale is taken, and with their shares. */
struct best {
    double scale, likely;
};

/* The scale that the best of all leads to expect. */
static void keep_scale(struct weighed *out, const struct swept *s, double evidence, double rest,
                       const struct weigh_options *o, struct best *best)
{
    double known = o->scale.df * o->scale.variance;
    if (evidence <= best->scale)
        return;
    best->scale = evidence;
    out->best = s->class;
    out->df = s->grid->n - 2;
    double left = rest * swept_difference(s->class) - known;
    out->variance = left > 1e-9 * known ? left / out->df : 0; /* else it is rounding */
}

static void weigh_class(struct weighed *out, const struct swept *s, const struct weigh_options *o,
                        struct best *best)
{
    struct places p;
    int last = s->grid->n - o->least + 1, from = o->from > o->least ? o->from : o->least;
    double none = swept_evidence(s), *at = &out->log[0][s->class], gained[WEIGHED_KINDS] = {0};
    double share = o->share ? o->share[s->class] : 0;
    double size = o->size, least = best->likely - negligible - share - none;
    swept_places(s, &(struct pattern){0, s->grid->n, false, 1}, o->least, last - 1, &p);
    at[0] = none;
    at[WEIGHED_LEVEL * NOISE_CLASSES] = none + lift(s, &p, from, last, size, false, least,
                                                    &gained[WEIGHED_LEVEL]);
    at[WEIGHED_EARLIER * NOISE_CLASSES] = none + lift(s, &p, o->least, from < last ? from : last,
                                                      size, false, least, &gained[WEIGHED_EARLIER]);
    swept_places(s, &(struct pattern){0, s->grid->n, true, 1}, from, last - 2, &p);
    at[WEIGHED_PACE * NOISE_CLASSES] = none + lift(s, &p, from, last - 1, size, true, least,
                                                   &gained[WEIGHED_PACE]);
    for (int k = 0; k < WEIGHED_KINDS; k++) {
        keep_scale(out, s, at[k * NOISE_CLASSES] - (k ? 2.5 : 0), s->rest - gained[k], o, best);
        best->likely = fmax(best->likely, at[k * NOISE_CLASSES] + share);
    }
}

/* A memory without a season, then with each. */
static void weigh_memory(struct weighed *out, const struct noise *g, int memory, const double *y,
                         const struct weigh_options *o, struct best *best)
{
    struct swept s;
    double plain[NOISE_LONGEST], *known = NULL;
    for (int form = memory; form < g->forms; form += NOISE_MEMORIES) {
        if (!g->form[form].q)
            continue;
        swept_open(&s, g, form, y, known, &o->scale);
        if (form == memory)
            known = memcpy(plain, s.a, (size_t)g->n * sizeof *plain);
        weigh_class(out, &s, o, best);
        swept_trend(&s);
        weigh_class(out, &s, o, best);
    }
}

void weigh(struct weighed *out, const struct noise *g, const double *y,
           const struct weigh_options *o)
{
    struct best best = {-INFINITY, -INFINITY};
    out->df = 0;
    for (int k = 0; k < WEIGHED_KINDS; k++)
        for (int c = 0; c < NOISE_CLASSES; c++)
            out->log[k][c] = -INFINITY;
    for (int memory = 0; memory < NOISE_MEMORIES; memory++)
        weigh_memory(out, g, memory, y, o, &best);
}

void weigh_single_values(struct weighed *out, const struct noise *g, const double *y,
                         const struct weigh_options *o)
{
    struct swept s;
    double z[NOISE_LONGEST], scratch[NOISE_LONGEST];
    int n = g->n, early = o->from > n / 2 ? o->from : n, change;
    swept_open(&s, g, out->best, y, NULL, &o->scale);
    swept_apart(&s, z);
    memcpy(scratch, z, (size_t)early * sizeof *z);
    double scale = order_mad(scratch, early);
    for (int i = 0; i < n; i++)
        z[i] = scale > 0 ? z[i] / scale : 0;
    out->singles = scale > 0 ? early : 0;
    tail_likelihoods(out->tail, z, out->singles);
    out->louder = louder_gain(z, n, &change);
}
