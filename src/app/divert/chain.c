/* SPDX-License-Identifier: Apache-2.0 */
#include "app/divert/chain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "detect/panel/crew.h"
#include "stats/fdr.h"

struct work {
    const struct legs *l;
    struct chains *out;
    struct arena *arena;
};

/* --- the parts of a chain --- */

/* A flow that the store shows for other goods of the heading, and not for these, is none. */
static struct step step_of(const struct work *w, enum leg leg, int origin, int via,
                           const char *unit)
{
    const struct link *x = legs_find(w->l, leg, origin, via, unit);
    if (x)
        return w->out->steps.of[leg][x - w->l->of[leg].link];
    return (struct step){.seen = legs_show(w->l, leg, origin, via, unit), .none = 1, .p = 1};
}

/* What was sent on: either report may show it, and there were two to look at; what both show is as
 * sure as the one that is less so. */
static double of_two(double x, double y)
{
    return fmin(fmin(2 * fmin(x, y), 1), fmax(x, y));
}

static struct step sent_on(const struct work *w, int via, const char *unit)
{
    struct step x = step_of(w, LEG_OUT, -1, via, unit);
    struct step y = step_of(w, LEG_ARRIVED, -1, via, unit);
    if (!x.seen || !y.seen)
        return x.seen ? x : y;
    struct step both = x.none <= y.none ? x : y;
    both.none = of_two(x.none, y.none);
    both.p = of_two(x.p, y.p);
    return both;
}

/* What one series is of another since the date, over the periods of both; NAN: there are none. */
static double share_of(const struct work *w, const struct series *part, const struct series *whole)
{
    double sum = 0, all = 0;
    for (int t = w->l->since; t <= w->out->until && part && whole; t++) {
        double x = series_known(part, t), y = series_known(whole, t);
        if (isnan(x) || isnan(y))
            continue;
        sum += x;
        all += y;
    }
    return all > 0 ? sum / all : (double)NAN;
}

static const struct series *series_of(const struct work *w, enum leg leg, int origin,
                                      const struct link *in)
{
    const struct link *x = legs_find(w->l, leg, origin, in->via, in->unit);
    return x ? x->series : NULL;
}

/* --- one corridor --- */

static bool follows(const struct step *a, const struct step *b, int within)
{
    return !a->since || !b->since || (b->high >= a->low - 1 && b->low <= a->high + within);
}

/* Of so many corridors, those that may be one are held against others. */
enum { FEW = 20000 };
static const double unlikely = 0.25, failed = 0.5; /* chances that a part did not happen */

/* Since when a flow may be over what it was: the earliest date of its own, else the one that was
 * asked. */
static int begins(const struct step *x, int since)
{
    return x->since && x->low > since ? x->low : since;
}

/* The most cautious of what the flow is held against says what was expected, of what came since the
 * contrasts begin. */
static void take_excess(struct corridor *c, double after)
{
    const struct contrast *of[] = {&c->own, &c->goods, &c->elsewhere}, *least = NULL;
    double low = INFINITY;
    for (int i = 0; i < 3; i++)
        if (of[i]->possible && !isnan(of[i]->ratio)) {
            least = !least || of[i]->ratio < least->ratio ? of[i] : least;
            low = fmin(low, of[i]->low);
        }
    c->excess = least ? after * (1 - 1 / least->ratio) : c->in.after - c->in.before;
    c->excess_low = least ? after * (1 - 1 / low) : (double)NAN;
    c->excess_high = least ? after * (1 - 1 / least->high) : (double)NAN;
    c->excess = fmin(c->excess, c->in.after - c->in.before); /* its own past, as a sum */
    if (least) {
        c->excess_low = fmin(c->excess_low, c->excess);
        c->excess_high = fmax(c->excess_high, c->excess);
    }
}

