/* when.c - the period of a test and the one it is compared with.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "claim/prose/build.h"
#include "model/period.h"

const char *when_text(const struct building *b, int from, int until)
{
    char one[16], two[16];
    period_text(one, from);
    if (from == until)
        return arena_strdup(b->p->arena, one);
    return arena_printf(b->p->arena, "%s..%s", one, period_text(two, until));
}

static int shifted(int period, int years)
{
    return period > 9999 ? period - 100 * years : period - years;
}

/* The window a year before. */
static void year_before(const struct when *w, int *from, int *until)
{
    *from = shifted(w->from, 1);
    *until = shifted(w->until, 1);
}

static void month_before(const struct when *w, int *from, int *until)
{
    bool months = w->from > 9999;
    int n = period_index(w->until) - period_index(w->from) + 1;
    *from = months ? period_of(period_index(w->from) - n, 'M') : w->from - n;
    *until = months ? period_of(period_index(w->until) - n, 'M') : w->until - n;
}

/* The same months of the year that is said, or of the year before. */
static void same_of(const struct when *w, const struct span *s, int *from, int *until)
{
    int year = s->from ? s->from : (w->from > 9999 ? w->from / 100 : w->from) - 1;
    int length = w->from > 9999 ? w->until / 100 - w->from / 100 : w->until - w->from;
    *from = w->from > 9999 ? year * 100 + w->from % 100 : year;
    *until = w->from > 9999 ? (year + length) * 100 + w->until % 100 : year + length;
}

static void base_of(struct when *w, const struct span *s)
{
    w->with_said = true;
    w->with_first = s->first;
    w->with_end = s->end;
    switch (s->kind) {
    case SPAN_YOY:
        w->with_from = shifted(w->from, s->years ? s->years : 1);
        w->with_until = shifted(w->until, s->years ? s->years : 1);
        return;
    case SPAN_MOM:
        month_before(w, &w->with_from, &w->with_until);
        return;
    case SPAN_SAME:
        same_of(w, s, &w->with_from, &w->with_until);
        return;
    default:
        w->with_from = s->from;
        w->with_until = s->until;
    }
    if (s->before_war && w->from > 9999 && s->from == s->until && w->from / 100 == w->until / 100) {
        w->with_from = s->from * 100 + w->from % 100;
        w->with_until = s->from * 100 + w->until % 100;
    } else if (s->from < 9999 && w->from > 9999 && w->from % 100 == 1 && w->until % 100 == 12) {
        w->with_from = s->from;
    }
}

static void set(struct when *w, const struct span *s)
{
    w->vague = s->vague;
    w->from = s->from;
    w->until = s->until;
    w->first = s->first;
    w->end = s->end;
    w->guessed = s->yearless;
}

/* Two years later: than what was spoken of, which is what it is compared with. */
static void set_later(struct when *w, const struct frame *f, const struct span *s)
{
    if (!f->when.from)
        return;
    set(w, s);
    w->from = shifted(f->when.from, -s->years);
    w->until = shifted(f->when.until, -s->years);
    if (s->whole) { /* in the same year, in the following year */
        w->from = w->from > 9999 ? w->from / 100 : w->from;
        w->until = w->until > 9999 ? w->until / 100 : w->until;
        return;
    }
    w->with_from = f->when.from;
    w->with_until = f->when.until;
    w->with_said = true;
}

static bool has_ends(const struct building *b, const struct span *s)
{
    return s->to && !s->pair && period_index(s->until) > period_index(s->from) &&
           word_among(&b->p->t, s->first - 1, "from between");
}

/* "rose by half from March to June", "between January and May it rose": not "From January to June
 * it rose", which is half a year. */
static bool may_be_ends(const struct building *b, const struct clause *c, const struct span *s)
{
    bool may = word_is(&b->p->t, s->first - 1, "between");
    for (int i = c->first; i < s->first; i++)
        may |= trade_way_at(b->p, i) != 0;
    return may;
}

/* "from 2021 to 2024", "from July to August", "between February and April": what is compared, where
 * a change is said. */
