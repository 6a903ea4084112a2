/* louder.h - a series whose spread changes: by the place where the likelihood of two spreads over
 * one is greatest (C. Inclan and G. C. Tiao, JASA 89, 1994, by likelihood).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_CHANGE_LOUDER_H
#define DETECT_CHANGE_LOUDER_H

#include "detect/change/study.h"

/* Gain in log likelihood of two spreads of the n distances over one, and the first of the second;
 * -1: too few, which gain nothing.  Cuts z at three times the usual. */
double louder_gain(double *z, int n, int *change);

/* Factors of the noise of each value. */
struct louder {
    int dates;                       /* at how many it changes */
    double likeliest[NOISE_LONGEST]; /* by the likeliest dates */
    double mean[NOISE_LONGEST];      /* over what one date may be: changes are told by it */
};

/* From distances with `swept` of what was found swept out (study.h); false where one spread will
 * do. */
bool louder_find(struct study *s, struct louder *out, int swept);

#endif