/* The parts in their order: the first that did not surely happen is the reason. */
static void judge(struct corridor *c, const struct divert_params *q)
{
    bool in_time = follows(&c->direct, &c->in, q->within) && follows(&c->in, &c->out, q->within);
    const struct {
        bool asked;
        double none, p;
        const char *reason;
    } part[] = {
        {c->direct.seen, c->direct.none, c->direct.p, chain_why(c, LEG_DIRECT)},
        {true, c->in.none, c->in.p, chain_why(c, LEG_IN)},
        {c->out.seen, c->out.none, c->out.p, chain_why(c, LEG_OUT)},
        {true, in_time ? 0 : 1, in_time ? 0 : 1, "the dates do not fit"},
    };
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (!part[i].asked)
            continue;
        c->none = fmin(c->none + part[i].none, 1);
        c->p = fmax(c->p, part[i].p);
        c->failed |= part[i].none > failed;
        if (!c->reason && part[i].none > unlikely)
            c->reason = part[i].reason;
    }
    if (!c->direct.seen && !c->out.seen)
        c->none = c->p = NAN;
}

/* What there was since it began. */
static double after_of(const struct series *s, const struct step *x, int since, int until)
{
    double before, after = x->after;
    if (begins(x, since) > since)
        series_since(s, begins(x, since), until, &before, &after);
    return after;
}

static void hold_against(const struct work *w, struct corridor *c, struct arena *a)
{
    const struct series *s = c->in_link->series;
    int since = begins(&c->in, w->l->since), until = w->out->until;
    c->own = step_alone(s, since, until);
    c->goods = contrast_series(s, c->control ? c->control->series : NULL, since, until);
    c->elsewhere = contrast_series(s, controls_elsewhere(&w->out->controls, c->in_link, a), since,
                                   until);
}

static void read_corridor(void *ctx, int i)
{
    CLEANUP(arena_free) struct arena a = {0};
    const struct work *w = ctx;
    struct corridor *c = &w->out->corridor[i];
    const struct link *in = c->in_link;
    c->direct = step_of(w, LEG_DIRECT, in->origin, 0, in->unit);
    c->in = w->out->steps.of[LEG_IN][in - w->l->of[LEG_IN].link];
    c->out = sent_on(w, in->via, in->unit);
    c->control = controls_goods(&w->out->controls, in);
    if (w->out->count <= FEW || c->in.none <= unlikely)
        hold_against(w, c, &a);
    take_excess(c, after_of(c->in_link->series, &c->in, w->l->since, w->out->until));
    judge(c, w->l->q);
    const struct series *out = series_of(w, LEG_OUT, -1, in);
    c->passed_on = share_of(w, out ? out : series_of(w, LEG_ARRIVED, -1, in),
                            series_of(w, LEG_IMPORTS, -1, in));
    if (in->series->direction == DIRECTION_EXPORT)
        c->mirrored = share_of(w, series_of(w, LEG_MIRROR, in->origin, in), in->series);
}

/* --- all of them --- */

static int last_of_leg(const struct links *x)
{
    int last = 0;
    for (int i = 0; i < x->count; i++)
        last = x->link[i].series->until > last ? x->link[i].series->until : last;
    return last;
}

/* The last period that the direct flows have, where there are any: what others report of later ones
 * is beyond what the fall is summed over. */
static int last_of(const struct legs *l)
{
    int direct = last_of_leg(&l->of[LEG_DIRECT]);
    return direct ? direct : last_of_leg(&l->of[LEG_IN]);
}

/* A flow that is there may hold too little to be compared. */
static const char *why_not(const struct legs *l, enum leg leg, int origin, int via,
                           const char *unit)
{
    const struct link *x = legs_find(l, leg, origin, via, unit);
    return !x ? "" : x->cut ? " (codes renumbered)" : " (too few periods on both sides)";
}

