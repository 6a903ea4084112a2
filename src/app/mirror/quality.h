/* quality.h - how far reporters are off, and the best figure from two reports.
 *
 * A report is the truth times an error: of exporter i, log x = log T + a_i + e, of importer j, free
 * of freight and insurance, log m = log T + b_j + u.  What a reporter says too much or too little
 * throughout (a, b) and how far its single figures scatter (the variances of e and u) are estimated
 * over all cells that both report, errors having the tails of Student's t with 4 degrees of
 * freedom: variance components by the EM algorithm (A. P. Dempster, N. M. Laird and D. B. Rubin,
 * JRSS B 39, 1977; weights of K. L. Lange, R. J. A. Little and J. M. G. Taylor, JASA 84, 1989),
 * drawn to the usual as though each had five cells more that are as usual.  The idea, an analysis
 * of the variance of mirror ratios by reporter, is that of BACI (G. Gaulier and S. Zignago, CEPII
 * Working Paper 2010-23).  docs/method/mirror.md
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_MIRROR_QUALITY_H
#define APP_MIRROR_QUALITY_H

#include "base/arena.h"

enum side { SIDE_EXPORTER, SIDE_IMPORTER, SIDES };

/* A cell: values, 0 where there is none; margin of freight and insurance as a logarithm, and its
 * standard error. */
struct report {
    int area[SIDES]; /* m49 of exporter and importer */
    double value[SIDES];
    double worth; /* of the goods by weight: a logarithm, 0 in the middle or not known */
    double margin, error;
};

/* An area as exporter or importer. */
struct reporter {
    int area, cells;
    double bias, variance; /* logarithms */
};

struct quality {
    struct reporter *of[SIDES]; /* by area */
    int count[SIDES], cells;
    double usual; /* variance of a report whose reporter is not known */
};
void quality_read(struct quality *out, const struct report *r, int count, struct arena *a);

/* What is true is told with the tails of 8 degrees of freedom: 4 keep a few wrong figures from
 * widening all, but of errors that are nearly normal their scale is 0.87 of the deviation, and
 * their quantiles would cover too much.
 *
 * The median of what is true given both reports, and a 95 % interval: each is held for true as far
 * as its reporter is reliable, and where they are far apart either may be.  Of one report alone
 * the interval begins at 0: nothing may have been traded. */
struct best {
    double value, low, high;
};
struct best quality_best(const struct quality *q, const struct report *r);

#endif
