/* swept.h - a series as one class of noise sees it, with columns swept out of it.
 *
 * Sweeping a column x with a normal prior of variance kappa (of the noise 1) takes s^2 / (x'Qx + 1
 * / kappa), s = x'Qy, from the generalised sum of squares, and multiplies the marginal likelihood
 * by (1 + kappa x'Qx)^(-1/2): the conjugate regression of A. Zellner, 1971, one column after the
 * other.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_CHANGE_SWEPT_H
#define DETECT_CHANGE_SWEPT_H

#include "detect/change/noise.h"
#include "stats/quick.h"

enum { SWEPT_MAX = 14 };

/* Prior of the variance of a value's distance from the one before: that of df values; and standard
 * deviation of growth per value while nothing happens, INFINITY where the scale has no meaning. */
struct scale_prior {
    double df, variance, growth;
};

/* Sums of n values from i on, and sums of these. */
struct sums {
    double step[NOISE_LONGEST + 1], ramp[NOISE_LONGEST + 1];
};

struct swept {
    const struct noise *grid;
    int class;
    double rest, df; /* generalised sum of squares, degrees of freedom; the scale's prior in both */
    double log_norm;
    double growth;           /* of the scale's prior */
    double a[NOISE_LONGEST]; /* Q y */
    struct sums along;       /* of that */
    int count;
    double column[SWEPT_MAX][NOISE_LONGEST]; /* Q x over the root of its norm */
    struct sums sums[SWEPT_MAX];             /* of that */
    struct swept_state {                     /* as it was kept */
        double rest, log_norm, a[NOISE_LONGEST];
        struct sums along;
        int count;
    } opened;
};

/* The level is swept out, and the trend where the class has one; or the trend after all.  plain: a
 * of the same memory without a season, from which it goes faster; or NULL. */
void swept_open(struct swept *s, const struct noise *g, int class, const double *y,
                const double *plain, const struct scale_prior *scale);

void swept_trend(struct swept *s);
void swept_keep(struct swept *s);
void swept_again(struct swept *s); /* as it was kept */

/* What the variance of the distance of a value from the one before is, of a class's noise 1. */
double swept_difference(int class);

double swept_evidence(const struct swept *s); /* log marginal likelihood */

/* 1 from `from` until `until`; or 1, 2, 3... from `from` on; or 1 / over, 2 / over... to 1. */
struct pattern {
    int from, until;
    bool ramp;
    int over; /* values over which it comes; 1: at once */
};
bool pattern_same(const struct pattern *a, const struct pattern *b);

void swept_out(struct swept *s, const struct pattern *p, double kappa);

/* s and x'Qx of the pattern. */
void swept_along(const struct swept *s, const struct pattern *p, double *along, double *norm);

/* Distances of values from what the others lead to expect, over their deviation of the noise 1. */
void swept_apart(const struct swept *s, double *z);

/* The same for all places of a pattern: of what begins at i, i at most n - 1. */
struct places {
    double along[NOISE_LONGEST + 1], norm[NOISE_LONGEST + 1];
    double drop[NOISE_LONGEST + 1]; /* what it takes from the sum of squares, of whatever size */
};
/* Places of the pattern's kind from `first` to `last`; a burst is as long as the pattern, and
 * NOISE_BURST at most. */
void swept_places(const struct swept *s, const struct pattern *kind, int first, int last,
                  struct places *out);

/* The logarithm of the mean over n places from `first` on of how much likelier they make the
 * series; n >= 1. */
double swept_mean_lift(const struct swept *s, const struct places *p, int first, int n,
                       double kappa);

/* Log of how much likelier a column makes the series. */
double swept_lift(const struct swept *s, double along, double norm, double kappa);
static inline double lift_of(double along, double norm, double kappa, double rest, double df)
{
    double share = along * along / (norm + 1 / kappa) / rest;
    share = share < 1 - 1e-12 ? share : 1 - 1e-12;
    return -quick_log(1 + kappa * norm) / 2 - df / 2 * quick_log(1 - share);
}

/* The most that it can be for a column that takes `drop` from the sum of squares. */
double swept_most_lift(const struct swept *s, double drop);

#endif