static const char *missing_of(const struct work *w, const struct corridor *c)
{
    const struct legs *l = w->l;
    if (c->direct.seen && c->out.seen)
        return "";
    const char *target = areas_iso3(l->areas, l->target), *direct = "", *out = "";
    const struct link *in = c->in_link;
    if (!c->direct.seen)
        direct = arena_printf(w->arena, "%s to %s%s", l->origin[in->origin].label, target,
                              why_not(l, LEG_DIRECT, in->origin, 0, in->unit));
    if (!c->out.seen)
        out = arena_printf(w->arena, "%s to %s%s", areas_iso3(l->areas, in->via), target,
                           series_of(w, LEG_OUT, -1, in)
                               ? why_not(l, LEG_OUT, -1, in->via, in->unit)
                               : why_not(l, LEG_ARRIVED, -1, in->via, in->unit));
    return arena_printf(w->arena, "%s%s%s", direct, *direct && *out ? "," : "", out);
}

static bool is_shown(const struct corridor *c)
{
    return c->verdict <= CHAIN_CONSISTENT;
}

/* What was sent on bounds what was diverted where it is known for as many months, or nearly. */
static const double MOST = 0.8;

/* How much more of other goods goes to the intermediary, or of these goods elsewhere: what it sends
 * on may have grown as much anyway. */
static double growth_of(const struct corridor *c)
{
    const struct contrast *by = c->goods.possible ? &c->goods : &c->elsewhere;
    return by->possible ? fmax(by->control, 1) : 1;
}

/* What was sent on beyond its own past, with its bounds; the lower one has it grow as others did.
 * False: it is not known for long enough.
 */
static bool went_on(struct chains *o, const struct corridor *c, struct corridor *on)
{
    const struct link *in = c->in_link, *x = legs_find(o->legs, LEG_OUT, -1, in->via, in->unit);
    x = x ? x : legs_find(o->legs, LEG_ARRIVED, -1, in->via, in->unit);
    if (!c->out.seen || c->out.periods < MOST * c->in.periods)
        return false;
    *on = (struct corridor){.in = c->out};
    if (x)
        on->own = step_alone(x->series, begins(&c->out, o->legs->since), o->until);
    double after = x ? after_of(x->series, &c->out, o->legs->since, o->until) : c->out.after;
    take_excess(on, after);
    if (on->own.possible && on->own.low > 0)
        on->excess_low = fmin(on->excess_low, after * (1 - growth_of(c) / on->own.low));
    if (!on->own.possible)
        on->excess_low = on->excess_high = on->excess;
    return true;
}

/* What went in beyond what was expected and went on: where several origins fed one intermediary
 * with more than it sent on, each has its share of that. */
static void take_diverted(struct chains *o)
{
    for (int i = 0; i < o->shown; i++) {
        struct corridor *c = &o->corridor[i], on;
        double fed = 0;
        c->diverted = c->excess;
        c->diverted_low = c->excess_low < 0 ? 0 : c->excess_low;
        c->diverted_high = c->excess_high;
        for (int k = 0; k < o->shown; k++)
            if (o->corridor[k].in_link->via == c->in_link->via &&
                !strcmp(o->corridor[k].in_link->unit, c->in_link->unit))
                fed += o->corridor[k].excess;
        if (!(fed > 0) || !went_on(o, c, &on))
            continue;
        double share = fmin(c->excess / fed, 1);
        c->diverted = fmin(c->diverted, share * on.excess);
        if (isnan(c->excess_low))
            continue;
        c->diverted_low = fmin(c->diverted_low, fmax(share * on.excess_low, 0));
        c->diverted_high = fmin(c->diverted_high, share * on.excess_high);
    }
}

/* So few corridors teach little: there the step-up procedure on their p-values, which asks nothing
 * of the panel, counts where it says less, as for findings (detect.c). */
enum { FEW_CORRIDORS = 200 };

static void adjust(struct work *w)
{
    struct chains *o = w->out;
    double *none = arena_array(w->arena, double, (size_t)o->count + 1);
    double *p = arena_array(w->arena, double, (size_t)o->count + 1);
    for (int i = 0; i < o->count; i++) {
        none[i] = o->corridor[i].none;
        p[i] = o->corridor[i].p;
    }
    o->tested = fdr_of_chances(none, none, o->count);
    fdr_adjust(p, p, o->count);
    for (int i = 0; i < o->count; i++)
        o->corridor[i].p_adjusted = o->tested < FEW_CORRIDORS ? fmin(none[i], p[i]) : none[i];
}

