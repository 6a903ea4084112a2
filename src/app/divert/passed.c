/* SPDX-License-Identifier: Apache-2.0 */
#include "app/divert/passed.h"

#include <math.h>

#include "stats/dist.h"

enum { WAYS = 2, LAGS = 3, MONTHS_LEAST = 6 }; /* WAYS: months before, in which goods came in */

/* Sums over the goods of one intermediary, by period; NAN: not known. */
struct sums {
    const struct legs *l;
    int via, first, n;
    double *imported, *sent;
};

static void add_series(double *to, const struct sums *s, const struct series *x)
{
    for (int i = 0; i < x->n; i++) {
        int at = x->first + i - s->first;
        if (at >= 0 && at < s->n && !isnan(x->value[i]))
            to[at] = isnan(to[at]) ? x->value[i] : to[at] + x->value[i];
    }
}

static bool add_leg(double *to, const struct sums *s, enum leg leg)
{
    const struct links *of = &s->l->of[leg];
    bool there = false;
    for (int i = 0; i < of->count; i++)
        if (of->link[i].via == s->via) {
            add_series(to, s, of->link[i].series);
            there = true;
        }
    return there;
}

/* Its own report, else what others say. */
static void sum_up(struct sums *s)
{
    for (int i = 0; i < s->n; i++)
        s->imported[i] = s->sent[i] = NAN;
    if (!add_leg(s->imported, s, LEG_IMPORTS))
        add_leg(s->imported, s, LEG_IN);
    if (!add_leg(s->sent, s, LEG_OUT))
        add_leg(s->sent, s, LEG_ARRIVED);
}

static struct passed month_of(const struct sums *s, int i)
{
    struct passed p = {s->via, s->first + i, s->imported[i], s->sent[i], NAN, NAN, NAN};
    double least = INFINITY, most = 0;
    for (int k = i > WAYS ? i - WAYS : 0; k <= i; k++) {
        least = fmin(least, s->imported[k]);
        most = fmax(most, s->imported[k]);
    }
    if (!(most > 0) || isnan(p.sent))
        return p;
    p.share = p.imported > 0 ? p.sent / p.imported : (double)NAN;
    p.low = p.sent / most;
    p.high = least > 0 ? p.sent / least : (double)NAN;
    return p;
}

static double error_of(const struct sums *s, int i, double share)
{
    double e = s->sent[i] - share * s->imported[i];
    return isnan(e) ? 0 : e;
}

static struct passed all_of(const struct sums *s)
{
    struct passed p = {.via = s->via, .share = NAN, .low = NAN, .high = NAN};
    double squares = 0;
    int known = 0;
    for (int i = 0; i < s->n; i++)
        if (!isnan(s->imported[i]) && !isnan(s->sent[i])) {
            p.imported += s->imported[i];
            p.sent += s->sent[i];
            known++;
        }
    if (!known)
        p.imported = p.sent = NAN;
    if (!(p.imported > 0))
        return p;
    p.share = p.sent / p.imported;
    for (int lag = 0; lag <= LAGS; lag++)
        for (int i = lag; i < s->n; i++)
            squares += (lag ? 2 * (1 - lag / (LAGS + 1.)) : 1) * error_of(s, i, p.share) *
                       error_of(s, i - lag, p.share);
    if (known < MONTHS_LEAST)
        return p;
    double reach = student_quantile(0.975, known - 1) *
                   sqrt(fmax(squares, 0) * known / (known - 1)) / p.imported;
    p.low = fmax(p.share - reach, 0);
    p.high = p.share + reach;
    return p;
}

/* The periods that any of the flows has. */
static void span(struct sums *s)
{
    int last = 0;
    static const enum leg legs[] = {LEG_IMPORTS, LEG_OUT, LEG_ARRIVED};
    s->first = s->l->since;
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < s->l->of[legs[k]].count; i++) {
            const struct series *x = s->l->of[legs[k]].link[i].series;
            last = x->until > last ? x->until : last;
        }
    s->n = last >= s->first ? last - s->first + 1 : 0;
}

int passed_read(struct passed **list, const struct legs *l)
{
    struct sums s = {.l = l};
    int count = 0, via = -1;
    span(&s);
    s.imported = arena_array(l->arena, double, (size_t)s.n + 1);
    s.sent = arena_array(l->arena, double, (size_t)s.n + 1);
    *list = NULL;
    for (int i = 0; i < l->of[LEG_IMPORTS].count; i++) {
        if (l->of[LEG_IMPORTS].link[i].via == via)
            continue;
        s.via = via = l->of[LEG_IMPORTS].link[i].via;
        sum_up(&s);
        for (int t = 0; t <= s.n; t++) {
            *list = arena_grow(l->arena, *list, (size_t)count, sizeof **list);
            (*list)[count++] = t < s.n ? month_of(&s, t) : all_of(&s);
        }
    }
    return count;
}
