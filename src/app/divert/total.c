/* SPDX-License-Identifier: Apache-2.0 */
#include "app/divert/total.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/dist.h"

enum { PRODUCTS_LEAST = 3 };

/* What other goods to an intermediary did: their change, and the variance of that, periods being
 * what it was observed in. */
struct change {
    int via;
    double before, after, ratio, variance; /* NAN: there are none */
};

/* Sums of one family, over the origins: all there is, and what can be compared. */
struct product {
    const char *unit;
    double fall, before, after, more; /* more: than the change of other goods lets expect */
};

struct sums {
    const struct chains *chains;
    struct product *product; /* by unit */
    int count;
    int *number[LEGS];     /* of direct and in: the product of each link */
    struct change *change; /* by via */
    int vias;
};

/* --- other goods --- */

/* Sums of other goods by period: of the year before and since. */
static void add_others(double *pair, int n, const struct chains *c, int via)
{
    const struct controls *g = &c->controls;
    int since = c->legs->since;
    for (int i = 0; i < g->count; i++) {
        double x, y;
        if (g->goods[i].via != via || g->goods[i].kind != CONTROL_OTHERS)
            continue;
        for (int t = 0; t < n; t++)
            if (series_pair(g->goods[i].series, since, since + t, &x, &y)) {
                pair[2 * t] += x;
                pair[2 * t + 1] += y;
            }
    }
}

static struct change change_of(const struct chains *c, int via)
{
    struct change out = {.via = via, .ratio = NAN, .variance = NAN};
    double squares = 0;
    int n = c->until - c->legs->since + 1, periods = 0;
    double *pair = arena_array(c->legs->arena, double, 2 * (size_t)n);
    add_others(pair, n, c, via);
    for (int t = 0; t < n; t++) {
        out.before += pair[2 * t];
        out.after += pair[2 * t + 1];
        periods += pair[2 * t] > 0;
    }
    if (periods < 2 || !(out.after > 0))
        return out;
    out.ratio = out.after / out.before;
    for (int t = 0; t < n; t++)
        squares += pow(pair[2 * t + 1] - out.ratio * pair[2 * t], 2);
    out.variance = squares * periods / (periods - 1) / (out.before * out.before);
    return out;
}

static int by_number(const void *x, const void *y)
{
    int a = ((const struct change *)x)->via, b = ((const struct change *)y)->via;
    return a < b ? -1 : a > b;
}

static void read_changes(struct sums *s)
{
    const struct controls *g = &s->chains->controls;
    s->change = arena_array(s->chains->legs->arena, struct change, (size_t)g->count + 1);
    for (int i = 0; i < g->count; i++)
        s->change[i].via = g->goods[i].via;
    qsort(s->change, (size_t)g->count, sizeof *s->change, by_number);
    for (int i = 0; i < g->count; i++)
        if (!s->vias || s->change[s->vias - 1].via != s->change[i].via)
            s->change[s->vias++] = change_of(s->chains, s->change[i].via);
}

/* --- products --- */

static int by_goods(const void *x, const void *y)
{
    return link_compare_goods(*(const struct link *const *)x, *(const struct link *const *)y);
}

static void name_products(struct sums *s)
{
    static const enum leg named[] = {LEG_DIRECT, LEG_IN};
    CLEANUP(arena_free) struct arena own = {0};
    const struct legs *l = s->chains->legs;
    const struct links *direct = &l->of[LEG_DIRECT];
    size_t size = (size_t)(direct->count + l->of[LEG_IN].count) + 1;
    const struct link **all = arena_array(&own, const struct link *, size);
    int n = 0;
    for (int k = 0; k < 2; k++) {
        const struct links *x = &l->of[named[k]];
        s->number[named[k]] = arena_array(l->arena, int, (size_t)x->count + 1);
        for (int i = 0; i < x->count; i++)
            all[n++] = &x->link[i];
    }
    s->product = arena_array(l->arena, struct product, size);
    qsort(all, (size_t)n, sizeof *all, by_goods);
    for (int i = 0; i < n; i++) {
        if (!i || link_compare_goods(all[i - 1], all[i]))
            s->product[s->count++].unit = all[i]->unit;
        bool is_direct = all[i] >= direct->link && all[i] < direct->link + direct->count;
        enum leg leg = is_direct ? LEG_DIRECT : LEG_IN;
        s->number[leg][all[i] - l->of[leg].link] = s->count - 1;
    }
}

/* Whether a period of a series was published, though its codes may lack. */
static bool is_published(const struct series *s, int i)
{
    return i >= 0 && i < s->n && s->status[i] != POINT_NOT_REPORTED &&
           s->status[i] != POINT_NOT_YET_PUBLISHED && s->status[i] != POINT_STOPPED;
}

/* All that was published, also where the store holds one side of a renumbering only. */
static void add_published(double *before, double *after, const struct chains *c,
                          const struct series *s)
{
    int since = c->legs->since, year = s->freq == 'M' ? 12 : 1;
    for (int t = since; t <= c->until; t++) {
        int i = t - s->first, k = since - year + (t - since) % year - s->first;
        if (!is_published(s, i) || !is_published(s, k))
            continue;
        *before += isnan(s->value[k]) ? 0 : s->value[k];
        *after += isnan(s->value[i]) ? 0 : s->value[i];
    }
}

