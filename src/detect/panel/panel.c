/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/panel/panel.h"

#include <math.h>
#include <stdlib.h>

#include "stats/evidence.h"
#include "stats/quick.h"

/* Series that the shares known before count as; rounds of the EM and when to stop. */
static const double before_classes = 10, before_tails = 1, before_kinds = 20, still = 1e-4;
enum { ROUNDS = 200, TAIL_ROUNDS = 200, FEW_SERIES = 50, CELLS = WEIGHED_KINDS * NOISE_CLASSES };

static const double kinds[WEIGHED_KINDS] = {.82, .06, .08, .04};

/* Of series whose spread stays, one in twenty gains so much by two; log odds before the panel. */
static const double louder_chance = 0.05, louder_gains = 4.4, usual_louder = -3;

static const double usual_size = 1.2;     /* of a change: log 3.3 */
static const double yearly_growth = 0.25; /* standard deviation of a logarithm */

void panel_share(struct panel *p, int class, double weight)
{
    p->weight[class] = weight;
    p->log_weight[class] = log(weight);
}

void panel_default(struct panel *p, int season, bool years)
{
    *p = (struct panel){.scale = {1, 0.02, years ? yearly_growth : yearly_growth / 12},
                        .size = usual_size,
                        .louder = usual_louder};
    for (int t = 0; t < TAILS; t++)
        p->tail[0][t] = p->tail[1][t] = log(tail_share(t));
    double weight[NOISE_CLASSES];
    noise_prior(weight, season, years);
    for (int c = 0; c < NOISE_CLASSES; c++)
        panel_share(p, c, weight[c]);
    for (int k = 0; k < WEIGHED_KINDS; k++)
        p->kind[k] = kinds[k];
}

double panel_bayes(const struct panel *p, const struct weighed *w, enum weighed_kind kind)
{
    const double *log_none = w->log[WEIGHED_NONE], *log_some = w->log[kind];
    double most = -INFINITY, likelier[2][NOISE_CLASSES];
    for (int c = 0; c < NOISE_CLASSES; c++) {
        most = log_none[c] > most ? log_none[c] : most;
        most = log_some[c] > most ? log_some[c] : most;
    }
    for (int c = 0; c < NOISE_CLASSES; c++) {
        likelier[0][c] = log_none[c] - most;
        likelier[1][c] = log_some[c] - most;
    }
    quick_exps(likelier[0], 2 * NOISE_CLASSES);
    double none = quick_dot(p->weight, likelier[0], NOISE_CLASSES);
    double some = quick_dot(p->weight, likelier[1], NOISE_CLASSES);
    return log(fmax(some, 1e-300)) - log(fmax(none, 1e-300));
}

/* One round of EM: the shares from those before, with the series known before; returns the
 * logarithm of how likely the series are with those. */
static double share_tails(double *share, const struct weighed *list, int n, int side)
{
    double count[TAILS], all = before_tails, likely = 0;
    for (int t = 0; t < TAILS; t++)
        count[t] = before_tails * tail_share(t);
    for (int i = 0; i < n; i++) {
        double e[TAILS];
        if (!list[i].singles)
            continue;
        for (int t = 0; t < TAILS; t++)
            e[t] = share[t] + list[i].tail[side][t];
        double total = evidence_sum(e, TAILS);
        for (int t = 0; t < TAILS; t++)
            count[t] += exp(e[t] - total);
        likely += total;
        all++;
    }
    for (int t = 0; t < TAILS; t++)
        share[t] = log(count[t] / all);
    return likely;
}

/* How many series have which tails; of many all the same where several say little more (by the
 * criterion of G. Schwarz, Annals of Statistics 6, 1978). */
