/* deflator.h - values at constant prices, by a table that the user gives.
 *
 * CSV with the columns period (2021-03, or 2021) and index, 100 at the prices that are wanted.  A
 * month without an index of its own has that of its year.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERIES_DEFLATOR_H
#define SERIES_DEFLATOR_H

#include "base/arena.h"
#include "base/err.h"
#include "model/series.h"

struct deflator {
    const char *path;
    struct deflator_row {
        int period; /* yyyymm or yyyy */
        double index;
    } * row; /* by period */
    int count;
};

/* limit DEFLATOR_BYTES_MAX: a table of deflators, bytes: refused; */
enum { DEFLATOR_BYTES_MAX = 1024 * 1024 };

/* ERR_INPUT: a line that is none, with its place. */
int deflator_read(struct deflator *out, const char *path, struct arena *a,
                  struct err *err) MUST_CHECK;

/* A copy of the series at constant prices, whose currency says so.  ERR_INPUT: the table lacks a
 * period with a value, of those from index first to last; others that it lacks have no figure. */
int deflator_apply(struct series **out, const struct deflator *d, const struct series *s, int first,
                   int last, struct arena *a, struct err *err) MUST_CHECK;

#endif
