/* price.h - the price that a set of flows is traded at, and flows off it.
 *
 *   value = price x quantity + noise,   standard deviation of the noise ~ quantity^spread
 *
 * Least trimmed squares through the origin (P. J. Rousseeuw, JASA 79, 1984), as the
 * Joint Research Centre estimates fair prices of imports (C. Arsenis, D. Perrotta and F. Torti,
 * EUR 27696 EN, 2015); the spread, within 0 and 1, is that by which distances grow with quantities
 * (A. C. Atkinson, M. Riani and F. Torti, Computational Statistics and Data Analysis 104, 2016, for
 * noise that does).  Outliers are those off at a level for all flows together. docs/method/price.md
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STATS_PRICE_H
#define STATS_PRICE_H

#include <stdbool.h>

#include "base/arena.h"

enum { PRICE_LEAST = 7 }; /* flows that a price is fitted to at least */

struct price_fit {
    double price, low, high; /* per quantity; 95 % */
    double spread;
    int kept;      /* flows that the price is of in the end */
    bool *outlier; /* n */
    double *off;   /* n: distance of a value from the price of the others, in standard deviations */
    double *p;     /* n: of a distance as large among all flows, two-sided */
};

/* n flows, quantity > 0 and value > 0 each.  False when they are fewer than PRICE_LEAST.  level:
 * the chance that any flow is left out where none is off.  out lives in the arena.  The answer does
 * not depend on the order of the flows. */
bool price_fit(struct price_fit *out, const double *quantity, const double *value, int n,
               double level, struct arena *a);

#endif