static enum chain_verdict verdict_of(const struct corridor *c, double rate)
{
    if (isnan(c->none))
        return CHAIN_CANNOT_TELL;
    if (c->p_adjusted > rate || c->failed || !(c->excess > 0))
        return CHAIN_NOT_SHOWN;
    return *c->missing ? CHAIN_CONSISTENT : CHAIN_PATTERN;
}

static int by_size(const void *x, const void *y)
{
    const struct corridor *a = *(const struct corridor *const *)x,
                          *b = *(const struct corridor *const *)y;
    if (is_shown(a) != is_shown(b))
        return is_shown(a) ? -1 : 1;
    if (a->excess != b->excess)
        return a->excess > b->excess ? -1 : 1;
    return (a->in_link > b->in_link) - (a->in_link < b->in_link);
}

/* Those that are shown first, by size. */
static void sort(struct work *w)
{
    struct chains *o = w->out;
    size_t n = (size_t)o->count;
    const struct corridor **order = arena_array(w->arena, const struct corridor *, n + 1);
    struct corridor *sorted = arena_array(w->arena, struct corridor, n + 1);
    for (size_t i = 0; i < n; i++)
        order[i] = &o->corridor[i];
    qsort(order, n, sizeof *order, by_size);
    for (size_t i = 0; i < n; i++)
        sorted[i] = *order[i];
    o->corridor = sorted;
}

static void settle(struct work *w)
{
    struct chains *o = w->out;
    adjust(w);
    for (int i = 0; i < o->count; i++) {
        struct corridor *c = &o->corridor[i];
        c->missing = missing_of(w, c);
        c->verdict = verdict_of(c, w->l->q->fdr);
        o->shown += is_shown(c);
        if (is_shown(c))
            c->reason = NULL;
        else if (c->verdict == CHAIN_NOT_SHOWN && !c->reason)
            c->reason = o->tested < FEW_CORRIDORS ? "not sure" : "not sure among so many";
    }
    sort(w);
    take_diverted(o);
}

int chains_read(struct chains *out, const struct legs *l, struct err *err)
{
    struct work w = {.l = l, .out = out, .arena = l->arena};
    const struct links *in = &l->of[LEG_IN];
    *out = (struct chains){.legs = l, .until = last_of(l)};
    if (out->until < l->since) {
        err_set(err, ERR_NOT_FOUND, "the store has no figures since then");
        return err_hint(err, "weir coverage shows which periods there are");
    }
    out->corridor = arena_array(l->arena, struct corridor, (size_t)in->count + 1);
    for (int i = 0; i < in->count; i++) {
        out->cut += in->link[i].cut;
        if (!in->link[i].cut)
            out->corridor[out->count++] = (struct corridor){.in_link = &in->link[i],
                                                            .diverted = NAN,
                                                            .diverted_low = NAN,
                                                            .diverted_high = NAN,
                                                            .p_adjusted = NAN,
                                                            .passed_on = NAN,
                                                            .mirrored = NAN,
                                                            .unit_value = NAN};
    }
    controls_read(&out->controls, l);
    out->steps = (struct steps){.legs = l, .controls = &out->controls, .until = out->until};
    steps_read(&out->steps);
    crew_each(crew_size(), out->count, read_corridor, &w);
    settle(&w);
    return 0;
}

bool chain_fell_before(const struct chains *o, const struct corridor *c)
{
    return c->direct.since && c->direct.since < o->legs->since;
}

const char *chain_words(enum chain_verdict v)
{
    static const char *const words[] = {
        [CHAIN_PATTERN] = "pattern of diversion",
        [CHAIN_CONSISTENT] = "consistent with diversion",
        [CHAIN_NOT_SHOWN] = "not shown",
        [CHAIN_CANNOT_TELL] = "cannot tell",
    };
    return words[v];
}
