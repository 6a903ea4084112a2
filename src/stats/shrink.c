/* SPDX-License-Identifier: Apache-2.0 */
#include "stats/shrink.h"

#include <math.h>

#include "stats/dist.h"
#include "stats/order.h"

struct shrink shrink_fit(const double *variance, const double *df, int n)
{
    double sum = 0, squares = 0, expected = 0;
    int used = 0;
    for (int i = 0; i < n; i++) {
        if (!(variance[i] > 0) || !(df[i] > 0))
            continue;
        double e = log(variance[i]) - digamma(df[i] / 2) + log(df[i] / 2);
        sum += e;
        squares += e * e;
        expected += trigamma(df[i] / 2);
        used++;
    }
    if (used < 2)
        return (struct shrink){0, 0};
    double mean = sum / used;
    double excess = (squares - used * mean * mean) / (used - 1) - expected / used;
    if (excess <= 0)
        return (struct shrink){INFINITY, exp(mean)};
    double half = trigamma_inverse(excess);
    return (struct shrink){2 * half, exp(mean + digamma(half) - log(half))};
}

enum { HALVINGS = 30 };
static const double usual_square = 0.4549; /* median of chi-squared of 1 */

double shrink_apart(const double *distance, const double *variance, int n, double most,
                    double *scratch)
{
    double low = 0, high = most;
    for (int round = 0; round < HALVINGS; round++) {
        double apart = (low + high) / 2;
        for (int i = 0; i < n; i++)
            scratch[i] = distance[i] * distance[i] / (variance[i] + apart * apart);
        *(n && order_median(scratch, n) > usual_square ? &low : &high) = apart;
    }
    return n ? high : 0;
}
