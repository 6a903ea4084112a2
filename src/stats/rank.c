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

/* Steps of counting that an exact p may cost. */
static const double work_max = 4e6;

static double work_of(int n, int n1)
{
    return 2. * n * n * n1 * n1;
}

/* P(|W - E| >= |observed - E|) where W is the sum of n1 of the doubled ranks drawn at random. */
static double exact_p(const struct ranked *r, int n, int n1, int observed)
{
    size_t width = (size_t)(2 * n * n1) + 1; /* no doubled rank exceeds 2 n */
    double *ways = calloc(width * (size_t)(n1 + 1), sizeof *ways);
    if (!ways)
        abort();
    ways[0] = 1;
    for (int i = 0; i < n; i++)
        for (int k = i + 1 < n1 ? i + 1 : n1; k > 0; k--) {
            double *to = ways + (size_t)k * width;
            const double *from = to - width;
            for (int s = 2 * n * k; s >= r[i].doubled; s--)
                to[s] += from[s - r[i].doubled];
        }
    int centre = n1 * (n + 1), gap = abs(observed - centre);
    double all = 0, far = 0;
    for (size_t s = 0; s < width; s++) {
        double w = ways[(size_t)n1 * width + s];
        all += w;
        far += abs((int)s - centre) >= gap ? w : 0;
    }
    free(ways);
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
    int least = n1 < n2 ? n1 : n2;
    if (work_of(n, least) > work_max || p >= exact_below)
        return (struct rank_sum){z, p, false};
    return (struct rank_sum){z, exact_p(r, n, least, n1 == least ? doubled : n * (n + 1) - doubled),
                             true};
}
