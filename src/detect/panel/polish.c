/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/panel/polish.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "detect/panel/crew.h"
#include "detect/reading.h"
#include "stats/order.h"

enum { LEAST_SERIES = 50, ROUNDS = 3, LONGEST = 600 };
static const double changed_from = 2.5; /* of the usual distance between levels after and before */
static const double no_distance = 1e-6; /* of series that are multiples of each other */
static const double least_spread = 0.03, least_share = 4; /* of the error of the medians */

/* --- the median polish --- */

struct polish {
    const struct read_window *list;
    int count, first, n, from; /* from: the period asked about */
    double *level;             /* of each series; NAN: left out */
    double *rise;              /* of its values from then on over those before; NAN: not known */
    double *move;              /* of each period */
    double *error;             /* variance of that */
    bool *known;               /* whether enough series have it */
};

static double log_at(const struct polish *p, int series, int t)
{
    const struct read_window *w = &p->list[series];
    int i = p->first + t - w->first;
    return i >= 0 && i < w->n && w->y[i] > 0 ? log(w->y[i]) : (double)NAN;
}

static void level_series(void *ctx, int k)
{
    struct polish *p = ctx;
    double values[LONGEST];
    int n = 0;
    for (int t = 0; t < p->n; t++) {
        double v = log_at(p, k, t) - p->move[t];
        if (!isnan(v))
            values[n++] = v;
    }
    p->level[k] = n ? order_median(values, n) : (double)NAN;
}

static void level_period(void *ctx, int t)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct polish *p = ctx;
    double *values = arena_array(&own, double, (size_t)p->count);
    int n = 0;
    for (int k = 0; k < p->count; k++) {
        double v = log_at(p, k, t) - p->level[k];
        if (!isnan(v))
            values[n++] = v;
    }
    p->known[t] = n >= LEAST_SERIES;
    if (!p->known[t])
        return;
    p->move[t] = order_median(values, n);
    double scale = order_mad(values, n);
    p->error[t] = M_PI / 2 * scale * scale / n;
}

static void compare_sides(void *ctx, int k)
{
    struct polish *p = ctx;
    double before[LONGEST], after[LONGEST];
    int n_before = 0, n_after = 0;
    for (int t = 0; t < p->n; t++) {
        double v = log_at(p, k, t) - p->move[t];
        if (isnan(v))
            continue;
        if (t < p->from)
            before[n_before++] = v;
        else
            after[n_after++] = v;
    }
    p->rise[k] = n_before && n_after ? order_median(after, n_after) - order_median(before, n_before)
                                     : (double)NAN;
}

/* Series that changed by themselves are left out: a tenth that doubles moves the median of all, by
 * a seventh of their usual distance, though nothing moved the others. */
static void leave_out_changed(struct polish *p, int threads)
{
    CLEANUP(arena_free) struct arena own = {0};
    double *rise = arena_array(&own, double, (size_t)p->count + 1);
    int n = 0;
    crew_each(threads, p->count, compare_sides, p);
    for (int k = 0; k < p->count; k++)
        if (!isnan(p->rise[k]))
            rise[n++] = p->rise[k];
    if (n < LEAST_SERIES)
        return;
    double usual = order_median(rise, n), scale = order_mad(rise, n);
    for (int k = 0; k < p->count; k++)
        if (fabs(p->rise[k] - usual) > changed_from * fmax(scale, no_distance))
            p->level[k] = NAN;
}

/* False where too few series have a period. */
static bool polish(struct polish *p, int threads)
{
    for (int round = 0; round < ROUNDS; round++) {
        crew_each(threads, p->count, level_series, p);
        if (round > 0)
            leave_out_changed(p, threads);
        crew_each(threads, p->n, level_period, p);
        for (int t = 0; t < p->n; t++)
            if (!p->known[t])
                return false;
    }
    return true;
}

static bool span_of(struct polish *p)
{
    int last = 0;
    p->first = p->list[0].first;
    for (int k = 0; k < p->count; k++) {
        const struct read_window *w = &p->list[k];
        p->first = w->first < p->first ? w->first : p->first;
        last = w->first + w->n > last ? w->first + w->n : last;
    }
    p->n = last - p->first;
    p->from = p->list[0].first + p->list[0].from - p->first;
    return p->n >= READING_LEAST && p->n <= LONGEST;
}

/* --- what of it is taken out --- */

/* The first period at which what all share may change within the time asked about; -1: none. */
static int first_asked(const struct readings *r, int from)
{
    int first = -1;
    for (int k = 0; k < r->count; k++)
        if (r->reading[k].high >= from && (first < 0 || r->reading[k].at < first))
            first = r->reading[k].at;
    return first;
}

/* Leaves the changes of its own level, growth and its bursts to the series: those of the time asked
 * about, and what goes before them where it grows.  What all did before is nothing of theirs. */
static void leave_changes(struct polish *p, int season, struct arena *a)
{
    struct readings r;
    struct known known;
    double *y = arena_array(a, double, (size_t)p->n),
           *scratch = arena_array(a, double, (size_t)p->n);
    for (int t = 0; t < p->n; t++)
        y[t] = exp(p->move[t]);
    known_default(&known, season, season == 0);
    read_series(&r, y, p->n, season, 0, &known, a);
    int first = first_asked(&r, p->from);
    if (first < 0)
        return;
    bool all = r.trend || !first;
    double usual = all ? order_median(memcpy(scratch, r.fitted, (size_t)p->n * sizeof *y), p->n)
                       : r.fitted[first - 1];
    for (int t = all ? 0 : first; t < p->n; t++)
        p->move[t] -= log(r.fitted[t] / usual);
}

static double spread_of(const double *v, int n)
{
    double mean = 0, square = 0;
    for (int i = 0; i < n; i++)
        mean += v[i] / n;
    for (int i = 0; i < n; i++)
        square += (v[i] - mean) * (v[i] - mean) / n;
    return sqrt(square);
}

void polish_common(struct common *out, const struct read_window *list, int count, int threads,
                   struct arena *a)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct polish p = {.list = list, .count = count};
    double error = 0;
    *out = (struct common){0};
    if (count < LEAST_SERIES || !span_of(&p))
        return;
    p.level = arena_array(&own, double, (size_t)count);
    p.rise = arena_array(&own, double, (size_t)count);
    p.move = arena_array(a, double, (size_t)p.n);
    p.error = arena_array(&own, double, (size_t)p.n);
    p.known = arena_array(&own, bool, (size_t)p.n);
    if (!polish(&p, threads))
        return;
    leave_changes(&p, list[0].season, &own);
    for (int t = 0; t < p.n; t++)
        error += p.error[t] / p.n;
    double spread = spread_of(p.move, p.n);
    *out = (struct common){spread > least_spread && spread * spread > least_share * error,
                           p.first,
                           p.n,
                           p.move,
                           spread,
                           0};
    if (out->there)
        out->apart = common_apart(out, list, count);
}
