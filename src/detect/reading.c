/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/reading.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "detect/change/changes.h"
#include "stats/order.h"

void known_default(struct known *k, int season, bool years)
{
    k->common = (struct common){0};
    k->calendar = (struct calendar){0};
    panel_default(&k->panel, season, years);
    onoff_default(&k->onoff);
}

/* Odds, as logarithms, with which a change is taken in to be weighed: of one series by itself, of
 * which nothing is learned, what may be there with a p of 5 % is met more rarely than that. */
static const double taken = -1.5, taken_alone = -2;

struct weigh_options weigh_options_of(const struct prepared *p, const struct panel *panel)
{
    struct scale_prior scale = panel->scale;
    if (p->scale != SCALE_LOG)
        scale.growth = INFINITY;
    return (struct weigh_options){.from = p->from,
                                  .least = p->m >= 18 ? 3 : 1,
                                  .size = p->scale == SCALE_LOG ? panel->size : 0,
                                  .taken = taken,
                                  .scale = scale};
}

/* --- readings --- */

enum { NEAR = 12 };

/* The level that a change at weighed value `at` starts from: the median of the year before it, as
 * far as the change before that; where it is the first, of the year after it less the change. */
static double level_before(const struct prepared *p, int base, int at, double size)
{
    double near[NEAR];
    int n = 0;
    for (int i = at - NEAR > base ? at - NEAR : base; i < at; i++)
        near[n++] = p->value[i];
    for (int i = at; !at && i < p->m && n < NEAR; i++)
        near[n++] = p->value[i] - size;
    return order_median(near, n);
}

/* Sizes are of levels: from the level before, without what was added before logarithms. */
static double ratio_of(const struct prepared *p, double level, double size)
{
    double before = exp(level) - p->start, after = exp(level + size) - p->start;
    return before > 0 ? fmax(after, 0) / before : exp(size);
}

static void size_reading(struct reading *r, const struct prepared *p, double level,
                         const double size[3])
{
    double *to[] = {&r->size, &r->size_low, &r->size_high};
    for (int k = 0; k < 3; k++)
        *to[k] = p->scale == SCALE_LOG && r->kind == FINDING_TREND ? exp(size[k])
                 : p->scale == SCALE_LOG                           ? ratio_of(p, level, size[k])
                                                                   : size[k];
}

/* 1 over a Bayes factor is a p-value, whatever the series (V. Vovk and R. Wang, Annals of
 * Statistics 49, 2021), and one that is too large: where nothing happens, in all worlds of the
 * study a factor of 7.4 or more is met so many times less often than that, for each family (bursts:
 * where tails are heavy; growth: where all trends bend). */
static const double seldom[READING_FAMILIES] = {10, 5, 2, 10}, from_factor = 2;

static double p_of(double bayes, enum reading_family family)
{
    return bayes < 0 ? 1 : exp(-bayes) * pow(seldom[family], -fmin(bayes / from_factor, 1));
}

double reading_bayes_of(double p, enum reading_family family)
{
    double surely = -log(p * seldom[family]), less = 1 + log(seldom[family]) / from_factor;
    return surely >= from_factor ? surely : -log(p) / less;
}

static struct reading *add(struct readings *out, enum finding_kind kind, int direction, int at,
                           double bayes, enum reading_family family)
{
    struct reading *r = &out->reading[out->count++];
    *r = (struct reading){.kind = kind,
                          .direction = direction,
                          .at = at,
                          .low = at,
                          .high = at,
                          .size = NAN,
                          .size_low = NAN,
                          .size_high = NAN,
                          .p = p_of(bayes, family),
                          .bayes = bayes,
                          .family = family};
    return r;
}

/* The first period in which what begins at a value may have begun: after the value before it. */
static int earliest(const int *index, int at)
{
    return at > 0 ? index[at - 1] + 1 : index[at];
}

