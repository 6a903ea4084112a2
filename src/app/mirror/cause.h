/* cause.h - which benign cause of a gap fits, with the evidence for it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_MIRROR_CAUSE_H
#define APP_MIRROR_CAUSE_H

#include "app/mirror/gap.h"

/* What the store says beside both reports, by goods of a row (--by code): sums over the window. */
struct beside {
    const char *unit;
    double arrived;     /* importers' imports from everybody */
    double unspecified; /* of these from areas that are not specified */
    double brought;     /* exporters' imports from everybody */
    double re_exported; /* exporters' re-exports to the importers */
    double consigned;   /* imports from the exporters by country of consignment; NAN: not there */
    bool seen[3];       /* by enum of them: in the store at all */
};
enum { ARRIVED, BROUGHT, RE_EXPORTED };

struct besides {
    struct beside *list; /* by unit */
    int count;
};
int besides_read(struct besides *out, struct session *s, const struct flow_params *flow,
                 const struct gaps *g, struct err *err) MUST_CHECK;
struct beside *besides_find(const struct besides *b, const char *unit); /* NULL: none */

/* Fills cause and evidence of every row; sorts nothing. */
void causes_find(struct gaps *g, const struct besides *b);

/* Rows by month, exporter or importer that no cause fits take that of the codes which most of their
 * gap is of, and which fit there: codes are the same pairs by code, with their causes. */
void causes_carry(struct gaps *g, const struct gaps *codes);

extern const char cause_within[]; /* the gap is no more than that */

/* Whether no benign cause fits: unexplained, or one side only. */
bool cause_is_open(const struct line *l);

#endif
