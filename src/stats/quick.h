/* quick.h - logarithm and exponential to nine digits, many times faster than those of the C
 * library and the same on every machine: for sums over many places, where the last digits of a
 * term are nothing.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STATS_QUICK_H
#define STATS_QUICK_H

#include <stdint.h>
#include <string.h>

/* x > 0 and normal.  log m by the series of the inverse hyperbolic tangent, m in [0.7, 1.4]. */
static inline double quick_log(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    uint64_t off = bits - 0x3fe6a09e667f3bcdU; /* the root of a half */
    int64_t power = (int64_t)off >> 52;
    bits -= (uint64_t)power << 52;
    memcpy(&x, &bits, sizeof x);
    double t = (x - 1) / (x + 1), s = t * t;
    double series = 2 + s * (2. / 3 + s * (2. / 5 + s * (2. / 7 + s * (2. / 9 + s * (2. / 11)))));
    return (double)power * 0.6931471805599453 + t * series;
}

/* |x| < 700; 0 below that. */
static inline double quick_exp(double x)
{
    if (x < -700)
        return 0;
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

#endif
