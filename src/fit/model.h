/* model.h - the regression of one time series: trend, season of varying height, covariates, step.
 *
 *   y(t) = sum_a alpha_a t^a + (1 + sum_g gamma_g t^g) sum_b [cos, sin](2 pi b t / s)
 *          + sum_k phi_k x_k(t) + delta 1(t >= position),      t = 1..n
 *
 * (P. J. Rousseeuw, D. Perrotta, M. Riani and M. Hubert, Econometrics and Statistics 9, 2019,
 * section 2.)  Searches run on powers of w = (t - middle) / n, which keeps the columns apart from
 * each other and lets a season have height 0 at t = 0; model_coefficients() goes back to powers
 * of t.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FIT_MODEL_H
#define FIT_MODEL_H

#include <stdbool.h>

#include "base/arena.h"

enum { MODEL_POWERS = 4, MODEL_COLUMNS_MAX = 72 };

struct model_terms {
    int trend;       /* highest power of t, 0 to 3 */
    int harmonics;   /* 0 to season / 2 */
    int amplitude;   /* powers of t in the height of the season, 0 to 3 */
    double season;   /* periods in a year: 12, 52 */
    const double *x; /* covariates, one after the other, n values each */
    int covariates;
};

struct model {
    struct model_terms terms;
    int n;
    const double *y; /* NAN: missing */
    int *use;        /* indices of the known values */
    int known;
    bool step;
    int position; /* the step is 1 from this on, from 1 */

    /* columns: powers of w, covariates, the step; then harmonics; row by row, powers of w last */
    int straight, seasonal, columns;
    double *row;
    int width;
};

void model_open(struct model *m, const struct model_terms *terms, const double *y, int n, bool step,
                struct arena *a);
void model_move(struct model *m, int position);

/* Order of theta: straight columns, amplitude, harmonics.  Fills the fitted value of row i and,
 * unless NULL, its derivatives. */
double model_value(const struct model *m, const double *theta, int i, double *derivative);

/* Theta in powers of t, in the order of the published tables: trend, harmonics, covariates,
 * amplitude, step.  model_row() gives the fitted value and derivatives for those. */
void model_coefficients(const struct model *m, const double *theta, double *coef);
double model_row(const struct model *m, const double *coef, int i, double *derivative);
const char *model_name(const struct model *m, int coefficient, struct arena *a);

/* Whether the season has a height of its own course: the model is not linear then. */
bool model_is_linear(const struct model *m);

#endif
