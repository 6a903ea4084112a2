/* SPDX-License-Identifier: Apache-2.0 */
#include "app/divert/step.h"

#include <math.h>

#include "detect/detect.h"
#include "detect/panel/crew.h"
#include "stats/evidence.h"

/* limit SAMPLE: what a panel of weir divert learns from, series: a sample is taken; */
enum { PERIODS_LEAST = 3, SAMPLE = 2500 };
static const double likely = 0.5;
static const double one_in_ten = 1.28; /* deviations that chance passes so often */
enum { SIDE_LEAST = 3 };

/* --- after against before --- */

struct contrast step_alone(const struct series *s, int since, int until)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct series *one = series_keep(s, &own);
    for (int i = 0; i < one->n; i++)
        one->value[i] = isnan(one->value[i]) ? (double)NAN : 1;
    return contrast_series(s, one, since, until);
}

/* The chance that it did not fall: even odds before, and the largest Bayes factor that the p of its
 * location may stand for (T. Sellke, M. Bayarri and J. Berger, see stats/evidence.h). */
static double fell(double p)
{
    return 1 / (1 + exp(evidence_of_p(p)));
}

struct side {
    double sum, squares;
    int n;
};

/* Takes a value in (1) or out (-1). */
static void take(struct side *d, double y, int sign)
{
    d->sum += sign * y;
    d->squares += sign * y * y;
    d->n += sign;
}

/* About the mean. */
static double squares_of(const struct side *d)
{
    return d->n ? d->squares - d->sum * d->sum / d->n : 0;
}

static double mean_variance(const struct side *d)
{
    return squares_of(d) / (d->n - 1) / d->n;
}

/* Higher after the date by more than chance makes one in ten, by a t-test of logarithms (B. L.
 * Welch, Biometrika 34, 1947). */
static bool may_have_risen(const struct series *s, int since, int until)
{
    double floor = contrast_floor(s);
    struct side before = {0}, after = {0};
    int back = s->freq == 'M' ? DETECT_BEFORE : DETECT_BEFORE_YEARS;
    for (int t = since - back; t <= until; t++) {
        double v = series_known(s, t);
        if (!isnan(v))
            take(t < since ? &before : &after, log(fmax(v, floor)), 1);
    }
    if (before.n < SIDE_LEAST || after.n < SIDE_LEAST)
        return true;
    double gap = after.sum / after.n - before.sum / before.n;
    return gap > one_in_ten * sqrt(mean_variance(&before) + mean_variance(&after));
}

/* --- what flows did, in panels --- */

/* What is tested of a link: what goes in without what it is held against. */
static struct series *tested_of(const struct steps *w, enum leg leg, const struct link *x,
                                struct arena *a)
{
    if (leg != LEG_IN)
        return series_keep(x->series, a);
    const struct control *goods = controls_goods(w->controls, x);
    struct series *s = control_taken_out(x->series, goods ? goods->series : NULL, w->legs->since,
                                         a);
    return control_taken_out(s, controls_elsewhere(w->controls, x, a), w->legs->since, a);
}

static void take_finding(struct step *c, const struct finding *f, int direction)
{
    if (f->direction != direction || f->kind == FINDING_SPIKE || f->bayes == -INFINITY ||
        direction * (c->after - c->before) <= 0)
        return;
    c->none = fmin(c->none, f->none);
    c->p = c->p < 1 ? fmin(2 * fmin(c->p, f->p), 1) : f->p;
    c->since = f->since;
    c->low = f->since_low;
    c->high = f->since_high;
}

/* Where one level before and one after lie nearest to the logarithms, from the year before the date
 * on: since when a flow is lower that no detector dates. */
static int fell_at(const struct series *s, int since, int until)
{
    int back = s->freq == 'M' ? DETECT_BEFORE : DETECT_BEFORE_YEARS, best = since;
    double floor = contrast_floor(s), least = INFINITY;
    struct side before = {0}, after = {0};
    for (int t = since - back; t <= until; t++) {
        double v = series_known(s, t);
        if (!isnan(v))
            take(&after, log(fmax(v, floor)), 1);
    }
    for (int t = since - back; t <= until; t++) {
        double v = series_known(s, t), off = squares_of(&before) + squares_of(&after);
        if (t >= since - back / 2 && before.n >= SIDE_LEAST && after.n >= SIDE_LEAST &&
            off < least) {
            least = off;
            best = t;
        }
        if (isnan(v))
            continue;
        take(&before, log(fmax(v, floor)), 1);
        take(&after, log(fmax(v, floor)), -1);
    }
    return best;
}

/* A flow that broke off and came back in part has no level that a detector would find, and yet it
 * fell. */
static void take_fall(void *ctx, int i)
{
    const struct steps *w = ctx;
    struct step *c = &w->of[LEG_DIRECT][i];
    int since = w->legs->since;
    if (c->after >= c->before)
        return;
    const struct series *s = w->legs->of[LEG_DIRECT].link[i].series;
    struct contrast x = step_alone(s, since, w->until);
    if (!x.possible)
        return;
    c->none = fell(x.p_below);
    c->p = x.p_below;
    c->since = c->none < 1 ? fell_at(s, since, w->until) : 0;
    c->low = c->high = c->since;
}

