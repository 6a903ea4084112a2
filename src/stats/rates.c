/* SPDX-License-Identifier: Apache-2.0 */
#include "stats/rates.h"

#include <math.h>

#include "stats/dist.h"

double binomial_upper(int x, int n, double q)
{
    if (x <= 0)
        return 1;
    return x > n ? 0 : beta_incomplete(x, n - x + 1, q);
}

static double log_choose(int n, int k)
{
    return log_gamma(n + 1.) - log_gamma(k + 1.) - log_gamma(n - k + 1.);
}

static double log_beta(double a, double b)
{
    return log_gamma(a) + log_gamma(b) - log_gamma(a + b);
}

double beta_binomial_upper(int x, int n, double a, double b)
{
    double sum = 0;
    for (int k = x > 0 ? x : 0; k <= n; k++)
        sum += exp(log_choose(n, k) + log_beta(k + a, n - k + b) - log_beta(a, b));
    return fmin(1, sum);
}

double poisson_rate_test(int x1, double t1, int x2, double t2)
{
    double q = t1 / (t1 + t2);
    double upper = binomial_upper(x1, x1 + x2, q), lower = binomial_upper(x2, x1 + x2, 1 - q);
    return fmin(1, 2 * fmin(upper, lower));
}

double negative_binomial_rate_test(int x1, double t1, int x2, double t2, double size)
{
    double a = size * t1, b = size * t2;
    double upper = beta_binomial_upper(x1, x1 + x2, a, b);
    double lower = beta_binomial_upper(x2, x1 + x2, b, a);
    return fmin(1, 2 * fmin(upper, lower));
}
