/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/change/tail.h"

#include "stats/quick.h"

const double tail_df[TAILS] = {1.5, 2, 2.5, 3, 4, 5, 7, 10, 20, 200};

/* Its upper quartile over that of the normal distribution, and its log density at 0. */
static const double factor[TAILS] = {1.293711, 1.210540, 1.163863, 1.134031, 1.098159,
                                     1.077388, 1.054340, 1.037543, 1.018480, 1.001827};
static const double at_zero[TAILS] = {-0.819136, -0.848655, -0.864895, -0.875110, -0.887194,
                                      -0.894080, -0.901619, -0.907042, -0.913122, -0.918364};

double tail_density(int tail, double z)
{
    double u = z * factor[tail], df = tail_df[tail];
    return at_zero[tail] - (df + 1) / 2 * quick_log(1 + u * u / df);
}