/* --- which of very many are looked at --- */

/* Links of a leg that are looked at, in their order; of those that are learned from, the panel is.
 */
struct looked {
    const struct steps *w;
    enum leg leg;
    bool *wanted; /* of all links: worth a look */
    int *link, count;
    bool *learned;
};

/* What goes in is worth a look where it may have risen, and where the direct flow may have fallen.
 */
static void want_in(void *ctx, int i)
{
    struct looked *k = ctx;
    const struct steps *w = k->w;
    const struct link *x = &w->legs->of[LEG_IN].link[i];
    const struct link *d = legs_find(w->legs, LEG_DIRECT, x->origin, 0, x->unit);
    const struct step *c = &w->of[LEG_IN][i];
    if (c->after <= c->before ||
        (d && w->of[LEG_DIRECT][d - w->legs->of[LEG_DIRECT].link].none > likely))
        return;
    k->wanted[i] = may_have_risen(x->series, w->legs->since, w->until);
}

/* The direct flow and what goes out, where what goes in may have risen: how many. */
static int want_others(struct looked *k)
{
    const struct steps *w = k->w;
    const struct links *in = &w->legs->of[LEG_IN], *of = &w->legs->of[k->leg];
    bool direct = k->leg == LEG_DIRECT;
    int n = 0;
    for (int i = 0; i < in->count; i++) {
        const struct link *x = &in->link[i];
        if (w->of[LEG_IN][i].none > likely)
            continue;
        const struct link *y = legs_find(w->legs, k->leg, direct ? x->origin : -1,
                                         direct ? 0 : x->via, x->unit);
        if (y)
            k->wanted[y - of->link] = true;
        n += y != NULL;
    }
    return n;
}

/* All, or a sample and those beside it that are worth a look. */
static void choose(struct looked *k, struct arena *a)
{
    const struct links *of = &k->w->legs->of[k->leg];
    size_t size = (size_t)of->count + 1;
    int step = of->count / SAMPLE + 1;
    k->wanted = arena_array(a, bool, size);
    k->learned = arena_array(a, bool, size);
    k->link = arena_array(a, int, size);
    if (k->leg == LEG_IN && step > 1)
        crew_each(crew_size(), of->count, want_in, k);
    else if (k->leg != LEG_IN && !want_others(k) && step > 1)
        return;
    for (int i = 0; i < of->count; i++) {
        bool learned = i % step == 0;
        if (!k->w->of[k->leg][i].seen || (!learned && !k->wanted[i]))
            continue;
        k->learned[k->count] = learned;
        k->link[k->count++] = i;
    }
}

/* --- panels --- */

static void describe(struct steps *w, enum leg leg)
{
    const struct links *of = &w->legs->of[leg];
    w->of[leg] = arena_array(w->legs->arena, struct step, (size_t)of->count + 1);
    for (int i = 0; i < of->count; i++) {
        struct step *c = &w->of[leg][i];
        const struct series *x = of->link[i].series;
        *c = (struct step){.none = 1, .p = 1};
        int known = series_since(x, w->legs->since, w->until, &c->before, &c->after);
        c->periods = known;
        c->seen = !of->link[i].cut && known >= (x->freq == 'M' ? PERIODS_LEAST : 1);
    }
}

/* That of a link has its place for an exporter. */
static void read_leg(struct steps *w, enum leg leg)
{
    CLEANUP(arena_free) struct arena own = {0};
    const struct links *of = &w->legs->of[leg];
    int since = w->legs->since;
    struct looked k = {.w = w, .leg = leg};
    struct detect_options o = {
        .since_month = since, .since_year = since, .keep = 2, .no_calendar = true};
    struct detector *d = detect_open(&o, &own);
    struct findings f;
    choose(&k, &own);
    for (int i = 0; i < k.count; i++) {
        CLEANUP(arena_free) struct arena one = {0};
        struct series *s = tested_of(w, leg, &of->link[k.link[i]], &one);
        s->exporter = k.link[i];
        (k.learned[i] ? detect_add : detect_add_beside)(d, s);
    }
    detect_close(d, &f);
    for (int i = 0; i < f.count; i++)
        take_finding(&w->of[leg][f.finding[i].series->exporter], &f.finding[i],
                     leg == LEG_DIRECT ? -1 : 1);
}

void steps_read(struct steps *s)
{
    static const enum leg legs[] = {LEG_IN, LEG_DIRECT, LEG_OUT, LEG_ARRIVED};
    for (size_t i = 0; i < sizeof legs / sizeof *legs; i++)
        describe(s, legs[i]);
    crew_each(crew_size(), s->legs->of[LEG_DIRECT].count, take_fall, s);
    for (size_t i = 0; i < sizeof legs / sizeof *legs; i++)
        read_leg(s, legs[i]);
}
