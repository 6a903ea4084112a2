/* SPDX-License-Identifier: Apache-2.0 */
#include "stats/quick.h"

/* In two loops: a branch that knows its result keeps the second from becoming vectors. */
WIDE void quick_exps(double *x, int n)
{
    for (int i = 0; i < n; i++)
        x[i] = x[i] < -700 ? -700 : x[i];
    for (int i = 0; i < n; i++)
        x[i] = quick_exp(x[i]);
}

enum { LANES = 8 };

static inline double total(const double *sum)
{
    return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
}

WIDE double quick_dot(const double *x, const double *y, int n)
{
    double sum[LANES] = {0};
    int i = 0;
    for (; i + LANES <= n; i += LANES)
        for (int k = 0; k < LANES; k++)
            sum[k] += x[i + k] * y[i + k];
    for (; i < n; i++)
        sum[0] += x[i] * y[i];
    return total(sum);
}

WIDE double quick_dot_of_three(const double *x, const double *y, const double *z, int n)
{
    double sum[LANES] = {0};
    int i = 0;
    for (; i + LANES <= n; i += LANES)
        for (int k = 0; k < LANES; k++)
            sum[k] += x[i + k] * y[i + k] * z[i + k];
    for (; i < n; i++)
        sum[0] += x[i] * y[i] * z[i];
    return total(sum);
}

/* Four rows at a time. */
WIDE void quick_times(double *restrict out, const double *restrict q, const double *restrict x,
                      int n)
{
    int j = 0;
    for (int i = 0; i < n; i++)
        out[i] = 0;
    for (; j + 3 < n; j += 4) {
        const double *restrict row = q + j * n;
        for (int i = 0; i < n; i++)
            out[i] = out[i] + row[i] * x[j] + row[n + i] * x[j + 1] + row[2 * n + i] * x[j + 2] +
                     row[3 * n + i] * x[j + 3];
    }
    for (; j < n; j++)
        for (int i = 0; i < n; i++)
            out[i] += q[j * n + i] * x[j];
}
