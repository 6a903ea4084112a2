/* quick.h - arithmetic over many places, fast and the same to the bit on every machine: logarithm
 * and exponential to nine digits, for sums where the last digits of a term are nothing, and WIDE
 * before a function of plain loops.  That is built for wide registers too, and the one that the
 * machine has is taken when the program starts: neither has a fused multiply-add
 * (-ffp-contract=off), and sums are in the order in which they are written.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STATS_QUICK_H
#define STATS_QUICK_H

#include <stdint.h>
#include <string.h>

/* Sanitizers start later than functions are chosen. */
#if defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define WIDE_NEVER
#endif
#endif
#if defined __x86_64__ && defined __linux__ && !defined __SANITIZE_ADDRESS__ &&                    \
    !defined __SANITIZE_THREAD__ && !defined WIDE_NEVER
#define WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDE
#endif

/* x > 0 and normal.  log m by the series of the inverse hyperbolic tangent, m in [0.7, 1.4].
 * Without a branch or a signed shift, so that a loop of it becomes vectors. */
static inline double quick_log(double x)
{
    const double bias = 4503599627370496.0 + 1023; /* 2^52: its last bits are a whole number */
    const uint64_t one = (uint64_t)1023 << 52;
    uint64_t bits, as_double;
    double power, m;
    memcpy(&bits, &x, sizeof bits);
    uint64_t raised = (bits - 0x3fe6a09e667f3bcdU + one) >> 52; /* of the root of a half; + 1023 */
    bits -= (raised << 52) - one;
    as_double = raised | 0x4330000000000000U;
    memcpy(&m, &bits, sizeof m);
    memcpy(&power, &as_double, sizeof power);
    double t = (m - 1) / (m + 1), s = t * t;
    double series = 2 + s * (2. / 3 + s * (2. / 5 + s * (2. / 7 + s * (2. / 9 + s * (2. / 11)))));
    return (power - bias) * 0.6931471805599453 + t * series;
}

/* -700 < x < 700. */
static inline double quick_exp(double x)
{
    double scaled = x * 1.4426950408889634 + 6755399441055744.0; /* rounds to the nearest integer */
    uint64_t bits;
    memcpy(&bits, &scaled, sizeof bits);
    double whole = scaled - 6755399441055744.0, r = x - whole * 0.6931471805599453;
    double e = 1 +
               r * (1 +
                    r * (1. / 2 +
                         r * (1. / 6 +
                              r * (1. / 24 + r * (1. / 120 +
                                                  r * (1. / 720 + r * (1. / 5040 + r / 40320)))))));
    uint64_t power = (bits + 1023) << 52;
    double two;
    memcpy(&two, &power, sizeof two);
    return e * two;
}

void quick_exps(double *x, int n); /* in place; e^-700 below -700 */

/* Sums of products, in eight sums each. */
double quick_dot(const double *x, const double *y, int n);
double quick_dot_of_three(const double *x, const double *y, const double *z, int n);

/* out := Q x; Q is symmetric. */
void quick_times(double *out, const double *q, const double *x, int n);

#endif
