/* noise.h - what a series may do while nothing happens: a grid of covariances.
 *
 *   y = level + season + trend + noise,   noise: independent, AR(1), or a random walk beside
 *                                         independent values
 *
 * A class of noise is one memory with one season, with or without a trend.  The level has a flat
 * prior and is swept out; the season is a Gaussian process (monthly effects, of whose variance the
 * first harmonic has the larger part), steady or growing; the trend is a column whose prior is that
 * of usual growth.
 * The scale of all of it is left to the series.  docs/method/surge.md
 *
 * The grid is the state space of A. C. Harvey, Forecasting, Structural Time Series Models and the
 * Kalman Filter, 1989, taken at a few points; its matrices depend on the length only and are made
 * once.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_CHANGE_NOISE_H
#define DETECT_CHANGE_NOISE_H

#include <stdbool.h>

#include "base/arena.h"

enum {
    NOISE_MEMORIES = 10,
    NOISE_SEASONS = 4,
    NOISE_FORMS = NOISE_MEMORIES * NOISE_SEASONS, /* memory and season */
    NOISE_CLASSES = 2 * NOISE_FORMS,              /* without a trend, then with one */
    NOISE_LONGEST = 240,
    NOISE_GRADUAL = 3,
    NOISE_BURST = 16, /* values of a burst at most */
    NOISE_WAVES = 11, /* of a season of twelve months */
};
/* Values over which a level changes where it does not at once. */
extern const int noise_over[NOISE_GRADUAL];

/* limit NOISE_LONGEST: values of a series that is fitted with one covariance; */

/* What a form costs and weighs for series of n values. */
struct noise_form {
    double *q;     /* n * n: y'Qy is the generalised sum of squares about the level */
    double *waves; /* NOISE_WAVES * n: Q is that of the same memory less their products; or NULL */
    double *h;     /* n: the precision is Q + h h' */
    double *cross; /* (n + 1) * (n + 1): x'Qx of steps at i and at j; 0 at 0 and n */
    double *steps; /* n + 1: its diagonal */
    double *kinks; /* n + 1: of growth that begins after i */
    double *gradual[NOISE_GRADUAL];  /* n + 1: of steps from i on that come over so many values */
    double *bursts[NOISE_BURST + 1]; /* n + 1: of so many values from i on */
    double *drift;                   /* n: Q t of the trend's column t, of unit variance */
    double *drift_step, *drift_ramp; /* n + 1: sums of that from i on, and of these */
    double trend;                    /* t'Qt */
    double log_norm;                 /* -log|Sigma| / 2 - log(1'P1) / 2 */
};

struct noise {
    int n, forms; /* forms: NOISE_FORMS with a season, NOISE_MEMORIES without */
    double *t;    /* the trend's column */
    struct noise_form form[NOISE_FORMS];
};

/* The grid for series of n values, 3 <= n <= NOISE_LONGEST; season is 12 or 0.  Made at the first
 * call and kept; several threads may call. */
const struct noise *noise_grid(int n, int season);

/* The same where value i is loud[i] times as noisy, of some forms: the others have no q.  Lives in
 * the arena. */
const struct noise *noise_louder(const struct noise *g, const double *loud, const bool *wanted,
                                 struct arena *a);

/* Of a form: what stands in docs. */
double noise_phi(int form);  /* of AR(1) */
double noise_walk(int form); /* variance of a step of the walk, of the independent noise 1 */
int noise_season(int form);  /* 0 none, 1 slight, 2 strong, 3 growing */

/* How values follow each other while nothing happens, of a class: memory, variance of a step of the
 * walk, growth.  Noise with a memory makes sums less sure; where a series has walked or grown to is
 * no noise of them. */
struct course {
    double phi, walk;
    bool trend;
};

/* What all series are thought to be until a panel says otherwise: weights of classes, sum 1. */
void noise_prior(double *weight, int season, bool years);

#endif
