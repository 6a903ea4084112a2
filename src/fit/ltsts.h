/* ltsts.h - robust fit of a time series with outliers and one change of level.
 *
 * P. J. Rousseeuw, D. Perrotta, M. Riani and M. Hubert, "Robust monitoring of time series with
 * application to fraud detection", Econometrics and Statistics 9, 2019.  The search is weir's own
 * and draws nothing, see docs/method/ltsts.md.  Positions count from 1; a level shift at 27 means
 * that the 27th value is the first of the new level.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FIT_LTSTS_H
#define FIT_LTSTS_H

#include "fit/model.h"

/* Which values the final fit takes, of those that the trimmed fit leaves a residual r for, in
 * units of its scale. */
enum reweighting {
    REWEIGHT_SIMULATED = 1, /* |r| within the simulated 1 % point for small samples */
    REWEIGHT_FILTER,        /* the filter of Gervini and Yohai once (the default) */
    REWEIGHT_FILTER_AGAIN,  /* the same until nothing more falls out, 10 rounds at most */
    REWEIGHT_NORMAL,        /* |r| within the 1 % point of the normal distribution */
};

struct ltsts_options {
    struct model_terms terms;
    int first, last; /* positions of the step tried; 0: the model has no step */
    int at;          /* the position of the step when it is known; 0: searched */
    int h;           /* values kept; 0: round(0.75 n) */
    double level;    /* of the outlier limits, two-sided, as in 0.99; 0: 0.975 */
    double huber;    /* constant of the refinement of the position; 0: 2 */
    int window;      /* half width of that refinement; 0: 15 */
    enum reweighting reweighting;
    int effort; /* elemental starts at the first position, half as many later; 0: 120 */
};

struct ltsts_fit {
    int n, h, positions; /* positions tried */
    int raw_position;    /* where the objective is least */
    int position;        /* after refinement; 0: no step in the model */
    double objective;    /* sum of the h smallest squared residuals */
    double raw_scale, scale;
    int coefficients, df; /* df of the t statistics */
    double coef[MODEL_COLUMNS_MAX], se[MODEL_COLUMNS_MAX], t[MODEL_COLUMNS_MAX],
        p[MODEL_COLUMNS_MAX];
    const char *name[MODEL_COLUMNS_MAX];
    double shift_p;    /* of the step, for the best of the positions tried; NAN without a step */
    double harmonic_p; /* of the last harmonic, F test; NAN without harmonics */
    bool *keep;        /* n; weight 1 in the final fit; false where y is missing */
    double *fitted, *residual; /* n; residual in units of the final scale, NAN where missing */
    bool *outlier;             /* n */
    double *wedge;   /* positions rows of n: residuals of each trimmed fit over its own scale */
    double *refined; /* n; what the refinement minimises, NAN where it was not looked at */
};

/* False when there are too few values for the model.  out lives in the arena. */
bool ltsts_fit(struct ltsts_fit *out, const double *y, int n, const struct ltsts_options *options,
               struct arena *a);

/* The usual bounds of a search: 5 and n - 4, within what the model can tell. */
void ltsts_everywhere(struct ltsts_options *options, int n);

/* p of the best of m steps whose t statistic is t: the distribution of the largest order statistic
 * of the absolute values; p parameters, n observations. */
double ltsts_shift_p(double t, int m, int p, int n);

#endif
