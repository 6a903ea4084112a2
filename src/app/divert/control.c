/* SPDX-License-Identifier: Apache-2.0 */
#include "app/divert/control.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/order.h"

enum { FAMILIES_LEAST = 20, DESTINATIONS_LEAST = 20, SMOOTH = 3 /* to each side */ };

static int year_of(const struct series *s)
{
    return s->freq == 'M' ? 12 : 1;
}

/* The mean of a year before the date; NAN: it did not trade in all that is known of it, or three
 * quarters of it are not known. */
static double before_of(const struct series *s, int since)
{
    int year = year_of(s), traded = 0, known = 0;
    double sum = 0;
    for (int t = since - year; t < since; t++) {
        double v = series_known(s, t);
        if (isnan(v))
            continue;
        sum += v;
        known++;
        traded += v > 0;
    }
    return traded == known && 4 * known >= 3 * year ? sum / known : (double)NAN;
}

bool control_serves(const struct series *control, int since)
{
    return control && !isnan(before_of(control, since));
}

/* `all` without `part`. */
static struct series *rest_of(const struct series *all, const struct series *part, struct arena *a)
{
    struct series *r = series_keep(all, a);
    for (int i = 0; i < r->n; i++) {
        double own = series_known(part, r->first + i), left = r->value[i] - (isnan(own) ? 0 : own);
        r->value[i] = left <= 1e-6 * r->value[i] ? 0 : left;
    }
    return r;
}

/* --- other goods --- */

static bool is_listed(const struct legs *l, const char *unit)
{
    const struct unit *u = units_find(&l->units, unit);
    const char *target = areas_iso3(l->areas, l->target);
    for (int i = 0; u && i < u->listing_count; i++)
        if (u->listing[i].towards && strstr(u->listing[i].towards, target))
            return true;
    return u && u->tier;
}

/* Of the links of one origin and intermediary, all or those that are on no list, the middle one of
 * what each is to the mean of its year before: NULL where too few of them trade steadily. */
static struct series *typical(const struct legs *l, const struct link *link, int count, bool all)
{
    CLEANUP(arena_free) struct arena own = {0};
    const struct link **steady = arena_array(&own, const struct link *, (size_t)count + 1);
    double *ratio = arena_array(&own, double, (size_t)count + 1);
    double *before = arena_array(&own, double, (size_t)count + 1);
    struct series *index = NULL;
    int n = 0;
    for (int i = 0; i < count; i++)
        if (!link[i].cut && control_serves(link[i].series, l->since) &&
            (all || !is_listed(l, link[i].unit)))
            steady[n++] = &link[i];
    if (n < FAMILIES_LEAST)
        return NULL;
    for (int i = 0; i < n; i++) {
        before[i] = before_of(steady[i]->series, l->since);
        if (!index || steady[i]->series->n > index->n)
            index = steady[i]->series;
    }
    index = series_keep(index, l->arena);
    for (int t = 0; t < index->n; t++) {
        int known = 0;
        for (int i = 0; i < n; i++) {
            double v = series_known(steady[i]->series, index->first + t);
            if (!isnan(v))
                ratio[known++] = v / before[i];
        }
        index->value[t] = known ? order_median(ratio, known) : (double)NAN;
        index->status[t] = known ? POINT_REPORTED : POINT_NOT_REPORTED;
    }
    return index;
}

/* Others that are less, of what was asked for, are what two sources differ by. */
static const double least_share = 0.1;

/* All goods without those that were asked for. */
static struct series *others(const struct legs *l, const struct link *link, int count)
{
    const struct link *goods = legs_find(l, LEG_GOODS, link->origin, link->via, "");
    struct series *sum = series_keep(link->series, l->arena);
    for (int i = 1; i < count && goods; i++)
        series_add(sum, link[i].series, l->arena);
    struct series *rest = goods ? rest_of(goods->series, sum, l->arena) : NULL;
    double size = rest ? before_of(rest, l->since) : 0;
    return size < least_share * before_of(sum, l->since) ? NULL : rest;
}

static struct control control_of(const struct legs *l, const struct link *link, int count)
{
    const struct flow_params *f = &l->q->flow;
    struct control c = {.origin = link->origin, .via = link->via};
    if (f->code || f->list || f->group) {
        c.series = others(l, link, count);
        c.kind = CONTROL_OTHERS;
    } else {
        c.series = typical(l, link, count, false);
        c.kind = CONTROL_UNLISTED;
    }
    if (control_serves(c.series, l->since))
        return c;
    c.series = typical(l, link, count, true);
    c.kind = c.series ? CONTROL_TYPICAL : CONTROL_NONE;
    return c;
}

void controls_read(struct controls *out, const struct legs *l)
{
    const struct links *in = &l->of[LEG_IN];
    *out = (struct controls){.legs = l,
                             .goods = arena_array(l->arena, struct control, (size_t)in->count + 1)};
    for (int i = 0, k; i < in->count; i = k) {
        const struct link *x = &in->link[i];
        for (k = i + 1; k < in->count; k++)
            if (in->link[k].origin != x->origin || in->link[k].via != x->via)
                break;
        out->goods[out->count++] = control_of(l, x, k - i);
    }
}

static int compare(const void *x, const void *y)
{
    const struct control *a = x, *b = y;
    return a->origin != b->origin ? (a->origin < b->origin ? -1 : 1)
                                  : (a->via > b->via) - (a->via < b->via);
}

const struct control *controls_goods(const struct controls *c, const struct link *in)
{
    struct control key = {.origin = in->origin, .via = in->via};
    const struct control *x = bsearch(&key, c->goods, (size_t)c->count, sizeof key, compare);
    return x && x->kind ? x : NULL;
}

/* --- the same goods elsewhere --- */

/* Where some intermediaries are named, all others; else all but this one, where they are many: of
 * few, those that divert too would weigh too much. */
struct series *controls_elsewhere(const struct controls *c, const struct link *in, struct arena *a)
{
    const struct legs *l = c->legs;
    const struct link *all = legs_find(l, LEG_ELSEWHERE, in->origin, 0, in->unit);
    if (!all || (!l->via && all->importers <= DESTINATIONS_LEAST))
        return NULL;
    struct series *s = l->via ? all->series : rest_of(all->series, in->series, a);
    return control_serves(s, l->since) ? s : NULL;
}

/* --- taken out --- */

/* The running median, which keeps steps where they are. */
static double smooth(const struct series *s, int index)
{
    double near[2 * SMOOTH + 1];
    int n = 0;
    for (int t = index - SMOOTH; t <= index + SMOOTH; t++)
        if (!isnan(series_known(s, t)))
            near[n++] = series_known(s, t);
    return n && !isnan(series_known(s, index)) ? order_median(near, n) : (double)NAN;
}

struct series *control_taken_out(const struct series *s, const struct series *control, int since,
                                 struct arena *a)
{
    struct series *r = series_keep(s, a);
    if (!control_serves(control, since))
        return r;
    double before = before_of(control, since);
    for (int i = 0; i < r->n; i++) {
        double v = r->freq == 'M' ? smooth(control, r->first + i)
                                  : series_known(control, r->first + i);
        r->value[i] = v > 0 ? r->value[i] / (v / before) : (double)NAN;
    }
    return r;
}
