/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/change/changes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "detect/change/louder.h"
#include "detect/change/search.h"
#include "detect/change/tail.h"
#include "stats/dist.h"
#include "stats/evidence.h"
#include "stats/order.h"
#include "stats/quick.h"

static const double held = 0.95; /* by the interval of a date */
/* That nothing changes but the spread, which is fitted to just that, speaks against a change by so
 * much at most: twenty times. */
static const double spread_alone = 3;
/* Of all bursts, those of each short and each long length. */
static const double short_share = 0.13, long_share = 0.61 / (STUDY_LONG - STUDY_SHORT);

/* --- what is said of one --- */

/* Up to so many values on one side of a change may be single values as well: from `first`, how
 * many; 0: they are too many. */
enum { FEW = 4 };

static int few_of(const struct study *s, const struct pattern *p, int *first)
{
    bool before = p->until == s->n && p->from < p->until - p->from;
    int length = before ? p->from : p->until - p->from;
    *first = before ? 0 : p->from;
    return length > FEW || length * 8 > s->n || p->ramp || p->over > 1 ? 0 : length;
}

/* The shares of the tails in this series: those of the panel, and what its other values say. */
static void tails_of(double share[2][TAILS], const struct study *s, int first, int length)
{
    double z[NOISE_LONGEST], scratch[NOISE_LONGEST], own[2][TAILS];
    int n = 0;
    swept_apart(s->base[study_best(s)], z);
    for (int i = 0; i < s->n; i++)
        if (i < first || i >= first + length)
            z[n++] = z[i];
    memcpy(scratch, z, (size_t)n * sizeof *z);
    double scale = order_mad(scratch, n);
    for (int i = 0; i < n; i++)
        z[i] = scale > 0 ? z[i] / scale : 0;
    tail_likelihoods(own, z, scale > 0 ? n : 0);
    for (int side = 0; side < 2; side++) {
        for (int t = 0; t < TAILS; t++)
            share[side][t] = s->panel->tail[side][t] + own[side][t];
        double total = evidence_sum(share[side], TAILS);
        for (int t = 0; t < TAILS; t++)
            share[side][t] -= total;
    }
}

/* How much likelier so many values that far out are where tails are those of the series than where
 * they are those of a mean and a deviation that are estimated. */
static double tail_worth(const double *share, double z, int values, double df)
{
    double e[TAILS], usual = log_gamma((df + values) / 2) - log_gamma(df / 2) -
                             values * log(df * M_PI) / 2 -
                             (df + values) / 2 * quick_log(1 + values * z * z / df);
    for (int t = 0; t < TAILS; t++)
        e[t] = share[t] + values * tail_density(t, z);
    return fmax(evidence_sum(e, TAILS) - usual, 0);
}

/* What the Bayes factor of a pattern loses by it: the evidence of the series without the pattern,
 * of each class with such tails, over that without them. */
static double tail_discount(struct study *s, int k)
{
    const struct pattern *p = &s->taken[k];
    double along, norm, share[2][TAILS], e[STUDY_CLASSES];
    int first, length = few_of(s, p, &first);
    if (!length)
        return 0;
    study_sweep(s, k);
    study_take(s, p);
    tails_of(share, s, first, length);
    study_sweep(s, k);
    for (int i = 0; i < s->count; i++) {
        const struct swept *b = s->base[i];
        swept_along(b, p, &along, &norm);
        double rest = b->rest - along * along / norm;
        double z = fabs(along) / sqrt(norm) / sqrt(rest / b->df) / sqrt(length);
        e[i] = s->log_weight[i] + swept_evidence(b) +
               tail_worth(share[(along > 0) == (first == p->from)], z, length, b->df);
    }
    return evidence_sum(e, s->count) - study_evidence(s);
}

/* A difference of levels of two spreads (B. L. Welch, Biometrika 34, 1947): what they make of its
 * variance, beside what one for all makes of it, and its degrees of freedom.  Spreads of few values
 * are drawn to that of all, less where those of the panel change. */
