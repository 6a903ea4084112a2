/* SPDX-License-Identifier: Apache-2.0 */
#include "stats/fdr.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

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

/* Those that are tests, the smallest first; adjusted of the others is NAN.  The caller frees it. */
static struct item *tests_of(double *adjusted, const double *p, int n, int *count)
{
    struct item *items = must(malloc((size_t)(n ? n : 1) * sizeof *items));
    *count = 0;
    for (int i = 0; i < n; i++) {
        if (isnan(p[i]))
            adjusted[i] = NAN;
        else
            items[(*count)++] = (struct item){p[i], i};
    }
    qsort(items, (size_t)*count, sizeof *items, compare);
    return items;
}

int fdr_adjust(double *adjusted, const double *p, int n)
{
    int m;
    struct item *items = tests_of(adjusted, p, n, &m);
    double least = 1;
    for (int k = m; k > 0; k--) {
        least = fmin(least, items[k - 1].p * m / k);
        adjusted[items[k - 1].at] = least;
    }
    free(items);
    return m;
}

static const double most_unlikely = 5;

int fdr_of_chances(double *adjusted, const double *none, int n)
{
    int m;
    struct item *items = tests_of(adjusted, none, n, &m);
    double sum = 0;
    for (int i = 0, j; i < m; i = j) {
        for (j = i; j < m && items[j].p == items[i].p; j++)
            sum += items[j].p;
        for (int k = i; k < j; k++)
            adjusted[items[k].at] = fmax(sum / j, items[k].p / most_unlikely);
    }
    free(items);
    return m;
}
