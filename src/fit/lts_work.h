/* lts_work.h - the work space that the parts of the trimmed least-squares search share.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FIT_LTS_WORK_H
#define FIT_LTS_WORK_H

#include "fit/lts.h"

struct lts {
    const struct model *m;
    int h;
    double *residual, *square, *sorted; /* of the known values, in the order of m->use */
    double *forward;                    /* L^-1 of their rows */
    bool *in;                           /* by index of y: among the h */
    int *picked;                        /* those in, in order */
    int picked_count;
};

/* Picks the h smallest of the squares as lts_objective() left them; of equals the earliest. */
void lts_pick_smallest(struct lts *l);

/* Picks the values with keep, by index of y. */
void lts_pick(struct lts *l, const bool *keep);

/* J'J and J'r of what is picked. */
void lts_normal_equations(const struct lts *l, const double *theta, double *gram, double *right);

/* Least squares on what is picked, until the sum falls by less than `tolerance` of itself; returns
 * the sum. */
double lts_reduce(struct lts *l, double *theta, int rounds, double tolerance);

/* Steps of Gauss and Newton that a C-step takes: a linear model is at its minimum after one. */
int lts_steps(const struct lts *l);

/* C-steps (P. J. Rousseeuw and K. Van Driessen, DMKD 12, 2006): least squares (so many steps of
 * it) on the h values that fit best, until nothing falls.  Leaves those h picked. */
double lts_concentrate(struct lts *l, double *theta, int rounds, int steps);

/* Keeps the best solutions; those of equal objective are taken for the same. */
void lts_keep(struct lts_best *best, const double *theta, double objective);

#endif