static void add_products(struct sums *s, int via)
{
    const struct legs *l = s->chains->legs;
    const struct step *direct = s->chains->steps.of[LEG_DIRECT];
    const struct step *in = s->chains->steps.of[LEG_IN];
    for (int i = 0; i < s->count; i++)
        s->product[i] = (struct product){.unit = s->product[i].unit};
    for (int i = 0; i < l->of[LEG_DIRECT].count; i++)
        if (!l->of[LEG_DIRECT].link[i].cut)
            s->product[s->number[LEG_DIRECT][i]].fall += direct[i].before - direct[i].after;
    for (int i = 0; i < l->of[LEG_IN].count; i++) {
        const struct link *x = &l->of[LEG_IN].link[i];
        struct change key = {.via = x->via};
        if (x->cut || (via && x->via != via))
            continue;
        const struct change *g = bsearch(&key, s->change, (size_t)s->vias, sizeof key, by_number);
        struct product *p = &s->product[s->number[LEG_IN][i]];
        p->before += in[i].before;
        p->after += in[i].after;
        if (g && !isnan(g->ratio))
            p->more += in[i].after - g->ratio * in[i].before;
    }
}

/* --- shares of the fall --- */

/* What the changes of other goods add to the variance of the sum of all that was more. */
static double variance_of_changes(struct displaced *d, const struct sums *s)
{
    const struct legs *l = s->chains->legs;
    double sum = 0, before = 0, after = 0;
    for (int k = 0; k < s->vias; k++) {
        const struct change *g = &s->change[k];
        double asked = 0;
        if (d->via && g->via != d->via)
            continue;
        d->without += isnan(g->ratio);
        for (int i = 0; i < l->of[LEG_IN].count && !isnan(g->ratio); i++)
            if (l->of[LEG_IN].link[i].via == g->via && !l->of[LEG_IN].link[i].cut)
                asked += s->chains->steps.of[LEG_IN][i].before;
        before += isnan(g->ratio) ? 0 : g->before;
        after += isnan(g->ratio) ? 0 : g->after;
        sum += isnan(g->ratio) ? 0 : asked * asked * g->variance;
    }
    d->control = before > 0 ? after / before : (double)NAN;
    return sum;
}

/* A ratio of two sums over products, and its interval by linearisation, products being what varies
 * (W. G. Cochran, Sampling Techniques, 1977, 6.3). */
static void take_net(struct displaced *d, const struct sums *s, double fall)
{
    double more = 0, squares = 0, mean = 0, others = variance_of_changes(d, s);
    if (isnan(d->control))
        return;
    for (int i = 0; i < s->count; i++)
        more += s->product[i].more;
    d->net = more / fall;
    if (s->count < PRODUCTS_LEAST)
        return;
    for (int i = 0; i < s->count; i++)
        mean += (s->product[i].more - d->net * s->product[i].fall) / s->count;
    for (int i = 0; i < s->count; i++)
        squares += pow(s->product[i].more - d->net * s->product[i].fall - mean, 2);
    double variance = squares * s->count / (s->count - 1) + others;
    double reach = normal_quantile(0.975) * sqrt(variance) / fall;
    d->net_low = d->net - reach;
    d->net_high = d->net + reach;
}

static void take_shares(struct displaced *d, const struct sums *s)
{
    double fall = 0, rise = 0;
    for (int i = 0; i < s->count; i++) {
        fall += s->product[i].fall;
        rise += s->product[i].after - s->product[i].before;
        d->families += s->product[i].before > 0 || s->product[i].after > 0;
    }
    if (d->direct_before > d->direct_after)
        d->gross = (d->after - d->before) / (d->direct_before - d->direct_after);
    if (!(fall > 0))
        return;
    d->comparable = rise / fall;
    take_net(d, s, fall);
}

static struct displaced displaced_of(struct sums *s, int via)
{
    struct displaced d = {.via = via,
                          .control = NAN,
                          .gross = NAN,
                          .comparable = NAN,
                          .net = NAN,
                          .net_low = NAN,
                          .net_high = NAN};
    const struct links *direct = &s->chains->legs->of[LEG_DIRECT];
    const struct links *in = &s->chains->legs->of[LEG_IN];
    for (int i = 0; i < direct->count; i++)
        add_published(&d.direct_before, &d.direct_after, s->chains, direct->link[i].series);
    for (int i = 0; i < in->count; i++)
        if (!via || in->link[i].via == via)
            add_published(&d.before, &d.after, s->chains, in->link[i].series);
    add_products(s, via);
    take_shares(&d, s);
    return d;
}

int displaced_read(struct displaced **list, const struct chains *c)
{
    struct sums s = {.chains = c};
    read_changes(&s);
    name_products(&s);
    *list = arena_array(c->legs->arena, struct displaced, (size_t)s.vias + 1);
    for (int i = 0; i < s.vias; i++)
        (*list)[i] = displaced_of(&s, s.change[i].via);
    (*list)[s.vias] = displaced_of(&s, 0);
    return s.vias + 1;
}
