/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/change/study.h"

#include <math.h>

#include "stats/evidence.h"
#include "stats/quick.h"

enum { BY_NONE = 4, BY_CHANGE = 4, BY_SHARE = STUDY_CLASSES - BY_NONE - BY_CHANGE };

/* How often a series has one, where the panel says less: of each kind, of each length of a
 * burst. */
static const double often_level = 0.05, often_pace = 0.02, often_short = 0.03, often_long = 0.003;

const double study_gradual = 0.1;

/* --- classes that matter --- */

static void add_class(struct study *s, int class, double share)
{
    for (int i = 0; i < s->count; i++)
        if (s->classes[i] == class)
            return;
    s->log_weight[s->count] = share;
    s->classes[s->count++] = class;
}

enum by { NONE, CHANGE, SHARE };

static double score_of(double share, const struct weighed *w, int class, enum by by)
{
    double change = -INFINITY;
    if (by == SHARE)
        return isinf(w->log[WEIGHED_NONE][class]) ? -(double)INFINITY : share;
    if (by == NONE)
        return w->log[WEIGHED_NONE][class] + share;
    for (int k = WEIGHED_LEVEL; k < WEIGHED_KINDS; k++)
        change = w->log[k][class] > change ? w->log[k][class] : change;
    return change + share;
}

/* The best few without a change and with one, and the most common: a burst may hide behind what
 * none of the others says. */
static void pick_classes(struct study *s, const struct weighed *w, const double *share, enum by by,
                         int most)
{
    double score[NOISE_CLASSES];
    for (int c = 0; c < NOISE_CLASSES; c++)
        score[c] = score_of(share[c], w, c, by);
    for (int round = 0; round < most; round++) {
        int best = 0;
        for (int c = 1; c < NOISE_CLASSES; c++)
            best = score[c] > score[best] ? c : best;
        if (isinf(score[best]))
            return;
        score[best] = -INFINITY;
        add_class(s, best, share[best]);
    }
}

/* --- evidence over the classes --- */

double study_evidence(const struct study *s)
{
    double e[STUDY_CLASSES];
    for (int i = 0; i < s->count; i++)
        e[i] = s->log_weight[i] + swept_evidence(s->base[i]);
    return evidence_sum(e, s->count);
}

struct size_prior study_size(const struct study *s, int i, double along, double norm, bool ramp)
{
    const struct swept *b = s->base[i];
    double change = along / (norm + 1e-9);
    return weigh_size(b, b->rest - along * change, change, s->o->size, ramp);
}

double study_with(const struct study *s, const struct pattern *p)
{
    double e[STUDY_CLASSES], along, norm;
    for (int i = 0; i < s->count; i++) {
        swept_along(s->base[i], p, &along, &norm);
        struct size_prior prior = study_size(s, i, along, norm, p->ramp);
        e[i] = s->log_weight[i] + swept_evidence(s->base[i]) +
               swept_lift(s->base[i], along, norm, prior.kappa) - prior.seldom;
    }
    return evidence_sum(e, s->count);
}

/* The places asked about, one after the other. */
static void gather(struct places *p, const int *at, int n)
{
    for (int i = 0; i < n; i++) { /* at[i] >= i */
        p->along[i] = p->along[at[i]];
        p->norm[i] = p->norm[at[i]];
        p->drop[i] = p->drop[at[i]];
    }
}

/* sum[i] := the logarithm of the sum over k of e to the e[k][i]. */
static void sum_evidence(double *sum, double e[][NOISE_LONGEST + 1], int count, int n)
{
    double total[NOISE_LONGEST + 1] = {0};
    for (int k = 0; k < count; k++)
        for (int i = 0; i < n; i++)
            sum[i] = k && sum[i] > e[k][i] ? sum[i] : e[k][i];
    for (int k = 0; k < count; k++) {
        for (int i = 0; i < n; i++)
            e[k][i] -= sum[i];
        quick_exps(e[k], n);
        for (int i = 0; i < n; i++)
            total[i] += e[k][i];
    }
    for (int i = 0; i < n; i++)
        sum[i] += quick_log(total[i]);
}

void study_with_each(const struct study *s, const struct pattern *kind, const int *at, int n,
                     double *with)
{
    double e[STUDY_CLASSES][NOISE_LONGEST + 1];
    struct places p;
    if (n < 1)
        return;
    for (int k = 0; k < s->count; k++) {
        const struct swept *b = s->base[k];
        swept_places(b, kind, at[0], at[n - 1], &p);
        gather(&p, at, n);
        weigh_each(e[k], b, &p, n, s->o->size, kind->ramp);
        double usual = s->log_weight[k] + swept_evidence(b);
        for (int i = 0; i < n; i++)
            e[k][i] += usual;
    }
    sum_evidence(with, e, s->count, n);
}

double study_odds(const struct study *s, const struct pattern *p)
{
    return study_with(s, p) - study_evidence(s) + study_prior(s, p);
}

void study_take(struct study *s, const struct pattern *p)
{
    double along, norm;
    for (int i = 0; i < s->count; i++) {
        swept_along(s->base[i], p, &along, &norm);
        swept_out(s->base[i], p, study_size(s, i, along, norm, p->ramp).kappa);
    }
}

static void open_class(struct study *s, int i)
{
    const struct scale_prior *scale = &s->o->scale;
    swept_open(s->base[i], s->g, s->classes[i], s->y, NULL, scale);
    swept_keep(s->base[i]);
}

void study_sweep(struct study *s, int without)
{
    for (int i = 0; i < s->count; i++) {
        if (s->opened)
            swept_again(s->base[i]);
        else
            open_class(s, i);
    }
    s->opened = true;
    for (int k = 0; k < s->taken_count && without != STUDY_BARE; k++)
        if (k != without && !(s->unsure[k] && without >= 0) &&
            (without != STUDY_NO_BURSTS || s->taken[k].until - s->taken[k].from > STUDY_SHORT))
            study_take(s, &s->taken[k]);
}

int study_best(const struct study *s)
{
    int best = 0;
    for (int i = 1; i < s->count; i++)
        if (s->log_weight[i] + swept_evidence(s->base[i]) >
            s->log_weight[best] + swept_evidence(s->base[best]))
            best = i;
    return best;
}

double study_prior(const struct study *s, const struct pattern *p)
{
    const double *kind = s->panel->kind;
    int length = p->until - p->from, asked = s->n - s->o->from > 1 ? s->n - s->o->from : 1;
    bool now = p->from >= s->o->from;
    double places = now ? asked : s->o->from > 1 ? s->o->from : 1;
    if (p->ramp)
        return log(fmax(now ? kind[WEIGHED_PACE] : 0, often_pace) / places);
    if (p->until == s->n && length >= s->o->least)
        return log(fmax(kind[now ? WEIGHED_LEVEL : WEIGHED_EARLIER], often_level) *
                   (p->over > 1 ? study_gradual : 1) / places);
    return log((length <= STUDY_SHORT ? often_short : often_long) / places);
}

void study_open(struct study *s, const struct weighed *w, struct arena *a)
{
    const double *share = s->panel->log_weight;
    s->count = s->taken_count = 0;
    s->opened = false;
    pick_classes(s, w, share, NONE, BY_NONE);
    pick_classes(s, w, share, CHANGE, BY_CHANGE);
    pick_classes(s, w, share, SHARE, BY_SHARE);
    struct swept *base = arena_room(a, (size_t)s->count * sizeof *base);
    for (int i = 0; i < s->count; i++)
        s->base[i] = base + i;
}
