/* SPDX-License-Identifier: Apache-2.0 */
#include "stats/robust.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "stats/dist.h"
#include "stats/order.h"

double huber_rho(double u, double c)
{
    double a = fabs(u);
    return a <= c ? a * a / 2 : c * a - c * c / 2;
}

double huber_weight(double u, double c)
{
    double a = fabs(u);
    return a <= c ? 1 : c / a;
}

static double *copy(const double *v, int n)
{
    double *out = must(malloc((size_t)(n ? n : 1) * sizeof *out));
    return memcpy(out, v, (size_t)n * sizeof *v);
}

double robust_location(const double *v, int n, double (*weight)(double u, double c), double c)
{
    if (n <= 0)
        return NAN;
    double *scratch = copy(v, n);
    double at = order_median(scratch, n), scale = order_mad(scratch, n);
    free(scratch);
    for (int round = 0; round < 500 && scale > 0; round++) {
        double sum = 0, weights = 0, last = at;
        for (int i = 0; i < n; i++) {
            double w = weight((v[i] - at) / scale, c);
            sum += w * v[i];
            weights += w;
        }
        at = sum / weights;
        if (fabs(at - last) <= 1e-15 * fabs(at))
            break;
    }
    return at;
}

double trimmed_consistency(double q)
{
    if (q >= 1)
        return 1;
    double a = normal_quantile((1 + q) / 2);
    return 1 / sqrt(1 - 2 / q * a * normal_density(a));
}

/* Between the factors for q = 0.5, 0.875 and 1. */
static double interpolate(double half, double most, double q)
{
    double f = q <= 0.875 ? half + (most - half) / 0.375 * (q - 0.5)
                          : most + (1 - most) / 0.125 * (q - 0.875);
    return f <= 0 || f < 1. / 50 ? 1 : 1 / f;
}

double trimmed_small_raw(int n, double q)
{
    double half = 1 - exp(0.262024211897096) / pow(n, 0.604756680630497);
    double most = 1 - exp(-0.351584646688712) / pow(n, 1.01646567502486);
    return interpolate(half, most, q);
}

double trimmed_small_reweighted(int n, double q)
{
    double half = 1 - exp(1.11098143415027) / pow(n, 1.5182890270453);
    double most = 1 - exp(-0.66046776772861) / pow(n, 0.88939595831888);
    return interpolate(half, most, q);
}

/* How many of the largest squares exceed what chi-squared with one degree of freedom allows. */
static int excess(const double *square, int n, double limit)
{
    double worst = 0;
    int first = n;
    while (first > 0 && square[first - 1] >= limit)
        first--;
    first = first > 0 ? first - 1 : 0;
    for (int i = first; i < n; i++)
        worst = fmax(worst, 1 - chi_squared_upper(square[i], 1) - (double)i / n);
    return (int)floor(n * worst + 0.5);
}

static int filter_once(bool *keep, const double *residual, int n, double limit)
{
    double *kept = copy(residual, n), *square = copy(residual, n);
    int m = 0;
    for (int i = 0; i < n; i++)
        if (keep[i])
            kept[m++] = residual[i];
    memcpy(square, kept, (size_t)m * sizeof *kept);
    double middle = order_median(square, m), scale = order_mad(square, m);
    for (int i = 0; i < m && scale > 0; i++)
        square[i] = pow((kept[i] - middle) / scale, 2);
    order_sort(square, m);
    int drop = scale > 0 ? excess(square, m, limit) : 0;
    double cut = drop ? square[m - drop] : INFINITY;
    for (int i = 0; i < n; i++)
        if (keep[i] && drop && pow((residual[i] - middle) / scale, 2) >= cut)
            keep[i] = false;
    free(kept);
    free(square);
    return m - drop;
}

int gervini_yohai(bool *keep, const double *residual, int n, double alpha, int rounds)
{
    double limit = chi_squared_quantile(alpha, 1);
    int left = n;
    for (int i = 0; i < n; i++)
        keep[i] = true;
    for (int round = 0, last = -1; round < rounds && left > 1 && left != last; round++) {
        last = left;
        left = filter_once(keep, residual, n, limit);
    }
    return left;
}

double serial_inflation(const double *v, int n, double middle)
{
    double top = 0, bottom = 0;
    for (int i = 0; i < n; i++) {
        bottom += (v[i] - middle) * (v[i] - middle);
        top += i ? (v[i] - middle) * (v[i - 1] - middle) : 0;
    }
    double r = bottom > 0 ? fmin(fmax(top / bottom, 0), 0.8) : 0;
    return (1 + r) / (1 - r);
}