struct spreads {
    double times, df;
};

static struct spreads two_spreads(const struct study *s, const double *z, const struct pattern *p)
{
    double inside = 0, all = 0, of_all = s->panel->louder > 0 ? 1 : 4;
    int k = p->until - p->from, rest = s->n - k;
    for (int i = 0; i < s->n; i++) {
        all += z[i] * z[i] / s->n;
        inside += i >= p->from && i < p->until ? z[i] * z[i] : 0;
    }
    if (p->ramp || k <= STUDY_SHORT || rest <= STUDY_SHORT || !(all > 0)) /* they have none */
        return (struct spreads){1, INFINITY};
    double here = (inside + of_all * all) / (k + of_all) / k;
    double there = (s->n * all - inside + of_all * all) / (rest + of_all) / rest;
    return (struct spreads){
        fmax((here + there) / (all / k + all / rest), 1),
        (here + there) * (here + there) /
            (here * here / (k - 1 + of_all) + there * there / (rest - 1 + of_all))};
}

/* Size: the mixture of what the classes say at that place. */
static void measure(const struct study *s, const struct pattern *p, struct spreads two,
                    struct change *c)
{
    double e[STUDY_CLASSES], mean[STUDY_CLASSES], variance[STUDY_CLASSES], along, norm, df = 1;
    for (int i = 0; i < s->count; i++) {
        const struct swept *b = s->base[i];
        swept_along(b, p, &along, &norm);
        double kappa = study_size(s, i, along, norm, p->ramp).kappa, with = norm + 1 / kappa;
        e[i] = s->log_weight[i] + swept_evidence(b) + swept_lift(b, along, norm, kappa);
        mean[i] = along / with;
        variance[i] = (b->rest - along * along / with) / (b->df - 1) / with;
        df = b->df - 1;
    }
    double total = evidence_sum(e, s->count), middle = 0, spread = 0;
    for (int i = 0; i < s->count; i++)
        middle += exp(e[i] - total) * mean[i];
    for (int i = 0; i < s->count; i++)
        spread += exp(e[i] - total) * (variance[i] + (mean[i] - middle) * (mean[i] - middle));
    c->df = fmax(fmin(df, two.df), 1);
    double reach = student_quantile(0.975, c->df) * sqrt(spread * two.times);
    c->size = middle;
    c->size_low = middle - reach;
    c->size_high = middle + reach;
}

static double log_of(const struct study *s, int from, int until)
{
    struct pattern p = {from, until, false, 1};
    return study_with(s, &p) + study_prior(s, &p);
}

/* When a burst began and when it ended, each where the other is: it may be longer or shorter, or
 * still go on. */
static void date_ends(const struct study *s, const struct pattern *p, struct change *c)
{
    double e[NOISE_BURST + 1];
    int n = 0, first = p->until > NOISE_BURST ? p->until - NOISE_BURST : 0;
    for (int i = first; i < p->until; i++)
        e[n++] = log_of(s, i, p->until);
    evidence_span(e, 0, n - 1, held, p->from - first, &c->low, &c->high);
    c->low += first;
    c->high += first;
    n = 0;
    for (int j = p->from + 1; j <= s->n && j <= p->from + NOISE_BURST; j++)
        e[n++] = log_of(s, p->from, j);
    evidence_span(e, 0, n - 1, held, p->until - p->from - 1, &c->until_low, &c->until_high);
    c->until_low += p->from + 1;
    c->until_high += p->from + 1;
}

/* A change as it is taken in, and the places it may have. */
struct weighing {
    struct pattern p;
    bool burst;
    int first, last;
};

static struct weighing places_of(const struct study *s, int k)
{
    struct weighing w = {.p = s->taken[k]};
    int length = w.p.until - w.p.from, least = s->o->least;
    w.burst = w.p.until < s->n || length < least;
    w.first = w.burst ? 0 : least;
    w.last = w.burst ? s->n - length : s->n - least - w.p.ramp - (w.p.over - 1);
    return w;
}

