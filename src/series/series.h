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

struct selected;
struct published_memo;

/* Opens a selection, which stays what it is whatever else is selected.  memo: what its store has
 * published, where several selections share it; NULL: read for this one.  ERR_NOT_FOUND: the store
 * has no such code, list, group or flow; ERR_USAGE: a code, list or group that is none. */
int selected_open(struct selected **out, struct published_memo *memo, struct store *s,
                  const struct selection *sel, struct err *err) MUST_CHECK;

/* Which of the areas that were asked for have no figures, as "CAN, JPN": exporters who do not
 * report and whose importers do not either, importers who occur in no row; where one kind of flow
 * is asked for, those who do not report it.  NULL: all have. */
int selected_absent(const struct selected *s, const char **out, const struct selection *sel,
                    struct arena *a, struct err *err) MUST_CHECK;

/* What was read of several reports of one flow, in words; NULL: there is one of each, or the
 * exporter's months were read. */
const char *selected_choice(const struct selected *s, struct arena *a);

/* What is to be said of totals, as cells_said() of store.h. */
int selected_said(struct selected *s, struct cells_said **list, int *count, struct arena *a,
                  struct err *err) MUST_CHECK;

void selected_close(struct selected **s); /* for CLEANUP(); *s may be NULL */

/* Calls fn for each selected series, by exporter, importer, unit; the series is fn's until it
 * returns.  A failing fn ends the walk with its code. */
typedef int (*series_fn)(void *ctx, const struct series *s, struct err *err);
int selected_each(struct selected *s, series_fn fn, void *ctx, struct err *err) MUST_CHECK;

/* What the selected goods are. */
int selected_units(struct selected *s, struct units *out, struct arena *a,
                   struct err *err) MUST_CHECK;
int selected_goods(struct selected *s, struct cells_goods *out, struct err *err) MUST_CHECK;

/* Where the figures come from, a source a line, for the foot of a table. */
int selected_sources(struct selected *s, const char **out, struct arena *a,
                     struct err *err) MUST_CHECK;

/* As cells_span(), cells_monthly(), cells_lines() and cells_export() of store.h. */
int selected_span(struct selected *s, int *first, int *last, struct err *err) MUST_CHECK;
int selected_monthly(struct selected *s, bool *monthly, struct err *err) MUST_CHECK;
int selected_lines(struct selected *s, struct source_lines **list, int *count, const char *windows,
                   struct arena *a, struct err *err) MUST_CHECK;
int selected_export(struct selected *s, const char *path, int64_t *rows,
                    struct err *err) MUST_CHECK;

/* A sum lacks too much where parts without a figure usually hold more of it than that: to read it
 * on would be to read a fall. */
#define SERIES_LACKED 0.02

/* Adds `more` to `sum`, which grows to span both.  A period is reported when one part of the sum
 * is, and incomplete where parts that usually hold more than 2 % of it have no figure; both have
 * one frequency and one measure. */
void series_add(struct series *sum, const struct series *more, struct arena *a);

/* Takes the figures out of a sum of periods in which parts that usually hold more than a tenth of
 * it have none: over time they would read as a fall. */
void series_leave_out_lacking(struct series *sum);

/* The calendar years of a monthly series, on the same measure.  *months[i]: months of year i that
 * have a figure or are known to have no trade. */
struct series *series_years(const struct series *s, int **months, struct arena *a);

#endif
