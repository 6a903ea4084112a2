/* weigh.h - the evidence of one series for each class of noise, without a change and with one.
 *
 * Evidence is the logarithm of a marginal likelihood: the level has a flat prior, the size of a
 * change a normal one, the scale the conjugate one that the panel gives, the place a flat one over
 * those asked about.  A difference of two evidences is the logarithm of a Bayes factor
 * (H. Jeffreys, Theory of Probability, 1961, chapter 5).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_CHANGE_WEIGH_H
#define DETECT_CHANGE_WEIGH_H

#include "detect/change/swept.h"
#include "detect/change/tail.h"

struct weigh_options {
    int from;    /* first place asked about */
    int least;   /* values on both sides of a change of level at least */
    double size; /* standard deviation of a change, 4 times the noise at most; 0: that */
    struct scale_prior scale;
    double taken;        /* logarithm of the odds that what is asked about is taken in with */
    const double *share; /* logarithms of the classes' shares; NULL: not known yet */
};

enum weighed_kind {
    WEIGHED_NONE,
    WEIGHED_LEVEL,   /* a change of level from `from` on */
    WEIGHED_EARLIER, /* one before that */
    WEIGHED_PACE,    /* a change of growth from `from` on */
    WEIGHED_KINDS
};

struct weighed {
    /* -INFINITY: no such class or place, or next to nothing beside another. */
    double log[WEIGHED_KINDS][NOISE_CLASSES];
    double variance, df;   /* of the distance of a value from the one before, by the best of them */
    int best;              /* that class */
    double louder;         /* gain in log likelihood by a spread that changes; -1: not asked */
    int singles;           /* single values that were asked how far out they are; 0: none */
    double tail[2][TAILS]; /* log likelihood of these, below and above: see tail.h */
};

void weigh(struct weighed *out, const struct noise *g, const double *y,
           const struct weigh_options *o);

/* Fills `tail` and `louder` of a series that was weighed: from the values before `from`, or from
 * all where these are less than half. */
void weigh_single_values(struct weighed *out, const struct noise *g, const double *y,
                         const struct weigh_options *o);

/* Prior variance of a change, of the noise 1, where `rest` of the generalised sum of squares is
 * left.  A change as large as this one seems to be is no wonder: the tails are those of the prior
 * of Jeffreys, Zellner and Siow (A. Zellner and A. Siow, 1980), by its peak. */
struct size_prior {
    double kappa;  /* variance */
    double seldom; /* log of how many times less often sizes like this one are met */
};
struct size_prior weigh_size(const struct swept *s, double rest, double change, double size,
                             bool ramp);

/* to[i]: the logarithm of how much likelier place i of n makes the series, with such a prior. */
void weigh_each(double *to, const struct swept *s, const struct places *p, int n, double size,
                bool ramp);

#endif
