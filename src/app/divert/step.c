/* SPDX-License-Identifier: Apache-2.0 */
#include "app/divert/step.h"

#include <math.h>

#include "detect/contrast.h"
#include "detect/detect.h"
#include "detect/panel/crew.h"
#include "stats/evidence.h"

/* limit SAMPLE: what a panel of weir divert learns from, series: a sample is taken; */
enum { PERIODS_LEAST = 3, SAMPLE = 10000 };
static const double likely = 0.5, by_chance_too = 0.9;

/* --- sums --- */

bool step_pair(const struct series *s, int since, int t, double *before, double *after)
{
    int year = s->freq == 'M' ? 12 : 1;
    *before = series_known(s, since - year + (t - since) % year);
    *after = series_known(s, t);
    return !isnan(*before) && !isnan(*after);
}

int step_sums(const struct series *s, int since, int until, double *before, double *after)
{
    int known = 0;
    *before = *after = 0;
    for (int t = since; t <= until; t++) {
        double x, y;
        if (!step_pair(s, since, t, &x, &y))
            continue;
        *before += x;
        *after += y;
        known++;
    }
    return known;
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
    c->none = f->none;
    c->since = f->since;
    c->low = f->since_low;
    c->high = f->since_high;
}

struct series *constant_like(const struct series *s, struct arena *a)
{
    struct series *c = series_keep(s, a);
    for (int i = 0; i < c->n; i++)
        c->value[i] = isnan(c->value[i]) ? (double)NAN : 1;
    return c;
}

/* A flow that broke off and came back in part has no level that a detector would find, and yet it
 * fell: the chance by what was before and what since, even odds before and the largest Bayes factor
 * that this p may stand for (stats/evidence.h). */
static void take_fall(struct step *c, const struct series *s, int since, int until, struct arena *a)
{
    struct contrast x = contrast_series(s, constant_like(s, a), since, until);
    if (!x.possible || c->after >= c->before)
        return;
    double none = 1 / (1 + exp(evidence_of_p(x.p_below)));
    if (none >= c->none)
        return;
    c->none = none;
    if (!c->since)
        c->since = c->low = c->high = since;
}

/* --- which of very many are looked at --- */

struct marking {
    const struct steps *w;
    bool *wanted;
};

/* What goes in is worth a look where it rose at all, by more than chance does in a tenth of all,
 * and where the direct flow may have fallen. */
static void mark_in(void *ctx, int i)
{
    struct marking *m = ctx;
    const struct steps *w = m->w;
    const struct link *x = &w->legs->of[LEG_IN].link[i];
    const struct link *d = legs_find(w->legs, LEG_DIRECT, x->origin, 0, x->unit);
    const struct step *c = &w->of[LEG_IN][i];
    if (c->after <= c->before ||
        (d && w->of[LEG_DIRECT][d - w->legs->of[LEG_DIRECT].link].none > likely))
        return;
    CLEANUP(arena_free) struct arena own = {0};
    struct contrast y = contrast_series(x->series, constant_like(x->series, &own), w->legs->since,
                                        w->until);
    m->wanted[i] = !y.possible || y.p_below > by_chance_too;
}

/* What goes out, where what goes in may have risen: how many. */
static int mark_out(bool *wanted, const struct steps *w, enum leg leg)
{
    const struct links *in = &w->legs->of[LEG_IN], *out = &w->legs->of[leg];
    int n = 0;
    for (int i = 0; i < in->count; i++) {
        const struct link *x = &in->link[i];
        const struct link *y = legs_find(w->legs, leg, -1, x->via, x->unit);
        if (!y || w->of[LEG_IN][i].none > likely)
            continue;
        wanted[y - out->link] = true;
        n++;
    }
    return n;
}

/* --- panels --- */

static void describe(struct steps *w, enum leg leg)
{
    const struct links *of = &w->legs->of[leg];
    w->of[leg] = arena_array(w->legs->arena, struct step, (size_t)of->count + 1);
    for (int i = 0; i < of->count; i++) {
        struct step *c = &w->of[leg][i];
        const struct series *x = of->link[i].series;
        *c = (struct step){.none = 1};
        int known = step_sums(x, w->legs->since, w->until, &c->before, &c->after);
        c->periods = known;
        c->seen = !of->link[i].cut && known >= (x->freq == 'M' ? PERIODS_LEAST : 1);
    }
}

/* The series of a leg are one panel, or a sample of them with those beside that are worth a look;
 * that of a link has its place for an exporter. */
static void add_series(struct detector *d, const struct steps *w, enum leg leg)
{
    CLEANUP(arena_free) struct arena own = {0};
    const struct links *of = &w->legs->of[leg];
    int step = of->count / SAMPLE + 1;
    struct marking m = {w, arena_array(&own, bool, (size_t)of->count + 1)};
    if ((leg == LEG_OUT || leg == LEG_ARRIVED) && !mark_out(m.wanted, w, leg) && step > 1)
        return;
    if (leg == LEG_IN && step > 1)
        crew_each(crew_size(), of->count, mark_in, &m);
    for (int i = 0; i < of->count && leg == LEG_DIRECT; i++)
        m.wanted[i] = w->of[leg][i].after < w->of[leg][i].before;
    for (int i = 0; i < of->count; i++) {
        bool learned = i % step == 0;
        if (!w->of[leg][i].seen || (!learned && !m.wanted[i]))
            continue;
        CLEANUP(arena_free) struct arena one = {0};
        struct series *s = tested_of(w, leg, &of->link[i], &one);
        s->exporter = i;
        (learned ? detect_add : detect_add_beside)(d, s);
    }
}

static void read_leg(struct steps *w, enum leg leg)
{
    CLEANUP(arena_free) struct arena own = {0};
    const struct links *of = &w->legs->of[leg];
    int since = w->legs->since;
    struct detect_options o = {
        .since_month = since, .since_year = since, .keep = 2, .no_calendar = true};
    struct detector *d = detect_open(&o, &own);
    struct findings f;
    describe(w, leg);
    add_series(d, w, leg);
    detect_close(d, &f);
    for (int i = 0; i < f.count; i++)
        take_finding(&w->of[leg][f.finding[i].series->exporter], &f.finding[i],
                     leg == LEG_DIRECT ? -1 : 1);
    for (int i = 0; i < of->count && leg == LEG_DIRECT; i++)
        take_fall(&w->of[leg][i], of->link[i].series, since, w->until, &own);
}

void steps_read(struct steps *s)
{
    static const enum leg read[] = {LEG_DIRECT, LEG_IN, LEG_OUT, LEG_ARRIVED};
    for (size_t i = 0; i < sizeof read / sizeof *read; i++)
        read_leg(s, read[i]);
}
