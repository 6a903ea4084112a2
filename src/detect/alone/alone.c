/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/alone/alone.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "detect/alone/spread.h"
#include "detect/alone/stairs.h"
#include "detect/census.h"
#include "fit/clean.h"
#include "fit/segment.h"
#include "stats/dist.h"

enum { LEAST = 9, SEASONS_HALVES = 5 };

/* --- the scale --- */

static enum scale scale_of(const struct census *c)
{
    if (c->known < LEAST)
        return SCALE_NONE;
    if (c->negative)
        return SCALE_LINEAR;
    return c->zeros > c->known / 4 ? SCALE_RANK : SCALE_LOG;
}

/* A zero among positive values stands at half the least of them. */
static void transform(double *to, const double *y, int n, const struct census *c, bool logs)
{
    for (int i = 0; i < n; i++)
        to[i] = !isfinite(y[i]) ? (double)NAN : logs ? log(y[i] > 0 ? y[i] : c->least / 2) : y[i];
}

/* --- the season --- */

/* Gaps stand at the value before them while the season is found. */
static bool take_out_season(double *v, const struct census *c, int season, struct arena *a)
{
    int from = c->first, length = c->last - c->first + 1;
    if (season < 2 || 2 * length < SEASONS_HALVES * season)
        return false;
    double *filled = arena_array(a, double, (size_t)length);
    for (int i = 0; i < length; i++)
        filled[i] = isfinite(v[from + i]) ? v[from + i] : filled[i - 1];
    if (!clean_season(filled, length, season))
        return false;
    for (int i = 0; i < length; i++)
        v[from + i] = isfinite(v[from + i]) ? filled[i] : (double)NAN;
    return true;
}

/* --- readings --- */

static bool all_zero(const double *y, int from, int until)
{
    for (int i = from; i < until; i++)
        if (y[i] != 0 && isfinite(y[i]))
            return false;
    return true;
}

static void size_reading(struct reading *r, double size, double reach, bool logs)
{
    r->size = logs ? exp(size) : size;
    r->size_low = logs ? exp(size - reach) : size - reach;
    r->size_high = logs ? exp(size + reach) : size + reach;
}

static void take_shifts(struct readings *out, const struct segments *s, const double *y, int first,
                        int n, bool logs)
{
    for (int k = 0; k < s->count && out->count < READINGS_MAX; k++) {
        const struct segment_shift *h = &s->shift[k];
        struct reading *r = &out->reading[out->count++];
        int at = first + h->at;
        *r = (struct reading){.direction = h->size > 0 ? 1 : -1,
                              .at = at,
                              .low = first + h->low,
                              .high = first + h->high,
                              .p = h->p,
                              .test = h->slope ? "change of growth" : "level shift"};
        r->kind = h->slope             ? FINDING_TREND
                  : all_zero(y, 0, at) ? FINDING_NEW
                  : all_zero(y, at, n) ? FINDING_ENDED
                                       : FINDING_SHIFT;
        double df = s->known - s->count - s->trend - 3;
        size_reading(r, h->size, h->se * student_quantile(0.975, df > 1 ? df : 1), logs);
    }
}

static void take_spike(struct readings *out, const struct segments *s, const double *v, int first,
                       bool logs)
{
    int i = s->spike_at;
    if (i < 0 || s->spike_p > 0.05 || out->count == READINGS_MAX)
        return;
    double gap = v[i] - s->level[i];
    struct reading *r = &out->reading[out->count++];
    *r = (struct reading){.kind = FINDING_SPIKE,
                          .direction = gap > 0 ? 1 : -1,
                          .at = first + i,
                          .low = first + i,
                          .high = first + i,
                          .p = s->spike_p,
                          .test = "spike"};
    size_reading(r, gap, NAN, logs);
}

/* --- parts of a series --- */

/* y[first..until) on the log or the linear scale. */
static void read_part(struct readings *out, const double *y, int n, int first, int until,
                      int season, int from)
{
    CLEANUP(arena_free) struct arena own = {0};
    int length = until - first;
    struct census c = take_census(y + first, length);
    struct segment_options o = {.from = from - first};
    struct segments s;
    bool logs = !c.negative;
    double *v = arena_array(&own, double, (size_t)length + 1);
    transform(v, y + first, length, &c, logs);
    bool seasonal = take_out_season(v, &c, season, &own);
    o.lost = seasonal ? season - 1 : 0;
    segment_fit(&s, v, length, &o, &own);
    spread_drop(&s, v, length, &own);
    stairs_to_slope(&s, v, length, o.from, &own);
    out->phi = s.phi;
    out->trend = s.trend;
    out->slope = s.slope;
    out->seasonal |= seasonal;
    out->full |= s.full;
    take_shifts(out, &s, y, first, n, logs);
    take_spike(out, &s, v, first, logs);
    for (int i = 0; i < length; i++)
        out->fitted[first + i] = logs ? exp(s.level[i]) : s.level[i];
}

/* After the scan of ranks: what stands between its changes, where zeros are few. */
static void read_parts(struct readings *out, const double *y, int n, int season, int from)
{
    int bound[READINGS_MAX + 2], bounds = 0, scanned = out->count;
    bound[bounds++] = 0;
    for (int k = 0; k < scanned; k++)
        bound[bounds++] = out->reading[k].at;
    bound[bounds] = n;
    for (int k = 0; k < bounds; k++) {
        struct census c = take_census(y + bound[k], bound[k + 1] - bound[k]);
        if (c.known >= LEAST && !c.negative && c.zeros <= c.known / 4)
            read_part(out, y, n, bound[k], bound[k + 1], season, from);
    }
    readings_sort(out);
    for (int k = 0; k < bounds; k++)
        read_burst(out, y, n, bound[k], bound[k + 1], from);
}

void read_alone(struct readings *out, const double *y, int n, int season, int from, struct arena *a)
{
    struct census c = take_census(y, n);
    *out = (struct readings){.scale = scale_of(&c)};
    out->fitted = arena_array(a, double, (size_t)n + 1);
    for (int i = 0; i < n; i++)
        out->fitted[i] = NAN;
    if (!out->scale)
        return;
    if (out->scale == SCALE_RANK) {
        read_lumpy(out, y, n, from);
        read_parts(out, y, n, season, from);
    } else {
        read_part(out, y, n, 0, n, season, from);
    }
    if (!c.negative)
        read_burst(out, y, n, 0, n, from);
}