static bool two_ends(const struct building *b, const struct span *s)
{
    int apart = period_index(s->until) - period_index(s->from);
    bool between = word_is(&b->p->t, s->first - 1, "between") && s->from % 100 != 1;
    return has_ends(b, s) && (s->from < 9999 || apart == 1 || apart % 12 == 0 || between);
}

/* "in October and November" of two amounts: each has its own. */
static void take_own(struct when *w, const struct building *b, const struct clause *c,
                     const struct span *s, const struct amount *v)
{
    int before = 0, all = 0;
    for (int i = 0; v && i < b->p->amounts; i++) {
        const struct amount *x = &b->p->v[i];
        bool like = x->kind == v->kind && x->first >= c->first && x->first < c->end;
        all += like;
        before += like && x->first < v->first;
    }
    if (s->pair && all == 2)
        w->from = w->until = before ? s->until : s->from;
}

static bool since_base(const struct span *main, enum when_use use)
{
    return main && use == WHEN_CHANGE && main->since;
}

/* What two ends say of a change; false: they are none. */
static bool between_ends(struct when *w, const struct building *b, const struct span *s)
{
    if (!s || !(s->run || two_ends(b, s)))
        return false;
    w->from = w->until = s->until;
    w->with_from = w->with_until = s->run ? s->until - s->run : s->from;
    w->first = w->with_first = s->first;
    w->end = w->with_end = s->end;
    w->with_said = true;
    w->guessed = s->yearless;
    return true;
}

/* Nothing is said of what a change is against: as in the sentence before, else a year earlier. */
static void usual_base(struct when *w, const struct frame *f)
{
    if (w->carried && f->base.from && f->base.from != w->from) {
        w->with_from = f->base.from;
        w->with_until = f->base.until;
    } else {
        year_before(w, &w->with_from, &w->with_until);
    }
}

/* Whether a change is told in a clause, which what is compared with belongs to. */
static bool has_change(const struct building *b, const struct clause *c, const struct amount *v)
{
    for (int i = 0; i < b->p->amounts; i++) {
        const struct amount *x = &b->p->v[i];
        bool ratio = x->kind == AMOUNT_TIMES || x->kind == AMOUNT_PERCENT;
        bool against = false; /* 17.3 % year on year */
        for (int k = 0; k < b->p->spans; k++)
            against |= b->p->s[k].first == x->end &&
                       (b->p->s[k].kind == SPAN_YOY || b->p->s[k].kind == SPAN_MOM);
        if (x != v && ratio && x->first >= c->first && x->first < c->end &&
            (against || trade_way(b->p, c, x)))
            return true;
        if (x != v && x->kind == AMOUNT_TIMES && x->first >= c->first && x->first < c->end)
            return true;
    }
    return false;
}

/* "Between 2021 and 2023 it fell by 5.5 points to 2 %": of a change the amount behind "to" is the
 * later one's, that behind "from" the earlier one's. */
static void take_end(struct when *w, const struct building *b, const struct clause *c,
                     const struct span *s, const struct amount *v)
{
    const struct parsed *p = b->p;
    int earlier = v ? word_is(&p->t, v->first - 1, "from") : 0;
    bool way = false;
    for (int i = c->first; i < c->end; i++)
        way |= trade_way_at(p, i) != 0;
    if (!v || !two_ends(b, s) || !(way || has_change(b, c, v)) ||
        !(earlier || word_among(&p->t, v->first - 1, "to at")))
        return;
    w->from = w->until = earlier ? s->from : s->until;
    w->ends = true;
}

static bool goes_back(const struct parsed *p, const struct amount *v)
{
    return v && v > p->v && word_among(&p->t, v->first - 1, "after against from than");
}

/* The time that stands behind an amount: in 2021. */
static const struct span *span_behind(const struct parsed *p, const struct amount *v)
{
    for (int i = 0; i < p->spans; i++)
        if (p->s[i].first >= v->end && p->s[i].first <= v->end + 2 && p->s[i].kind == SPAN_SAID)
            return &p->s[i];
    return NULL;
}

