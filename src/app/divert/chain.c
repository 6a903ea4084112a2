/* SPDX-License-Identifier: Apache-2.0 */
#include "app/divert/chain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "detect/panel/crew.h"

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
    return (struct step){.seen = legs_show(w->l, leg, origin, via, unit), .none = 1};
}

/* What was sent on: either report may show it, and there were two to look at. */
static struct step sent_on(const struct work *w, int via, const char *unit)
{
    struct step x = step_of(w, LEG_OUT, -1, via, unit);
    struct step y = step_of(w, LEG_ARRIVED, -1, via, unit);
    if (!x.seen || !y.seen)
        return x.seen ? x : y;
    struct step both = x.none <= y.none ? x : y;
    both.none = fmin(2 * both.none, 1);
    return both;
}

/* What another report says of the goods and the intermediary since the date; false: nothing. */
static bool is_said(const struct work *w, enum leg leg, int origin, const struct link *in,
                    double *after)
{
    const struct link *x = legs_find(w->l, leg, origin, in->via, in->unit);
    double before;
    return x && step_sums(x->series, w->l->since, w->out->until, &before, after) && *after > 0;
}

/* --- one corridor --- */

static bool follows(const struct step *a, const struct step *b, int within)
{
    return !a->since || !b->since || (b->high >= a->low - 1 && b->low <= a->high + within);
}

/* Of so many corridors, those that may be one are held against others. */
enum { FEW = 20000 };
static const double unlikely = 0.25;

/* The most cautious of what the flow is held against says what was expected. */
static void take_excess(struct corridor *c)
{
    const struct contrast *of[] = {&c->own, &c->goods, &c->elsewhere}, *least = NULL;
    double low = INFINITY;
    for (int i = 0; i < 3; i++)
        if (of[i]->possible) {
            least = !least || of[i]->ratio < least->ratio ? of[i] : least;
            low = fmin(low, of[i]->low);
        }
    c->excess = least ? c->in.after * (1 - 1 / least->ratio) : c->in.after - c->in.before;
    c->excess_low = least ? c->in.after * (1 - 1 / low) : (double)NAN;
    c->excess_high = least ? c->in.after * (1 - 1 / least->high) : (double)NAN;
}

/* The parts in their order: the first that did not surely happen is the reason. */
static void judge(struct corridor *c, const struct divert_params *q)
{
    bool in_time = follows(&c->direct, &c->in, q->within) && follows(&c->in, &c->out, q->within);
    const struct {
        bool asked;
        double none;
        const char *reason;
    } part[] = {
        {c->direct.seen, c->direct.none, "the direct flow did not fall"},
        {true, c->in.none,
         c->own.possible && c->own.low > 1
             ? "what goes in rose no more than what it is held against"
             : "what goes in did not rise"},
        {c->out.seen, c->out.none, "no more was sent on"},
        {true, in_time ? 0 : 1, "the dates do not fit"},
    };
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (!part[i].asked)
            continue;
        c->none = fmin(c->none + part[i].none, 1);
        if (!c->reason && part[i].none > unlikely)
            c->reason = part[i].reason;
    }
    if (!c->direct.seen && !c->out.seen)
        c->none = NAN;
}

static void hold_against(const struct work *w, struct corridor *c, struct arena *a)
{
    const struct series *s = c->in_link->series;
    int since = w->l->since, until = w->out->until;
    c->own = contrast_series(s, constant_like(s, a), since, until);
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
    double other;
    c->direct = step_of(w, LEG_DIRECT, in->origin, 0, in->unit);
    c->in = w->out->steps.of[LEG_IN][in - w->l->of[LEG_IN].link];
    c->out = sent_on(w, in->via, in->unit);
    c->control = controls_goods(&w->out->controls, in);
    if (w->out->count <= FEW || c->in.none <= unlikely)
        hold_against(w, c, &a);
    take_excess(c);
    judge(c, w->l->q);
    if (c->out.seen && is_said(w, LEG_IMPORTS, -1, in, &other))
        c->passed_on = c->out.after / other;
    if (c->in.after > 0 && in->series->direction == DIRECTION_EXPORT &&
        is_said(w, LEG_MIRROR, in->origin, in, &other))
        c->mirrored = other / c->in.after;
}

/* --- all of them --- */

