/* SPDX-License-Identifier: Apache-2.0 */
#include "stats/permute.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "stats/random.h"

/* Of the pooled values: how far the sum of the first n1 is from what is expected of it. */
struct pool {
    double *v, expected, limit;
    int n, n1;
};

static bool is_extreme(const struct pool *p, double sum)
{
    return fabs(sum - p->expected) >= p->limit;
}

/* Choices of `left` more values from index `from` on, added to sum. */
static int64_t count_extreme(const struct pool *p, int from, int left, double sum)
{
    if (!left)
        return is_extreme(p, sum);
    int64_t count = 0;
    for (int i = from; i + left <= p->n; i++)
        count += count_extreme(p, i + 1, left - 1, sum + p->v[i]);
    return count;
}

static double drawn(const struct pool *p, int rounds, uint64_t stream)
{
    int extreme = 1;
    for (int r = 0; r < rounds; r++) {
        double sum = 0;
        for (int i = 0; i < p->n1; i++) {
            uint64_t bits = random_bits(stream, (uint64_t)r * (uint64_t)p->n + (uint64_t)i);
            int j = i + (int)(bits % (uint64_t)(p->n - i));
            double x = p->v[i];
            sum += p->v[i] = p->v[j];
            p->v[j] = x;
        }
        extreme += is_extreme(p, sum);
    }
    return (double)extreme / (rounds + 1);
}

double permutation_test(const double *x, int n1, const double *y, int n2, int rounds,
                        uint64_t stream)
{
    struct pool p = {.n = n1 + n2, .n1 = n1};
    double sum = 0, choices = 1, size = 0;
    p.v = malloc((size_t)(p.n ? p.n : 1) * sizeof *p.v);
    if (!p.v)
        abort();
    memcpy(p.v, x, (size_t)n1 * sizeof *x);
    memcpy(p.v + n1, y, (size_t)n2 * sizeof *y);
    for (int i = 0; i < p.n; i++) {
        p.expected += p.v[i] * n1 / p.n;
        size += fabs(p.v[i]);
        sum += i < n1 ? p.v[i] : 0;
    }
    for (int k = 1; k <= n1; k++)
        choices *= (double)(n2 + k) / k;
    p.limit = fabs(sum - p.expected) - 1e-12 * size;
    double answer = choices <= rounds ? (double)count_extreme(&p, 0, n1, 0) / round(choices)
                                      : drawn(&p, rounds, stream);
    free(p.v);
    return answer;
}