/* "nothing before 2021": since the HS has been in use; false: it is not said so. */
static bool all_before(struct when *w, const struct building *b, const struct clause *c)
{
    for (int i = 0; i < b->p->spans; i++) {
        const struct span *s = &b->p->s[i];
        if (!s->before || s->first < c->first || s->first >= c->end)
            continue;
        bool month = s->from > 9999;
        set(w, s);
        w->from = month ? HS_BEGAN * 100 + 1 : HS_BEGAN;
        w->until = month ? period_of(period_index(s->from) - 1, 'M') : s->from - 1;
        return true;
    }
    return false;
}

/* "fell by two thirds from 26.8 bn in 2021 to 8.9 bn in 2023": the times of both amounts. */
static bool from_and_to(struct when *w, const struct building *b, const struct amount *v)
{
    const struct parsed *p = b->p;
    const struct amount *a = v + 1, *z = v + 2;
    if (!v || z >= p->v + p->amounts || !word_is(&p->t, a->first - 1, "from") ||
        !word_is(&p->t, z->first - 1, "to") || a->first - v->end > 3)
        return false;
    const struct span *s = span_behind(p, a), *u = span_behind(p, z);
    if (!s || !u || s == u || s->first > z->first)
        return false;
    set(w, u);
    w->with_from = s->from;
    w->with_until = s->until;
    w->with_first = s->first;
    w->with_end = s->end;
    w->with_said = true;
    return true;
}

struct when when_of(const struct building *b, const struct clause *c, const struct frame *f,
                    const struct amount *v, enum when_use use)
{
    struct when w = {0};
    const struct span *main = span_of_time(b, c, v), *base = span_of_base(b, c);
    if (use == WHEN_NOTHING) {
        if (!main && all_before(&w, b, c))
            return w;
        use = WHEN_LEVEL;
    }
    if (use == WHEN_CHANGE && (from_and_to(&w, b, v) || between_ends(&w, b, main)))
        return w;
    if (since_base(main, use)) {
        w.with_from = w.with_until = main->from == 202203 ? 2021 : main->from;
        w.with_first = main->first;
        w.with_end = main->end;
        w.with_said = true;
    }
    if (main && main->kind == SPAN_LATER) {
        set_later(&w, f, main);
    } else if (main && (!main->since || use == WHEN_LEVEL) && !since_base(main, use)) {
        set(&w, main);
        if (main->since) { /* since then, to the month before publication */
            w.from = main->from > 9999 ? main->from : main->from * 100 + 1;
            w.until = period_of(b->p->now - 1, 'M');
        }
        take_own(&w, b, c, main, v);
        take_end(&w, b, c, main, v);
    } else if (f->when.from && f->when.from != w.with_from &&
               !(w.with_said && (f->when.from > 9999) != (w.with_from > 9999))) {
        w.from = f->when.from;
        w.until = f->when.until;
        w.carried = true;
    }
    if (base && w.from && !w.with_said)
        base_of(&w, base);
    bool of_base = use == WHEN_LEVEL && base && !main && w.with_said && !has_change(b, c, v);
    if (of_base && base->before_war) {
        set(&w, base);
    } else if (of_base) { /* 745 in the same period of 2021 */
        w.from = w.with_from;
        w.until = w.with_until;
        w.first = base->first;
        w.end = base->end;
        w.carried = false;
    } else if (use == WHEN_LEVEL && goes_back(b->p, v) && !main && !base && f->base.from) {
        w.from = f->base.from; /* at $18 million after $245,000 */
        w.until = f->base.until;
    } else if (use == WHEN_LEVEL && base && !w.from && base->kind == SPAN_SAID) {
        set(&w, base);
    }
    if (use == WHEN_CHANGE && w.from && !w.with_from) {
        usual_base(&w, f);
        w.two_end = main && main->from > 9999 && has_ends(b, main) && may_be_ends(b, c, main);
    }
    return w;
}
