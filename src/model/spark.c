/* SPDX-License-Identifier: Apache-2.0 */
#include "model/spark.h"

#include <math.h>

static double highest(const double *v, int n)
{
    double max = 0;
    for (int i = 0; i < n; i++)
        if (v[i] > max)
            max = v[i];
    return max;
}

void spark(struct buf *to, const double *value, int n)
{
    static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    double max = highest(value, n);
    for (int i = 0; i < n; i++) {
        if (isnan(value[i]))
            buf_puts(to, " ");
        else if (value[i] <= 0)
            buf_puts(to, ".");
        else
            buf_puts(to, blocks[(int)fmin(7, floor(8 * value[i] / max))]);
    }
}
