/* random.h - reproducible draws without a state: the value at an index of a stream.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STATS_RANDOM_H
#define STATS_RANDOM_H

#include <stdint.h>

/* The finaliser of G. L. Steele, D. Lea and C. H. Flood, OOPSLA 2014 (SplitMix64) on both. */
uint64_t random_bits(uint64_t stream, uint64_t index);
double random_uniform(uint64_t stream, uint64_t index); /* in [0, 1) */
double random_normal(uint64_t stream, uint64_t index);  /* G. E. P. Box and M. E. Muller, 1958 */

/* k different numbers below n, k <= n (R. W. Floyd, in J. Bentley, CACM 30, 1987). */
void random_subset(int *out, int k, int n, uint64_t stream, uint64_t index);

#endif