/* The last period that the flows from origins have. */
static int last_of(const struct legs *l)
{
    int last = 0;
    static const enum leg sent[] = {LEG_DIRECT, LEG_IN};
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < l->of[sent[k]].count; i++) {
            const struct series *s = l->of[sent[k]].link[i].series;
            last = s->until > last ? s->until : last;
        }
    return last;
}

static const char *missing_of(const struct work *w, const struct corridor *c)
{
    const struct legs *l = w->l;
    const char *target = areas_iso3(l->areas, l->target), *direct = "", *out = "";
    if (!c->direct.seen)
        direct = arena_printf(w->arena, "%s to %s", l->origin[c->in_link->origin].label, target);
    if (!c->out.seen)
        out = arena_printf(w->arena, "%s to %s", areas_iso3(l->areas, c->in_link->via), target);
    return arena_printf(w->arena, "%s%s%s", direct, *direct && *out ? "," : "", out);
}

static bool is_shown(const struct corridor *c)
{
    return c->verdict <= CHAIN_CONSISTENT;
}

/* What went in beyond what was expected and went on: where several origins fed one intermediary
 * with more than it sent on, each has its share of that. */
static void take_diverted(struct chains *o)
{
    for (int i = 0; i < o->count && is_shown(&o->corridor[i]); i++) {
        struct corridor *c = &o->corridor[i];
        double fed = 0, on = c->out.after - c->out.before;
        for (int k = 0; k < o->count && is_shown(&o->corridor[k]); k++)
            if (o->corridor[k].in_link->via == c->in_link->via &&
                !strcmp(o->corridor[k].in_link->unit, c->in_link->unit))
                fed += o->corridor[k].excess;
        double share = c->out.seen && fed > on ? on / fed : 1;
        c->diverted = share * c->excess;
        c->diverted_low = fmax(share * c->excess_low, 0);
        c->diverted_high = share * c->excess_high;
    }
}

static int by_chance(const void *x, const void *y)
{
    const struct corridor *a = *(struct corridor *const *)x, *b = *(struct corridor *const *)y;
    if (a->none != b->none)
        return a->none < b->none ? -1 : 1;
    return (a->in_link > b->in_link) - (a->in_link < b->in_link);
}

enum { MOST_UNLIKELY = 5 };

/* As findings of a panel are adjusted (detect/detect.c): the mean of the chances of those at least
 * as likely, and a fifth of its own at least. */
static void adjust(struct work *w)
{
    struct chains *o = w->out;
    struct corridor **order = arena_array(w->arena, struct corridor *, (size_t)o->count + 1);
    double sum = 0;
    for (int i = 0; i < o->count; i++)
        if (!isnan(o->corridor[i].none))
            order[o->tested++] = &o->corridor[i];
    if (o->tested)
        qsort(order, (size_t)o->tested, sizeof *order, by_chance);
    for (int i = 0, j; i < o->tested; i = j) {
        for (j = i; j < o->tested && order[j]->none == order[i]->none; j++)
            sum += order[j]->none;
        for (int k = i; k < j; k++)
            order[k]->p_adjusted = fmax(sum / j, order[k]->none / MOST_UNLIKELY);
    }
}

static enum chain_verdict verdict_of(const struct corridor *c, double rate)
{
    if (isnan(c->none))
        return CHAIN_CANNOT_TELL;
    if (c->p_adjusted > rate || !(c->excess > 0))
        return CHAIN_NOT_SHOWN;
    return *c->missing ? CHAIN_CONSISTENT : CHAIN_PATTERN;
}

static int by_size(const void *x, const void *y)
{
    const struct corridor *a = x, *b = y;
    if (is_shown(a) != is_shown(b))
        return is_shown(a) ? -1 : 1;
    if (a->excess != b->excess)
        return a->excess > b->excess ? -1 : 1;
    return (a->in_link > b->in_link) - (a->in_link < b->in_link);
}

static void settle(struct work *w)
{
    struct chains *o = w->out;
    adjust(w);
    for (int i = 0; i < o->count; i++) {
        struct corridor *c = &o->corridor[i];
        c->missing = missing_of(w, c);
        c->verdict = verdict_of(c, w->l->q->fdr);
        if (is_shown(c))
            c->reason = NULL;
        else if (c->verdict == CHAIN_NOT_SHOWN && !c->reason)
            c->reason = "not sure among so many";
    }
    if (o->count)
        qsort(o->corridor, (size_t)o->count, sizeof *o->corridor, by_size);
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