static void learn_tails(double *share, const struct weighed *list, int n, int side)
{
    double likely = 0, alone = 0, most = -INFINITY;
    int asked = 0, best = 0;
    for (int i = 0; i < n; i++)
        asked += list[i].singles > 0;
    for (int t = 0; t < TAILS; t++) {
        double known = before_tails * log(tail_share(t)), sum = 0;
        for (int i = 0; i < n; i++)
            sum += list[i].singles ? list[i].tail[side][t] : 0;
        if (sum + known > most) {
            most = sum + known;
            alone = sum;
            best = t;
        }
        share[t] = -log(TAILS);
    }
    for (int round = 0; round < TAIL_ROUNDS; round++)
        likely = share_tails(share, list, n, side);
    if (asked < FEW_SERIES || likely - alone >= (TAILS - 1) / 2. * log(asked))
        return;
    for (int t = 0; t < TAILS; t++)
        share[t] = t == best ? 0 : -(double)INFINITY;
}

/* From the share of series that gain more by another spread than chance would have it. */
static void learn_louder(struct panel *p, const struct weighed *list, int n)
{
    double gained = 0, known = before_classes;
    int asked = 0;
    for (int i = 0; i < n; i++) {
        asked += list[i].louder >= 0;
        gained += list[i].louder > louder_gains;
    }
    double share = fmax(gained - louder_chance * asked, 0) / (1 - louder_chance);
    share = (share + known / (1 + exp(-usual_louder))) / (asked + known);
    p->louder = log(share / (1 - fmin(share, 0.99)));
}

/* Likelihoods of one series over its greatest, in place of their logarithms. */
static void rescale(double *to, const struct weighed *w)
{
    double most = -INFINITY;
    for (int k = 0; k < WEIGHED_KINDS; k++)
        for (int c = 0; c < NOISE_CLASSES; c++)
            most = fmax(most, w->log[k][c]);
    for (int k = 0; k < WEIGHED_KINDS; k++)
        for (int c = 0; c < NOISE_CLASSES; c++)
            to[k * NOISE_CLASSES + c] = exp(w->log[k][c] - most);
}

WIDE static void add_times(double *restrict to, const double *restrict from, double times)
{
    for (int c = 0; c < NOISE_CLASSES; c++)
        to[c] += from[c] * times;
}

/* One round: adds the shares of what a series may be to the counts; those of the classes are still
 * to be multiplied by what the shares were. */
static void count_in(double *class, double *kind, const struct panel *p, const double *likelihood)
{
    double share[WEIGHED_KINDS], total = 0;
    for (int k = 0; k < WEIGHED_KINDS; k++) {
        share[k] = p->kind[k] * quick_dot(p->weight, likelihood + k * NOISE_CLASSES, NOISE_CLASSES);
        total += share[k];
    }
    if (!(total > 0))
        return;
    for (int k = 0; k < WEIGHED_KINDS; k++) {
        kind[k] += share[k] / total;
        add_times(class, likelihood + k * NOISE_CLASSES, p->kind[k] / total);
    }
}

void panel_learn_classes(struct panel *p, const struct weighed *list, int n)
{
    struct panel known = *p;
    double *likelihood = must(malloc(((size_t)n + 1) * CELLS * sizeof *likelihood)), moved = 1;
    for (int i = 0; i < n; i++)
        rescale(likelihood + (size_t)i * CELLS, &list[i]);
    for (int round = 0; round < ROUNDS && moved > still; round++) {
        double class[NOISE_CLASSES] = {0}, kind[WEIGHED_KINDS];
        moved = 0;
        for (int k = 0; k < WEIGHED_KINDS; k++)
            kind[k] = before_kinds * known.kind[k];
        for (int i = 0; i < n; i++)
            count_in(class, kind, p, likelihood + (size_t)i * CELLS);
        for (int c = 0; c < NOISE_CLASSES; c++) {
            double known_as = before_classes * known.weight[c];
            double w = (known_as + class[c] * p -> weight[c]) / (n + before_classes);
            moved = fmax(moved, fabs(w - p->weight[c]));
            panel_share(p, c, w);
        }
        for (int k = 0; k < WEIGHED_KINDS; k++)
            p->kind[k] = kind[k] / (n + before_kinds);
    }
    free(likelihood);
}

void panel_learn(struct panel *p, const struct weighed *list, int n)
{
    panel_learn_classes(p, list, n);
    for (int side = 0; side < 2; side++)
        learn_tails(p->tail[side], list, n, side);
    learn_louder(p, list, n);
}