/* How likely the series is with it at each place, beside all others. */
static void weigh_places(double *e, struct study *s, const struct weighing *w)
{
    int at[NOISE_LONGEST + 1], length = w->p.until - w->p.from;
    for (int i = w->first; i <= w->last; i++)
        at[i - w->first] = i;
    study_with_each(s, &(struct pattern){0, w->burst ? length : s->n, w->p.ramp, w->p.over}, at,
                    w->last - w->first + 1, e + w->first);
}

/* A change against the series with all others: over all its places. */
static double bayes_of(struct study *s, int k, const struct weighing *w, const double *e)
{
    double asked[NOISE_LONGEST + 1], base = study_evidence(s);
    int places = 0, length = w->p.until - w->p.from;
    for (int i = w->first; i <= w->last; i++)
        if (i >= s->o->from)
            asked[places++] = e[i] - base;
    double bayes = places ? evidence_sum(asked, places) - log(places) : -INFINITY;
    if (w->burst)
        bayes += log(length <= STUDY_SHORT ? short_share : long_share);
    else
        bayes -= fmin(fmax(s->none - base, 0), spread_alone);
    if (!w->burst && w->p.over > 1)
        bayes += log(study_gradual);
    return bayes - tail_discount(s, k);
}

/* told: the study that dates and sizes are told by, which may be s; z: see two_spreads(). */
static struct change weigh_one(struct study *s, struct study *told, int k, const double *z)
{
    double e[NOISE_LONGEST + 1];
    struct weighing w = places_of(s, k);
    const struct pattern *p = &w.p;
    struct change c = {.kind = p->ramp   ? CHANGE_PACE
                               : w.burst ? CHANGE_BURST
                                         : CHANGE_LEVEL,
                       .at = p->from,
                       .until = p->until,
                       .over = p->over};
    study_sweep(s, k);
    weigh_places(e, s, &w);
    c.bayes = bayes_of(s, k, &w, e);
    if (told != s) {
        study_sweep(told, k);
        weigh_places(e, told, &w);
    }
    evidence_span(e, w.first, w.last, held, p->from, &c.low, &c.high);
    if (w.burst && p->until - p->from > 1)
        date_ends(told, p, &c);
    measure(told, p, two_spreads(told, z, p), &c);
    return c;
}

static int by_place(const void *x, const void *y)
{
    const struct change *a = x, *b = y;
    return a->at != b->at ? a->at - b->at : (int)a->kind - (int)b->kind;
}

/* --- together --- */

static void lay_levels(struct changes *out, const struct study *s)
{
    double rest[NOISE_LONGEST], scratch[NOISE_LONGEST];
    for (int i = 0; i < s->n; i++) {
        rest[i] = s->y[i];
        for (int k = 0; k < out->count; k++) {
            const struct change *c = &out->change[k];
            if (i >= c->at && i < c->until)
                rest[i] -= c->kind == CHANGE_PACE     ? c->size * (i - c->at + 1)
                           : i - c->at + 1 >= c->over ? c->size
                                                      : c->size * (i - c->at + 1) / c->over;
        }
    }
    memcpy(scratch, rest, (size_t)s->n * sizeof *rest);
    double middle = order_median(scratch, s->n);
    for (int i = 0; i < s->n; i++)
        out->fitted[i] = middle + s->y[i] - rest[i];
}

static void describe_class(struct changes *out, const struct study *s)
{
    int class = s->classes[study_best(s)];
    int form = class % NOISE_FORMS;
    out->course = (struct course){noise_phi(form), noise_walk(form), class >= NOISE_FORMS};
    out->season = noise_season(form);
}

static void read_study(struct study *s, const struct weighed *w, struct arena *a)
{
    study_open(s, w, a);
    search_changes(s);
    study_sweep(s, STUDY_ALL);
}

/* Log of how likely the series is with what was found in it. */
static double worth_of_all(const struct study *s)
{
    double sum = study_evidence(s);
    for (int k = 0; k < s->taken_count; k++)
        sum += study_prior(s, &s->taken[k]);
    return sum;
}

