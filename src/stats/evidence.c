/* SPDX-License-Identifier: Apache-2.0 */
#include "stats/evidence.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

double evidence_sum(const double *log_of, int n)
{
    double most = -INFINITY, sum = 0;
    for (int i = 0; i < n; i++)
        most = fmax(most, log_of[i]);
    if (isinf(most))
        return most;
    for (int i = 0; i < n; i++)
        sum += exp(log_of[i] - most);
    return most + log(sum);
}

double evidence_of_p(double p)
{
    double logged = log(fmax(p, 1e-300));
    return logged < -1 ? -1 - logged - log(-logged) : 0;
}

void evidence_span(const double *log_of, int first, int last, double share, int at, int *low,
                   int *high)
{
    int n = last - first + 1;
    const double *e = log_of + first;
    bool *in = calloc((size_t)n + 1, sizeof *in);
    double total = evidence_sum(e, n), held = 0;
    if (!in)
        abort();
    *low = *high = at;
    while (held < share) {
        int best = -1;
        for (int i = 0; i < n; i++)
            if (!in[i] && (best < 0 || e[i] > e[best]))
                best = i;
        if (best < 0)
            break;
        in[best] = true;
        held += exp(e[best] - total);
        *low = first + best < *low ? first + best : *low;
        *high = first + best > *high ? first + best : *high;
    }
    free(in);
}
