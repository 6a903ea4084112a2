/* margin.h - freight and insurance: how far an import's value (CIF) is above the export's (FOB).
 *
 * A regression of log(import / export) on the logarithm of distance, a common border and what the
 * goods are worth by weight over the cells that both report, by Huber's M-estimate, with errors
 * robust by pair of states, as BACI and Growth Lab's reconciliation have it; kept between none and
 * a fifth.  Where the data hold fewer
 * than ten pairs of states whose distances are known and a hundred cells, 5 % (Miao and Fortanier,
 * OECD Statistics Working Papers 2017/04), from none to a fifth.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_MIRROR_MARGIN_H
#define APP_MIRROR_MARGIN_H

#include <stdbool.h>

#include "app/mirror/quality.h"
#include "ref/ref.h"

enum { MARGIN_TERMS = 4 };
extern const double margin_usual, margin_most; /* 0.05, 0.2 */

struct margins {
    bool fitted;
    int pairs, cells; /* that it was fitted to */
    double coefficient[MARGIN_TERMS], variance[MARGIN_TERMS * MARGIN_TERMS];
    struct ref *ref;
};
void margins_fit(struct margins *out, const struct report *r, int count, struct ref *ref);

/* Of a pair of states and goods of that worth, as a share: 0.05.  low, high: 95 %. */
struct margin {
    double share, low, high;
};
struct margin margin_of(const struct margins *m, int exporter, int importer, double worth);

/* Sets the margin of a report, and its error, as logarithms. */
void margin_log(struct report *r, const struct margins *m);

#endif
