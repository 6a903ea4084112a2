/* SPDX-License-Identifier: Apache-2.0 */
#include "stats/random.h"

#include <math.h>
#include <stdbool.h>

static uint64_t mix(uint64_t z)
{
    z += 0x9e3779b97f4a7c15ULL;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
    return z ^ z >> 31;
}

uint64_t random_bits(uint64_t stream, uint64_t index)
{
    return mix(mix(stream) + index * 0x9e3779b97f4a7c15ULL);
}

double random_uniform(uint64_t stream, uint64_t index)
{
    return (double)(random_bits(stream, index) >> 11) * 0x1p-53;
}

double random_normal(uint64_t stream, uint64_t index)
{
    double u = 1 - random_uniform(stream, 2 * index), v = random_uniform(stream, 2 * index + 1);
    return sqrt(-2 * log(u)) * cos(2 * M_PI * v);
}

void random_subset(int *out, int k, int n, uint64_t stream, uint64_t index)
{
    for (int i = 0; i < k; i++) {
        int top = n - k + i;
        int draw = (int)(random_bits(stream, index * 1024 + (uint64_t)i) % (uint64_t)(top + 1));
        bool taken = false;
        for (int j = 0; j < i; j++)
            taken |= out[j] == draw;
        out[i] = taken ? top : draw;
    }
}
