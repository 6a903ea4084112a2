/* SPDX-License-Identifier: Apache-2.0 */
#include "stats/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/dist.h"

enum { VALUES_MAX = 1024 };

struct ranked {
    double value;
    int of_x, doubled; /* twice the midrank */
};

static int compare(const void *p, const void *q)
{
    const struct ranked *a = p, *b = q;
    return a->value < b->value ? -1 : a->value > b->value;
}

/* Sorts, gives midranks, returns the sum of t^3 - t over groups of ties. */
static double rank_all(struct ranked *r, int n)
{
    double ties = 0;
    qsort(r, (size_t)n, sizeof *r, compare);
    for (int i = 0, j; i < n; i = j) {
        for (j = i; j < n && r[j].value == r[i].value; j++)
            ;
        double t = j - i;
        ties += t * t * t - t;
        for (int k = i; k < j; k++)
            r[k].doubled = i + j + 1;
    }
    return ties;
}

/* P(|W - E| >= |observed - E|) where W is the sum of n1 of the doubled ranks drawn at random. */
static double exact_p(const struct ranked *r, int n, int n1, int observed)
{
    enum { SUM_MAX = RANK_EXACT_MAX * (RANK_EXACT_MAX + 1) + 1 };
    static _Thread_local double ways[RANK_EXACT_MAX + 1][SUM_MAX];
    int total = n * (n + 1);
    for (int k = 0; k <= n1; k++)
        memset(ways[k], 0, (size_t)(total + 1) * sizeof **ways);
    ways[0][0] = 1;
    for (int i = 0; i < n; i++)
        for (int k = i + 1 < n1 ? i + 1 : n1; k > 0; k--)
            for (int s = total; s >= r[i].doubled; s--)
                ways[k][s] += ways[k - 1][s - r[i].doubled];
    int centre = n1 * (n + 1), gap = abs(observed - centre);
    double all = 0, far = 0;
    for (int s = 0; s <= total; s++) {
        all += ways[n1][s];
        far += abs(s - centre) >= gap ? ways[n1][s] : 0;
    }
    return far / all;
}

struct rank_sum rank_sum_test(const double *x, int n1, const double *y, int n2, double exact_below)
{
    struct ranked r[VALUES_MAX];
    int n = n1 + n2, doubled = 0;
    if (n1 < 1 || n2 < 1 || n > VALUES_MAX)
        return (struct rank_sum){0, 1, false};
    for (int i = 0; i < n; i++)
        r[i] = (struct ranked){i < n1 ? x[i] : y[i - n1], i < n1, 0};
    double ties = rank_all(r, n);
    for (int i = 0; i < n; i++)
        doubled += r[i].of_x ? r[i].doubled : 0;
    double gap = doubled / 2. - n1 * (n + 1) / 2.;
    double variance = n1 * n2 / 12. * (n + 1 - ties / ((double)n * (n - 1)));
    if (variance <= 0)
        return (struct rank_sum){0, 1, true};
    double corrected = fabs(gap) > 0.5 ? fabs(gap) - 0.5 : 0;
    double z = copysign(corrected / sqrt(variance), gap);
    double p = fmin(1, 2 * normal_upper(fabs(z)));
    if (n > RANK_EXACT_MAX || p >= exact_below)
        return (struct rank_sum){z, p, false};
    return (struct rank_sum){z, exact_p(r, n, n1, doubled), true};
}

double rank_top_log(int k, int n1, int n2)
{
    double sum = 0;
    for (int i = 0; i < k; i++)
        sum += log((double)(n1 - i) / (n1 + n2 - i));
    return sum;
}
