/* gather.h - the one series that a command asks for, summed over all that it selects.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_FLOW_GATHER_H
#define APP_FLOW_GATHER_H

#include "app/flow/select.h"
#include "law/legal.h"

enum gather_what { GATHER_SERIES, GATHER_LAW };

struct gather {
    enum gather_what what;
    const struct flow_params *q;
    struct session *session;
    struct arena *arena;
    struct series *sum;
    bool years;           /* years are wanted: months and years go together */
    struct series *other; /* of another frequency, until they do */
    const struct areas *areas;
    struct units units;
    int parts, skipped;
    bool several;           /* several families, or what may hold several */
    bool valuations, flows; /* of several kinds */
    const char *sources;
    struct legal_flow *flow; /* GATHER_LAW: what the sum is of, with a value */
    enum legal *law;         /* of each, on its last day */
    enum legal *law_before;  /* of each, on the day before its first */
    int flow_count;
};

/* Sums what q selects; years: what is reported by month beside what is reported by year.  ERR_USAGE
 * without --from, --to and a choice of goods; ERR_CONFLICT where currencies or units differ. */
int gather_series(struct gather *out, struct session *s, const struct flow_params *q,
                  enum gather_what what, bool years, struct err *err) MUST_CHECK;

struct naming {
    const char *asked; /* the code by which a family was asked, where that is not its name */
    const char *exporter, *importer, *reporter, *unit, *label, *codes, *flow, *valuation;
};
struct naming gather_naming(const struct gather *g);

#endif
