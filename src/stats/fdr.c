/* SPDX-License-Identifier: Apache-2.0 */
#include "stats/fdr.h"

#include <math.h>
#include <stdlib.h>

struct item {
    double p;
    int at;
};

static int compare(const void *x, const void *y)
{
    const struct item *a = x, *b = y;
    if (a->p != b->p)
        return a->p < b->p ? -1 : 1;
    return a->at - b->at;
}

int fdr_adjust(double *adjusted, const double *p, int n)
{
    struct item *items = malloc((size_t)(n ? n : 1) * sizeof *items);
    int m = 0;
    if (!items)
        abort();
    for (int i = 0; i < n; i++) {
        if (isnan(p[i]))
            adjusted[i] = NAN;
        else
            items[m++] = (struct item){p[i], i};
    }
    qsort(items, (size_t)m, sizeof *items, compare);
    double least = 1;
    for (int k = m; k > 0; k--) {
        least = fmin(least, items[k - 1].p * m / k);
        adjusted[items[k - 1].at] = least;
    }
    free(items);
    return m;
}