/* base: where the change before it was. */
static void take_change(struct readings *out, const struct change *c, const struct prepared *p,
                        int base)
{
    bool burst = c->kind == CHANGE_BURST;
    double size[] = {c->size, c->size_low, c->size_high};
    double opposite[] = {-c->size, -c->size_high, -c->size_low};
    int up = c->size > 0 ? 1 : -1, at = p->index[c->at];
    if (out->count + 2 > READINGS_MAX)
        return;
    enum finding_kind kind = c->kind == CHANGE_PACE           ? FINDING_TREND
                             : burst && c->until - c->at == 1 ? FINDING_SPIKE
                                                              : FINDING_SHIFT;
    static const enum reading_family families[] = {READING_LEVEL, READING_PACE, READING_BURST};
    enum reading_family family = families[c->kind];
    struct reading *r = add(out, kind, up, at, c->bayes, family);
    r->low = earliest(p->index, c->low);
    r->high = p->index[c->high];
    r->test = c->kind == CHANGE_PACE ? "change of growth"
              : burst                ? "burst"
              : c->over > 1          ? "gradual level shift"
                                     : "level shift";
    size_reading(r, p, level_before(p, base, c->at, c->size), size);
    r->df = c->df;
    if (!burst || c->until >= p->m || kind == FINDING_SPIKE)
        return;
    struct reading *back = add(out, kind, -up, p->index[c->until], c->bayes, family);
    back->low = earliest(p->index, c->until_low);
    back->high = p->index[c->until_high < p->m ? c->until_high : p->m - 1];
    back->test = r->test;
    size_reading(back, p, level_before(p, c->at, c->until, -c->size), opposite);
    back->df = c->df;
}

static int by_date(const void *x, const void *y)
{
    const struct reading *a = x, *b = y;
    return a->at != b->at ? a->at - b->at : a->direction - b->direction;
}

static void read_values(struct readings *out, const struct prepared *p, const struct known *known,
                        bool alone, struct arena *a)
{
    struct weigh_options o = weigh_options_of(p, &known->panel);
    o.taken = alone ? taken_alone : taken;
    o.share = known->panel.log_weight;
    struct weighed w;
    struct changes c;
    if (p->m > NOISE_LONGEST) {
        read_levels(out, p, a);
        return;
    }
    if (p->m < READING_LEAST)
        return;
    const struct noise *g = noise_grid(p->m, p->season);
    weigh(&w, g, p->value, &o);
    out->bayes[READING_LEVEL] = panel_bayes(&known->panel, &w, WEIGHED_LEVEL);
    out->bayes[READING_PACE] = panel_bayes(&known->panel, &w, WEIGHED_PACE);
    changes_read(&c, g, p->value, &w, &known->panel, &o, a);
    out->course = c.course;
    out->seasonal = c.season > 0 || p->cleaned;
    out->trend = c.course.trend;
    out->full = c.count > 0;
    for (int k = 0; k < c.count; k++)
        take_change(out, &c.change[k], p,
                    k && c.change[k - 1].at < c.change[k].at ? c.change[k - 1].at : 0);
    for (int i = 0; i < p->m; i++)
        out->fitted[p->index[i]] = p->scale == SCALE_LOG ? fmax(exp(c.fitted[i]) - p->start, 0)
                                                         : c.fitted[i];
}

const double READING_SURE = 0.05;

static const double absent = -2.3; /* Bayes factor of a burst where none is to be seen: a tenth */

static double mean_of(const double *y, int from, int until)
{
    double sum = 0;
    int n = 0;
    for (int i = from; i < until; i++)
        if (isfinite(y[i])) {
            sum += y[i];
            n++;
        }
    return n ? sum / n : 0;
}

