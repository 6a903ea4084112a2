/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/change/tail.h"

#include <math.h>

#include "stats/evidence.h"
#include "stats/quick.h"

enum { SCALES = 9 };
static const double usual = 7;

/* So few that a panel can tell them apart. */
static const double tail_df[TAILS] = {1.5, 2.5, 4, 7, 200};

/* Its upper quartile over that of the normal distribution, and its log density at 0. */
static const double factor[TAILS] = {1.293711, 1.163863, 1.098159, 1.054340, 1.001827};
static const double at_zero[TAILS] = {-0.819136, -0.864895, -0.887194, -0.901619, -0.918364};

double tail_density(int tail, double z)
{
    double u = z * factor[tail], df = tail_df[tail];
    return at_zero[tail] - (df + 1) / 2 * quick_log(1 + u * u / df);
}

double tail_share(int tail)
{
    double total = 0, share = 0;
    for (int t = 0; t < TAILS; t++) {
        double far = fmin(tail_df[t] / usual, usual / tail_df[t]);
        total += far;
        share = t == tail ? far : share;
    }
    return share / total;
}

void tail_likelihoods(double out[2][TAILS], const double *z, int n)
{
    for (int t = 0; t < TAILS; t++) {
        double each[2][SCALES] = {{0}};
        for (int k = 0; k < SCALES; k++) {
            double log_scale = (k - SCALES / 2) * log(2) / (SCALES - 1), shrink = exp(-log_scale);
            for (int i = 0; i < n; i++)
                each[z[i] > 0][k] += tail_density(t, z[i] * shrink) - log_scale;
        }
        for (int side = 0; side < 2; side++)
            out[side][t] = evidence_sum(each[side], SCALES) - log(SCALES);
    }
}
