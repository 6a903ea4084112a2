/* lts.h - least trimmed squares of a model with its step at one position.
 *
 * Minimises the sum of the h smallest squared residuals (P. J. Rousseeuw, JASA 79, 1984).  The
 * search draws nothing: see docs/method/ltsts.md.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FIT_LTS_H
#define FIT_LTS_H

#include "fit/model.h"

enum { LTS_KEEP = 8 }; /* best solutions that a position hands on to its neighbours */

struct lts_point {
    double theta[MODEL_COLUMNS_MAX];
    double objective;
};

struct lts_best {
    struct lts_point point[LTS_KEEP]; /* best first, of different objectives */
    int count;
};

struct lts; /* work space for one model and h */
struct lts *lts_open(const struct model *m, int h, struct arena *a);

/* Adds the minima found from `elemental` small subsets and from least squares on everything and on
 * everything but a stretch of time. */
void lts_search(struct lts *l, struct lts_best *best, int elemental);

/* Adds the minimum found from a solution for another position. */
void lts_from(struct lts *l, struct lts_best *best, const double *theta);

/* Improves the best solutions by exchanging one value in for one out until none helps. */
void lts_exchange(struct lts *l, struct lts_best *best, int how_many);

/* Moves from the best solution on by holding one value in or out for a while, until none of the
 * values near the limit of being trimmed leads to a better one. */
void lts_kick(struct lts *l, struct lts_best *best);

/* Objective at theta; residual (n values, NAN where y is missing) unless NULL. */
double lts_objective(struct lts *l, const double *theta, double *residual);

/* Least squares over the values with keep, from theta: Gauss-Newton to the last digits.  Returns
 * the residual sum of squares. */
double lts_least_squares(struct lts *l, double *theta, const bool *keep);

#endif