/* Trade that stops and goes on: both ends. */
static void take_pause(struct readings *out, const struct onoff_change *c, const struct prepared *p)
{
    int end[] = {c->at, c->until};
    for (int k = 0; k < 2; k++) {
        int way = k ? 1 : -1;
        if (end[k] < p->asked)
            continue;
        struct reading *r = add(out, FINDING_SHIFT, way, p->month[end[k]], c->bayes, READING_TRADE);
        r->low = earliest(p->month, end[k]);
        r->size = way < 0 ? 0 : (double)NAN;
        r->test = "trade or none";
    }
}

/* Trade that begins, ends, or comes more or less often. */
static void take_trade(struct readings *out, const struct onoff_change *c, const struct prepared *p,
                       const double *y)
{
    out->bayes[READING_TRADE] = c->at < 0 ? 0 : c->bayes;
    if (c->at < 0 || c->bayes < 1)
        return;
    if (c->until) {
        take_pause(out, c, p);
        return;
    }
    int at = p->month[c->at];
    double before = mean_of(y, 0, at), after = mean_of(y, at, p->n);
    enum finding_kind kind = before == 0 ? FINDING_NEW : after == 0 ? FINDING_ENDED : FINDING_SHIFT;
    struct reading *r = add(out, kind, c->direction, at, c->bayes, READING_TRADE);
    r->low = earliest(p->month, c->low);
    r->high = p->month[c->high];
    r->size = before > 0 ? after / before : (double)NAN;
    r->test = "trade or none";
}

enum { PART_LEAST = 12 };

/* Where trade surely began or ended, asked about or not, the values beyond are of another regime:
 * left out where they are too few for a level, and those with trade enough to be read. */
static const double *part_of(const double *y, int n, const struct onoff_change *c, int at,
                             struct arena *a)
{
    double *part = arena_array(a, double, (size_t)n + 1);
    int left = 0, trades = 0;
    if (c->at < 0 || c->until || p_of(c->bayes, READING_TRADE) > READING_SURE)
        return y;
    for (int i = 0; i < n; i++) {
        part[i] = (i >= at) == (c->direction > 0) ? y[i] : (double)NAN;
        left += part[i] > 0;
        trades += y[i] > 0;
    }
    return left >= PART_LEAST && trades - left < READING_LEAST ? part : y;
}

/* The months with trade and those without; of one series by itself, the values of one regime are
 * returned.  (A panel has taught how far values lie apart, and loses by leaving any out.) */
static const double *read_trade(struct readings *out, const struct prepared *p, const double *y,
                                const struct known *known, bool alone, struct arena *a)
{
    struct onoff o;
    if (!prepared_chains(p))
        return y;
    onoff_open(&o, p->trade, p->months, p->asked, a);
    struct onoff_change c = onoff_read(&o, &known->onoff);
    take_trade(out, &c, p, y);
    if (!alone)
        return y;
    o.from = 0;
    c = onoff_read(&o, &known->onoff);
    return part_of(y, p->n, &c, c.at < 0 ? 0 : p->month[c.at], a);
}

static void read_all(struct readings *out, const double *y, int n, int season, int from,
                     const struct known *known, bool alone, struct arena *a)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct prepared p;
    *out = (struct readings){.bayes = {0, 0, absent, 0}};
    out->fitted = arena_array(a, double, (size_t)n + 1);
    for (int i = 0; i < n; i++)
        out->fitted[i] = NAN;
    if (!prepare(&p, y, n, season, from, &own))
        return;
    out->scale = p.scale;
    const double *part = read_trade(out, &p, y, known, alone, &own);
    if (part == y || prepare(&p, part, n, season, from, &own))
        read_values(out, &p, known, alone, &own);
    qsort(out->reading, (size_t)out->count, sizeof *out->reading, by_date);
}

void read_series(struct readings *out, const double *y, int n, int season, int from,
                 const struct known *known, struct arena *a)
{
    read_all(out, y, n, season, from, known, false, a);
}

void read_alone(struct readings *out, const double *y, int n, int season, bool years, int from,
                struct arena *a)
{
    struct known known;
    known_default(&known, season, years);
    read_all(out, y, n, season, from, &known, true, a);
}
