/* census.h - what kinds of values a series has.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_CENSUS_H
#define DETECT_CENSUS_H

struct census {
    int known, zeros, negative;
    int first, last;   /* index of the known ones; first -1: none is */
    double sum, least; /* least: of the positive; INFINITY: none is */
};

struct census take_census(const double *y, int n);

#endif
