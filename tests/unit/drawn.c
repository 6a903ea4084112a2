/* SPDX-License-Identifier: Apache-2.0 */
#include "drawn.h"

#include <math.h>
#include <string.h>

struct series drawn_series(struct arena *a, char freq, int first, int n, const double *v)
{
    struct series s = {.exporter = 1,
                       .importer = 2,
                       .unit = "000000",
                       .freq = freq,
                       .direction = DIRECTION_EXPORT,
                       .currency = "USD",
                       .valuation = "FOB",
                       .measured_in = "USD",
                       .adapter = "x",
                       .first = first,
                       .n = n,
                       .from = first,
                       .until = first + n - 1};
    s.value = memcpy(arena_array(a, double, (size_t)n), v, (size_t)n * sizeof *v);
    s.status = arena_array(a, enum point_status, (size_t)n);
    return s;
}

static uint64_t state_of_noise;

void drawn_seed(uint64_t seed)
{
    state_of_noise = seed;
}

/* xorshift64*: S. Vigna, ACM Trans. Math. Softw. 42(4), 2016. */
double drawn_uniform(void)
{
    state_of_noise ^= state_of_noise >> 12;
    state_of_noise ^= state_of_noise << 25;
    state_of_noise ^= state_of_noise >> 27;
    return (double)(state_of_noise * 2685821657736338717ULL >> 11) * 0x1p-53;
}

double drawn_normal(void)
{
    return sqrt(-2 * log(1 - drawn_uniform())) * cos(2 * M_PI * drawn_uniform());
}
