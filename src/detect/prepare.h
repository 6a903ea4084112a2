/* prepare.h - a series made ready: on its scale, gaps filled or left out.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_PREPARE_H
#define DETECT_PREPARE_H

#include <stdbool.h>

#include "base/arena.h"

enum { READING_LEAST = 4, SEASONAL_LEAST = 25 }; /* values to be read at all; to have a season */

enum scale { SCALE_NONE, SCALE_LOG, SCALE_LINEAR };
const char *scale_name(enum scale s); /* NULL for none */

/* A series made ready: what is weighed of it. */
struct prepared {
    enum scale scale;
    int n, m;      /* values of the series; of them weighed */
    int season;    /* 12 or 0 */
    int cleaned;   /* length of another season that was taken out; 0: none */
    int from;      /* first place asked about, among those weighed */
    int *index;    /* weighed -> index in the series */
    double *value; /* m, on the scale */
    double start;  /* added before logarithms are taken, so that next to nothing counts as that */
    bool *trade;   /* known values from the first trade asked: whether there is trade */
    int *month, months; /* of trade: index in the series */
    int asked;          /* first of these asked about */
};
bool prepare(struct prepared *out, const double *y, int n, int season, int from, struct arena *a);
bool prepared_chains(const struct prepared *p); /* there are months with trade and without */

#endif
