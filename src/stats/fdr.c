/* SPDX-License-Identifier: Apache-2.0 */
#include "stats/fdr.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/arena.h"
#include "stats/dist.h"

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

static const double most_unlikely = 5;

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

double fdr_least_likely(const double *none, int n, double rate)
{
    double *adjusted = must(malloc((size_t)(n ? n : 1) * sizeof *adjusted)), sum = 0, most = 0;
    int among = 0;
    fdr_of_chances(adjusted, none, n);
    for (int i = 0; i < n; i++)
        if (adjusted[i] <= rate) {
            sum += none[i];
            most = fmax(most, none[i]);
            among++;
        }
    free(adjusted);
    return fmin(fmax(fmin((among + 1) * rate - sum, most_unlikely * rate), most), 1);
}

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

/* --- intervals --- */

enum { HALVINGS = 40 };
static const double outside = 0.05, usual = 1.959964;

/* Whether, of what has this mean and is looked at on this side, too little comes out at z or more,
 * for what comes out so low that the upper end is below the mean. */
static bool is_outside(double z, double least, double mean)
{
    double all = normal_upper(least - mean), too_low = fmax(all - normal_upper(-usual), 0);
    return normal_upper(z - mean) + too_low < outside * all;
}

double chosen_low(double z, double least)
{
    double low = 0, high = z - usual;
    if (z <= least || high <= 0 || !is_outside(z, least, 0))
        return 0;
    if (is_outside(z, least, high))
        return high;
    for (int i = 0; i < HALVINGS; i++) {
        double mean = (low + high) / 2;
        *(is_outside(z, least, mean) ? &low : &high) = mean;
    }
    return low;
}
