/* series.h - series of the flows that a store holds.
 *
 * A series runs over the periods its reporter has published.  A period without a row is zero trade
 * only where the reporter published that period and the source holds that family at that time:
 * everything else has a status that says what it is (enum point_status).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERIES_SERIES_H
#define SERIES_SERIES_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/selection.h"
#include "model/series.h"
#include "store/store.h"

/* Gathers the cells of a selection as temporary tables code_unit and cell.  ERR_NOT_FOUND: the
 * store has no such code, list, group or flow; ERR_USAGE: a code, list or group that is none. */
int series_select(struct store *s, const struct selection *sel, struct err *err) MUST_CHECK;

/* Calls fn for each selected series, by exporter, importer, unit; the series is fn's until it
 * returns.  A failing fn ends the walk with its code. */
typedef int (*series_fn)(void *ctx, const struct series *s, struct err *err);
int series_each(struct store *s, const struct selection *sel, series_fn fn, void *ctx,
                struct err *err) MUST_CHECK;

/* Adds `more` to `sum`, which grows to span both.  A period is reported when one part of the sum
 * is; both have one frequency and one measure. */
void series_add(struct series *sum, const struct series *more, struct arena *a);

/* The calendar years of a monthly series, on the same measure.  *months[i]: months of year i that
 * have a figure or are known to have no trade. */
struct series *series_years(const struct series *s, int **months, struct arena *a);

/* What a unit is and which lists it is on. */
struct unit {
    const char *unit, *label;
    const char *codes; /* comma-separated: of the family, over all revisions */
    const char *tier;  /* high-priority tier, NULL: none */
    const char *tier_since, *tier_status;
    const char *listed; /* other control lists with their first date, "; " between; NULL: none */
    const char *groups; /* product groups, ", " between; NULL: none */
};
struct units {
    struct unit *unit; /* sorted by unit */
    int count;
};
/* Of the selected units. */
int series_units(struct store *s, struct units *out, struct arena *a, struct err *err) MUST_CHECK;
/* NULL when it is not there. */
const struct unit *units_find(const struct units *units, const char *unit);

/* Where the selected cells come from, for the foot of a table. */
struct series_source {
    int64_t source_id;
    const char *title, *path, *vintage, *sha256;
    int64_t rows;
};
int series_sources(struct store *s, const struct selection *sel, struct series_source **out,
                   int *count, struct arena *a, struct err *err) MUST_CHECK;

#endif