/* The forms of the classes that matter. */
static void forms_of(bool *wanted, const struct study *s)
{
    memset(wanted, 0, NOISE_FORMS * sizeof *wanted);
    for (int i = 0; i < s->count; i++)
        wanted[s->classes[i] % NOISE_FORMS] = true;
}

/* Log of how likely the series is where nothing changes. */
static double no_change(struct study *s)
{
    study_sweep(s, STUDY_BARE);
    double none = study_evidence(s);
    study_sweep(s, STUDY_ALL);
    return none;
}

/* The study in which dates and sizes are told: of what is found, by the mean of what the spread may
 * be. */
static struct study told_by(const struct study *s, const struct louder *loud, const struct noise *g,
                            struct arena *a)
{
    bool wanted[NOISE_FORMS];
    struct study told = *s;
    struct swept *base = arena_room(a, (size_t)s->count * sizeof *base);
    forms_of(wanted, s);
    told.g = noise_louder(g, loud->mean, wanted, a);
    told.opened = false;
    for (int i = 0; i < s->count; i++)
        told.base[i] = base + i;
    return told;
}

/* The same with another spread, where that makes the series likelier after all: with the spread
 * that is left beside what was found, and with that of the series as it is, for large values of a
 * louder part may have been taken for changes.  That nothing changes but the spread stays possible,
 * whichever is taken: what is found is weighed against that too.  NULL: one spread will do. */
static const struct louder *try_louder(struct study *s, struct arena *a)
{
    static const int swept[] = {STUDY_NO_BURSTS, STUDY_BARE};
    double none[3], best = worth_of_all(s), own = 0;
    struct louder *loud = arena_array(a, struct louder, 2);
    const struct louder *taken = NULL;
    bool wanted[NOISE_FORMS], tried = false;
    int models = 0;
    struct weighed *w = arena_new(a, struct weighed);
    struct study plain = *s;
    forms_of(wanted, s);
    none[models++] = no_change(s);
    for (int i = 0; i < 2; i++) {
        struct study other = plain;
        if (!louder_find(&other, &loud[i], swept[i]) ||
            (tried &&
             !memcmp(loud[0].likeliest, loud[1].likeliest, (size_t)s->n * sizeof *loud->likeliest)))
            continue;
        tried = true;
        other.g = noise_louder(plain.g, loud[i].likeliest, wanted, a);
        weigh(w, other.g, plain.y, plain.o);
        read_study(&other, w, a);
        double odds = plain.panel->louder - (loud[i].dates - 1) * log(s->n) / 2;
        double worth = worth_of_all(&other) + odds;
        none[models++] = no_change(&other) + odds;
        if (worth > best) {
            best = worth;
            *s = other;
            own = odds;
            taken = &loud[i];
        }
    }
    s->none = evidence_sum(none, models) - own;
    return taken;
}

void changes_read(struct changes *out, const struct noise *g, const double *y,
                  const struct weighed *w, const struct panel *p, const struct weigh_options *o,
                  struct arena *a)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct study s = {.g = g, .y = y, .panel = p, .o = o, .n = g->n};
    *out = (struct changes){.fitted = arena_array(a, double, (size_t)g->n)};
    read_study(&s, w, &own);
    s.none = -INFINITY;
    const struct louder *loud = s.taken_count ? try_louder(&s, &own) : NULL;
    describe_class(out, &s);
    struct study louder, *told = &s;
    if (loud) {
        louder = told_by(&s, loud, g, &own);
        told = &louder;
    }
    double z[NOISE_LONGEST];
    study_sweep(told, STUDY_ALL);
    swept_apart(told->base[study_best(told)], z);
    for (int k = 0; k < s.taken_count; k++)
        out->change[out->count++] = weigh_one(&s, told, k, z);
    qsort(out->change, (size_t)out->count, sizeof *out->change, by_place);
    lay_levels(out, &s);
}
