/* sum.c - series put together: over exporters, importers and units, and into years.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "series/series.h"

/* Makes room for periods first..until; their statuses follow from the parts. */
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
    }
    s->first = first;
    s->n = n;
}

/* Whether what a part holds for the period is known, though it may not be told. */
static bool is_known(enum point_status x)
{
    return x == POINT_REPORTED || x == POINT_ZERO || x == POINT_NONE || x == POINT_CONFIDENTIAL ||
           x == POINT_PARTIAL || x == POINT_INCOMPLETE;
}

/* Of the statuses of two parts, the one the sum has: what is known beats what is not, but a sum
 * that lacks what a part does not cover is partial. */
static enum point_status join(enum point_status x, enum point_status y)
{
    if ((x == POINT_REPORTED && y == POINT_NOT_COVERED) ||
        (y == POINT_REPORTED && x == POINT_NOT_COVERED))
        return POINT_PARTIAL;
    if ((x == POINT_REPORTED && y == POINT_NOT_STATED) ||
        (y == POINT_REPORTED && x == POINT_NOT_STATED))
        return POINT_INCOMPLETE;
    static const enum point_status order[] = {
        POINT_PARTIAL,      POINT_INCOMPLETE,
        POINT_REPORTED,     POINT_CONFIDENTIAL,
        POINT_NOT_STATED,   POINT_ZERO,
        POINT_NONE,         POINT_NOT_COVERED,
        POINT_NOT_REPORTED, POINT_NOT_YET_PUBLISHED,
        POINT_STOPPED,
    };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (x == order[i] || y == order[i])
            return order[i];
    return x;
}

/* --- parts that have no figure --- */

/* What a sum is of, period by period. */
struct series_parts {
    double usual;            /* the mean of each part over the periods it has, added up */
    double *lacked;          /* of it, of parts without a figure */
    enum point_status *base; /* the status, before what is lacked is looked at */
};

static double usual_of(const struct series *s)
{
    double sum = 0;
    int n = 0;
    for (int i = 0; i < s->n; i++)
        if (!isnan(s->value[i])) {
            sum += s->value[i];
            n++;
        }
    return n ? sum / n : 0;
}

static bool has_figure(const struct series *s, int index)
{
    int i = index - s->first;
    return i >= 0 && i < s->n && is_known(s->status[i]);
}

/* The parts over first..until, of one that is its own only part, too. */
static void lay_parts(struct series *s, int first, int until, struct arena *a)
{
    const struct series_parts *old = s->parts;
    struct series_parts *p = arena_new(a, struct series_parts);
    int n = until - first + 1;
    p->usual = old ? old->usual : usual_of(s);
    p->lacked = arena_array(a, double, (size_t)n);
    p->base = arena_array(a, enum point_status, (size_t)n);
    for (int i = 0; i < n; i++) {
        int from = first + i - s->first;
        bool there = from >= 0 && from < s->n;
        p->lacked[i] = there && old ? old->lacked[from] : has_figure(s, first + i) ? 0 : p->usual;
        p->base[i] = there && old ? old->base[from]
                     : there      ? s->status[from]
                     : from >= 0  ? POINT_NOT_YET_PUBLISHED
                                  : POINT_NOT_REPORTED;
    }
    s->parts = p;
}

static void add_parts(struct series *sum, const struct series *more)
{
    struct series_parts *p = sum->parts;
    double usual = usual_of(more);
    p->usual += usual;
    for (int i = 0; i < sum->n; i++) {
        int from = sum->first + i - more->first;
        if (from >= 0 && from < more->n)
            p->base[i] = join(p->base[i], more->status[from]);
        p->lacked[i] += has_figure(more, sum->first + i) ? 0 : usual;
        sum->status[i] = is_known(p->base[i]) && p->lacked[i] > SERIES_LACKED * p->usual
                             ? POINT_INCOMPLETE
                             : p->base[i];
    }
}

void series_add(struct series *sum, const struct series *more, struct arena *a)
{
    int sum_end = sum->first + sum->n - 1, more_end = more->first + more->n - 1;
    int first = sum->first < more->first ? sum->first : more->first;
    int until = sum_end > more_end ? sum_end : more_end;
    if (!sum->parts || first != sum->first || until != sum_end)
        lay_parts(sum, first, until, a);
    widen(sum, first, until, a);
    for (int i = 0; i < more->n; i++) {
        int at = more->first + i - sum->first;
        double x = sum->value[at], y = more->value[i];
        sum->value[at] = isnan(x) ? y : isnan(y) ? x : x + y;
        if (sum->weight && more->weight)
            sum->weight[at] += more->weight[i];
    }
    add_parts(sum, more);
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

void series_leave_out_lacking(struct series *sum)
{
    static const double much = 0.1;
    const struct series_parts *p = sum->parts;
    for (int i = 0; p && i < sum->n; i++)
        if (p->lacked[i] > much * p->usual)
            sum->value[i] = NAN;
}

struct series *series_years(const struct series *s, int **months, struct arena *a)
{
    struct series *y = arena_new(a, struct series);
    *y = *s;
    int last = (s->first + s->n - 1) / 12;
    y->freq = 'A';
    y->parts = NULL;
    y->first = s->first / 12;
    y->n = last - y->first + 1;
    y->from = s->from / 12;
    y->until = s->until / 12;
    y->value = arena_array(a, double, (size_t)y->n);
    y->weight = s->weight ? arena_array(a, double, (size_t)y->n) : NULL;
    y->status = arena_array(a, enum point_status, (size_t)y->n);
    *months = arena_array(a, int, (size_t)y->n);
    for (int i = 0; i < y->n; i++) {
        y->value[i] = NAN;
        y->status[i] = POINT_NOT_YET_PUBLISHED;
    }
    for (int i = 0; i < s->n; i++) {
        int at = (s->first + i) / 12 - y->first;
        double v = s->value[i];
        bool first = !i || (s->first + i) % 12 == 0;
        y->status[at] = first ? s->status[i] : join(y->status[at], s->status[i]);
        if (s->weight)
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
