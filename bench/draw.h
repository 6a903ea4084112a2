/* draw.h - simulated monthly series whose truth is known, for the study and the benchmark.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_DRAW_H
#define BENCH_DRAW_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "model/series.h"
#include "stats/random.h"

enum draw_kind {
    DRAW_STEADY,
    DRAW_SEASONAL,
    DRAW_TRENDING,
    DRAW_HETEROSCEDASTIC, /* noise that doubles and halves over the years */
    DRAW_HEAVY,           /* t with 2 degrees of freedom, on the log scale */
    DRAW_REPEATING,       /* phi 0.6 */
    DRAW_LUMPY,           /* 80 % zeros */
    DRAW_RARE,            /* 95 % zeros */
    DRAW_KINDS
};

static const char *const draw_names[DRAW_KINDS] = {
    "steady",      "seasonal",       "trending",    "heteroscedastic",
    "heavy tails", "autocorrelated", "mostly zero", "almost all zero",
};

/* n values of series number `id`, noise of sd `noise` on the log scale, nothing else happening. */
static inline void draw_series(double *v, int n, enum draw_kind kind, double noise, uint64_t id)
{
    double last = 0, zeros = kind == DRAW_LUMPY ? 0.8 : kind == DRAW_RARE ? 0.95 : 0;
    for (int i = 0; i < n; i++) {
        uint64_t k = (uint64_t)i;
        double e = random_normal(4 * id, k);
        if (kind == DRAW_HEAVY)
            e /= sqrt(-log(1 - random_uniform(4 * id + 1, k))); /* chi-squared of 2, over 2 */
        if (kind == DRAW_HETEROSCEDASTIC)
            e *= exp2(sin(2 * M_PI * i / 48));
        last = kind == DRAW_REPEATING ? 0.6 * last + 0.8 * e : e;
        double mean = 12 + (kind == DRAW_SEASONAL ? sin(2 * M_PI * i / 12) : 0) +
                      (kind == DRAW_TRENDING ? 0.02 * i : 0);
        v[i] = random_uniform(4 * id + 2, k) < zeros ? 0 : exp(mean + noise * last);
    }
}

/* The series as a reporter would have published it. */
static inline struct series draw_reported(double *v, enum point_status *status, int n, int id)
{
    memset(status, 0, (size_t)n * sizeof *status);
    return (struct series){.exporter = id,
                           .importer = 2,
                           .unit = "000000",
                           .freq = 'M',
                           .direction = DIRECTION_EXPORT,
                           .currency = "USD",
                           .valuation = "FOB",
                           .measured_in = "USD",
                           .adapter = "drawn",
                           .first = 2019 * 12,
                           .n = n,
                           .value = v,
                           .status = status,
                           .from = 2019 * 12,
                           .until = 2019 * 12 + n - 1};
}

#endif
