/* sum.c - series put together: over exporters, importers and units, and into years.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "series/series.h"

/* Makes room for periods first..until; new ones are not yet known of. */
static void widen(struct series *s, int first, int until, struct arena *a)
{
    int n = until - first + 1, shift = s->first - first;
    if (!shift && n == s->n)
        return;
    struct series old = *s;
    s->value = arena_array(a, double, (size_t)n);
    s->weight = old.weight ? arena_array(a, double, (size_t)n) : NULL;
    s->status = arena_array(a, enum point_status, (size_t)n);
    for (int i = 0; i < n; i++) {
        int from = i - shift;
        bool there = from >= 0 && from < old.n;
        s->value[i] = there ? old.value[from] : NAN;
        if (s->weight)
            s->weight[i] = there ? old.weight[from] : 0;
        s->status[i] = there       ? old.status[from]
                       : from >= 0 ? POINT_NOT_YET_PUBLISHED
                                   : POINT_NOT_REPORTED;
    }
    s->first = first;
    s->n = n;
}

/* Of the statuses of two parts, the one the sum has: what is known beats what is not, but a sum
 * that lacks what a part does not cover is partial. */
static enum point_status join(enum point_status x, enum point_status y)
{
    if ((x == POINT_REPORTED && y == POINT_NOT_COVERED) ||
        (y == POINT_REPORTED && x == POINT_NOT_COVERED))
        return POINT_PARTIAL;
    static const enum point_status order[] = {
        POINT_PARTIAL,     POINT_REPORTED,     POINT_CONFIDENTIAL,      POINT_ZERO,    POINT_NONE,
        POINT_NOT_COVERED, POINT_NOT_REPORTED, POINT_NOT_YET_PUBLISHED, POINT_STOPPED,
    };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (x == order[i] || y == order[i])
            return order[i];
    return x;
}

void series_add(struct series *sum, const struct series *more, struct arena *a)
{
    int sum_end = sum->first + sum->n - 1, more_end = more->first + more->n - 1;
    widen(sum, sum->first < more->first ? sum->first : more->first,
          sum_end > more_end ? sum_end : more_end, a);
    for (int i = 0; i < more->n; i++) {
        int at = more->first + i - sum->first;
        double x = sum->value[at], y = more->value[i];
        sum->value[at] = isnan(x) ? y : isnan(y) ? x : x + y;
        if (sum->weight && more->weight)
            sum->weight[at] += more->weight[i];
        sum->status[at] = join(sum->status[at], more->status[i]);
    }
    if (more->from < sum->from)
        sum->from = more->from;
    if (more->until > sum->until)
        sum->until = more->until;
    if (strcmp(sum->adapter, more->adapter) != 0)
        sum->adapter = "";
    if (sum->reporter != more->reporter)
        sum->reporter = 0;
    if (sum->exporter != more->exporter)
        sum->exporter = 0;
    if (sum->importer != more->importer)
        sum->importer = 0;
}

struct series *series_years(const struct series *s, int **months, struct arena *a)
{
    struct series *y = arena_new(a, struct series);
    *y = *s;
    int last = (s->first + s->n - 1) / 12;
    y->freq = 'A';
    y->first = s->first / 12;
    y->n = last - y->first + 1;
    y->from = s->from / 12;
    y->until = s->until / 12;
    y->value = arena_array(a, double, (size_t)y->n);
    y->weight = arena_array(a, double, (size_t)y->n);
    y->status = arena_array(a, enum point_status, (size_t)y->n);
    *months = arena_array(a, int, (size_t)y->n);
    for (int i = 0; i < y->n; i++) {
        y->value[i] = NAN;
        y->status[i] = POINT_NOT_YET_PUBLISHED;
    }
    for (int i = 0; i < s->n; i++) {
        int at = (s->first + i) / 12 - y->first;
        double v = s->value[i];
        y->status[at] = join(y->status[at], s->status[i]);
        y->weight[at] += s->weight[i];
        if (isnan(v))
            continue;
        y->value[at] = isnan(y->value[at]) ? v : y->value[at] + v;
        (*months)[at]++;
    }
    for (int i = 0; i < y->n; i++)
        if ((*months)[i] > 0 && (*months)[i] < 12)
            y->status[i] = POINT_PARTIAL;
    return y;
}
