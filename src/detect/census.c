/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/census.h"

#include <math.h>

struct census take_census(const double *y, int n)
{
    struct census c = {.first = -1, .least = INFINITY};
    for (int i = 0; i < n; i++) {
        if (!isfinite(y[i]))
            continue;
        c.known++;
        c.zeros += y[i] == 0;
        c.negative += y[i] < 0;
        c.least = y[i] > 0 ? fmin(c.least, y[i]) : c.least;
        c.first = c.first < 0 ? i : c.first;
        c.last = i;
        c.sum += y[i];
    }
    return c;
}
