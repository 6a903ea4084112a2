/* SPDX-License-Identifier: Apache-2.0 */
#include "stats/dist.h"

#include <math.h>

double log_gamma(double x)
{
    int sign;
    return lgamma_r(x, &sign);
}

double normal_upper(double z)
{
    return 0.5 * erfc(z / M_SQRT2);
}

/* Bisection of a falling function on [low, high]. */
static double bisect(double (*upper)(double, double), double parameter, double target, double low,
                     double high)
{
    for (;;) {
        double mid = (low + high) / 2;
        if (mid <= low || mid >= high)
            break;
        if (upper(mid, parameter) > target)
            low = mid;
        else
            high = mid;
    }
    return (low + high) / 2;
}

double normal_density(double z)
{
    return exp(-z * z / 2) / sqrt(2 * M_PI);
}

static double normal_tail(double z, double unused)
{
    (void)unused;
    return normal_upper(z);
}

double normal_quantile(double p)
{
    return -bisect(normal_tail, 0, p, -40, 40);
}

/* Continued fraction of the incomplete beta function by Lentz's method: Press et al., Numerical
 * Recipes (3rd ed.), section 6.4, equation 6.4.5. */
static double beta_fraction(double a, double b, double x)
{
    const double tiny = 1e-300;
    double c = 1, d = 1 - (a + b) * x / (a + 1);
    d = 1 / (fabs(d) < tiny ? tiny : d);
    double h = d;
    for (int m = 1; m <= 10000; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        double step[2] = {even, odd}, delta = 1;
        for (int k = 0; k < 2; k++) {
            d = 1 + step[k] * d;
            d = 1 / (fabs(d) < tiny ? tiny : d);
            c = 1 + step[k] / c;
            c = fabs(c) < tiny ? tiny : c;
            delta = d * c;
            h *= delta;
        }
        if (fabs(delta - 1) < 1e-16)
            break;
    }
    return h;
}

double beta_incomplete(double a, double b, double x)
{
    if (x <= 0)
        return 0;
    if (x >= 1)
        return 1;
    double front = exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * log(x) + b * log1p(-x));
    if (x < (a + 1) / (a + b + 2))
        return front * beta_fraction(a, b, x) / a;
    return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double student_upper(double t, double df)
{
    if (isinf(df))
        return normal_upper(t);
    double half = 0.5 * beta_incomplete(df / 2, 0.5, df / (df + t * t));
    return t > 0 ? half : 1 - half;
}

double student_quantile(double p, double df)
{
    return bisect(student_upper, df, 1 - p, -1e6, 1e6);
}

double student_reach(int df)
{
    enum { KEPT = 64 };
    static _Thread_local double known[KEPT];
    if (df < 1 || df >= KEPT)
        return student_quantile(0.975, df);
    known[df] = known[df] > 0 ? known[df] : student_quantile(0.975, df);
    return known[df];
}

double f_upper(double x, double df1, double df2)
{
    return x <= 0 ? 1 : beta_incomplete(df2 / 2, df1 / 2, df2 / (df2 + df1 * x));
}

/* Series for x < a + 1, else Lentz's continued fraction: Press et al., Numerical Recipes (3rd
 * ed.), section 6.2, equations 6.2.5 and 6.2.7. */
double gamma_upper(double a, double x)
{
    if (x <= 0)
        return 1;
    double front = exp(a * log(x) - x - log_gamma(a));
    if (x < a + 1) {
        double term = 1 / a, sum = term;
        for (int k = 1; k < 10000 && term > sum * 1e-17; k++)
            sum += term *= x / (a + k);
        return 1 - front * sum;
    }
    double b = x + 1 - a, c = 1e300, d = 1 / b, h = d;
    for (int k = 1; k < 10000; k++) {
        double step = k * (a - k);
        b += 2;
        d = 1 / (step * d + b);
        c = b + step / c;
        h *= c * d;
        if (fabs(c * d - 1) < 1e-16)
            break;
    }
    return front * h;
}

double chi_squared_upper(double x, double df)
{
    return gamma_upper(df / 2, x / 2);
}

double chi_squared_quantile(double p, double df)
{
    return bisect(chi_squared_upper, df, 1 - p, 0, 1e6);
}

/* Recurrence up to 8, then the asymptotic series: Abramowitz and Stegun 6.3.5, 6.3.18. */
double digamma(double x)
{
    double sum = 0;
    for (; x < 8; x++)
        sum -= 1 / x;
    double r = 1 / (x * x);
    return sum + log(x) - 0.5 / x - r * (1. / 12 - r * (1. / 120 - r * (1. / 252 - r / 240)));
}

/* Abramowitz and Stegun 6.4.6, 6.4.12. */
double trigamma(double x)
{
    double sum = 0;
    for (; x < 12; x++)
        sum += 1 / (x * x);
    double r = 1 / (x * x);
    return sum + 1 / x + r / 2 +
           r / x * (1. / 6 - r * (1. / 30 - r * (1. / 42 - r * (1. / 30 - r * 5. / 66))));
}

static double trigamma_at(double x, double unused)
{
    (void)unused;
    return trigamma(x);
}

double trigamma_inverse(double y)
{
    return bisect(trigamma_at, 0, y, 1e-8, 1e8);
}
