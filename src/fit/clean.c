/* SPDX-License-Identifier: Apache-2.0 */
#include "fit/clean.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "stats/dist.h"
#include "stats/order.h"

enum { REACH = 3, TAIL_MAX = 30, SEASON_MAX = 60 };

static double *scratch(int n)
{
    double *v = must(malloc((size_t)(n + 1) * sizeof *v));
    return v;
}

static double running_median(const double *y, int n, int i, int reach)
{
    double window[SEASON_MAX + 1];
    int from = i - reach > 0 ? i - reach : 0, until = i + reach < n ? i + reach : n - 1;
    memcpy(window, y + from, (size_t)(until - from + 1) * sizeof *y);
    return order_median(window, until - from + 1);
}

/* 1.4826 MAD; where more than half are equal the mean distance, at the normal too. */
static double scale_of(const double *v, int n)
{
    double *copy = scratch(n), sum = 0;
    memcpy(copy, v, (size_t)n * sizeof *v);
    double scale = order_mad(copy, n);
    free(copy);
    for (int i = 0; i < n; i++)
        sum += fabs(v[i]);
    return scale > 0 ? scale : 1.2533 * sum / n;
}

int clean_spikes(double *y, bool *spike, double *distance, int n, double limit)
{
    double *middle = scratch(n);
    int count = 0;
    for (int i = 0; i < n; i++) {
        middle[i] = running_median(y, n, i, REACH);
        distance[i] = y[i] - middle[i];
    }
    double scale = scale_of(distance, n);
    for (int i = 0; i < n; i++) {
        distance[i] = scale > 0 ? fabs(distance[i]) / scale : 0;
        spike[i] = distance[i] > limit;
        if (spike[i])
            y[i] = middle[i];
        count += spike[i];
    }
    free(middle);
    return count;
}

double spike_test(const double *distance, int n, int *at)
{
    double *sorted = scratch(n), sum = 0;
    int k = n / 4 < TAIL_MAX ? n / 4 : TAIL_MAX;
    double p = 1;
    *at = 0;
    for (int i = 1; i < n; i++)
        if (distance[i] > distance[*at])
            *at = i;
    memcpy(sorted, distance, (size_t)n * sizeof *sorted);
    order_sort(sorted, n);
    if (k >= 5 && sorted[n - 1 - k] > 0) {
        for (int i = 1; i < k; i++)
            sum += log(sorted[n - 1 - i] / sorted[n - 1 - k]);
        double first = log(sorted[n - 1] / sorted[n - 2]);
        p = sum > 0 ? f_upper(first / (sum / (k - 1)), 2, 2. * (k - 1)) : first > 0 ? 0 : 1;
    }
    free(sorted);
    return p;
}

/* --- seasons --- */

static bool is_seasonal(const double *y, int n, int season)
{
    double *d = scratch(n), *copy = scratch(n), along = 0, square = 0;
    for (int i = 0; i + 1 < n; i++)
        d[i] = copy[i] = y[i + 1] - y[i];
    double middle = order_median(copy, n - 1);
    for (int i = 0; i + 1 < n; i++)
        d[i] -= middle;
    double limit = 3 * scale_of(d, n - 1);
    for (int i = 0; i + 1 < n; i++) {
        d[i] = fmin(fmax(d[i], -limit), limit);
        square += d[i] * d[i];
        along += i >= season ? d[i] * d[i - season] : 0;
    }
    free(d);
    free(copy);
    return square > 0 && along / square >= 0.3;
}

bool clean_season(double *y, int n, int season)
{
    if (season < 2 || season > SEASON_MAX || 2 * n < 5 * season || !is_seasonal(y, n, season))
        return false;
    double *rest = scratch(n), *phase = scratch(n / season + 1);
    for (int i = 0; i < n; i++)
        rest[i] = y[i] - running_median(y, n, i, season / 2);
    for (int k = 0; k < season; k++) {
        int count = 0;
        for (int i = k; i < n; i += season)
            phase[count++] = rest[i];
        double typical = order_median(phase, count);
        for (int i = k; i < n; i += season)
            y[i] -= typical;
    }
    free(rest);
    free(phase);
    return true;
}
