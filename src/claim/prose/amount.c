/* amount.c - amounts, prices and changes of flows as tests.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/prose/roles.h"
#include "claim/prose/build.h"

/* --- one amount --- */

/* "over twice what Abu Dhabi did", "30 % more than Germany": of two exporters at one time. */
static bool add_compared(struct building *b, const struct clause *c, const struct frame *f,
                         const struct amount *v)
{
    const struct parsed *p = b->p;
    const struct mention *other = NULL;
    for (int i = v->end; i < v->end + 5 && i < c->end && !other; i++) {
        if (!word_among(&p->t, i, "what than that of as much many more less those the 's"))
            other = mention_at(p, i, SENSE_AREA);
        if (!other && !word_among(&p->t, i, "what than that of as much many more less those the"))
            break;
    }
    for (int i = v->end + 1; i + 1 < c->end && !other; i++) /* as much footwear as China did */
        if (word_among(&p->t, i, "as than"))
            other = mention_at(p, i + 1 + word_among(&p->t, i + 1, "from the"), SENSE_AREA);
    if (other && !f->from.value) /* of two buyers: no kind of test */
        return f->to.value != NULL && strcmp(other->value, f->to.value) != 0;
    if (!other || !strcmp(other->value, f->from.value))
        return false;
    struct frame g = *f;
    if (g.unplaced)
        g.unplaced--;
    struct reading_test *t = trade_test(b, "compare", c, &g, v, WHEN_LEVEL);
    if (!t)
        return true;
    build_said(b, t, "from_with", other->value, other->first, other->end);
    build_said(b, t, "says",
               v->kind == AMOUNT_TIMES ? trade_times(b, v)
                                       : trade_percent(b, v, trade_way(p, c, v)),
               v->first, v->end);
    return true;
}

/* "1.9 times as much sunflower oil as soybean oil": of two goods, for which there is no test. */
static bool of_two_goods(const struct parsed *p, const struct clause *c, const struct amount *v)
{
    bool as = false, more = word_among(&p->t, v->end, "more less fewer");
    for (int i = v->first; i <= v->end; i++)
        as |= word_is(&p->t, i, "as") && word_among(&p->t, i + 1, "much many");
    for (int i = v->end + 1; i + 1 < c->end && (as || more); i++)
        if (word_is(&p->t, i, as ? "as" : "than") && mention_at(p, i + 1, SENSE_GOODS) &&
            mention_in(p, v->end, i, SENSE_GOODS))
            return true;
    return false;
}

static void add_ratio(struct building *b, const struct clause *c, const struct frame *f,
                      const struct amount *v, int way)
{
    bool price = trade_sense(b->p, c->first, c->end, SENSE_PRICE_WORD) ||
                 trade_sense(b->p, v->end, c->end, SENSE_PER_TONNE);
    if (add_compared(b, c, f, v) || of_two_goods(b->p, c, v))
        return;
    struct reading_test *t = trade_test(b, price ? "unit value" : "ratio", c, f, v, WHEN_CHANGE);
    if (t)
        build_said(b, t, "says",
                   v->kind != AMOUNT_TIMES ? trade_percent(b, v, way)
                   : way < 0 && !v->word   ? arena_printf(b->p->arena, "fell %s", trade_times(b, v))
                                           : trade_times(b, v),
                   v->first, v->end);
    const struct reading_field *with = t ? reading_field(t, "with") : NULL;
    if (with && with->start < 0 && word_among(&b->p->t, v->end, "what that those"))
        build_ask(t, "with", with->value, NULL, NULL);
}

/* "40,000 tonnes of coal a day": no sum of the period. */
static bool is_rate(const struct parsed *p, const struct amount *v)
{
    for (int i = v->end; i < v->end + 6; i++)
        if (word_among(&p->t, i, "a per each every") && word_among(&p->t, i + 1, "day week hour"))
            return true;
    return false;
}

/* The word before "to 14.5 billion", or "from 26.8 to 14.5 billion", that says which way; -1: there
 * is none. */
static int way_word(const struct parsed *p, const struct amount *v)
{
    if (!word_is(&p->t, v->first - 1, "to"))
        return -1;
    for (int i = v->first - 2; i >= 0 && i > v->first - 12; i--) {
        const struct amount *x = amount_over(p, i);
        if (trade_way_at(p, i) && !mention_over(p, i, SENSE_EVENT))
            return i;
        if ((x && !word_is(&p->t, x->first - 1, "from")) || word_among(&p->t, i, ", and but ;"))
            return -1;
    }
    return -1;
}

/* "rose to 14.5 billion in 2022", "in the first half of 2024": against the year before, where no
 * other time is named. */
static void add_moved(struct building *b, struct reading_test *t, const struct clause *c,
                      const struct frame *f, const struct amount *v)
{
    struct when w = when_of(b, c, f, v, WHEN_LEVEL), change = when_of(b, c, f, v, WHEN_CHANGE);
    int at = way_word(b->p, v);
    int back = w.from > 9999 ? 100 : 1;
    bool alone = w.from == w.until;
    bool sure = w.from < 9999 ? alone : !alone || change.with_said; /* a month: which base? */
    if (at >= 0 && w.from && sure && (alone || back > 1) && change.from == w.from &&
        change.until == w.until && change.with_from == w.from - back)
        build_said(b, t, "moved", trade_way_at(b->p, at) > 0 ? "rose" : "fell", at, at + 1);
}

/* "over 100 million euros in every month of 2023" */
static bool of_every_month(const struct parsed *p, const struct clause *c)
{
    for (int i = c->first; i < c->end; i++)
        if (word_among(&p->t, i, "every each") && word_is(&p->t, i + 1, "month"))
            return true;
    return false;
}

static bool of_no_month(const struct parsed *p)
{
    for (int i = 0; i < p->t.count; i++)
        for (int k = i + 1; k < i + 5 && trade_in_no(p, i); k++)
            if (word_among(&p->t, k, "month months"))
                return true;
    return false;
}

/* "in no month less than 700 million": in every month 700 million at least; NULL: it is not said
 * so.
 */
static const char *contrary(const struct building *b, const struct amount *v)
{
    struct amount of = *v;
    bool no = false;
    for (int i = 0; i < b->p->t.count; i++)
        no |= trade_in_no(b->p, i);
    if (!no)
        return NULL;
    bool above = v->bound == ABOVE || v->bound == AT_LEAST;
    bool below = v->bound == BELOW || v->bound == AT_MOST;
    of.bound_word = above ? "at most " : "at least ";
    return above || below ? trade_amount(b, &of) : "";
}

static void add_level(struct building *b, const struct clause *c, const struct frame *f,
                      const struct amount *v, int way)
{
    static const char went[] =
        "rose grew increased surged jumped climbed soared leapt fell dropped "
        "declined decreased slumped plunged plummeted sank shrank";
    bool by = way && (word_is(&b->p->t, v->first - 1, "by") ||
                      word_among(&b->p->t, v->first - 1, went)); /* fell 689 million */
    bool than = word_among(&b->p->t, v->end, "more less fewer higher lower above below");
    bool change = by || than;
    struct reading_test *t = trade_test(b, change ? "change" : "level", c, f, v,
                                        change ? WHEN_CHANGE : WHEN_LEVEL);
    if (!t)
        return;
    const char *no = change ? NULL : contrary(b, v);
    bool of_months = of_no_month(b->p);
    build_said(
        b, t, "says",
        no && *no ? no
        : change ? arena_printf(b->p->arena, "%s %s", trade_amount(b, v), way < 0 ? "less" : "more")
                 : trade_amount(b, v),
        v->first, v->end);
    if (no && !(*no && of_months)) { /* of years, or of what is no bound: it is not asked */
        build_drop(t, "says");
        build_ask(t, "says", NULL, NULL, NULL);
    }
    if (v->per_year || is_rate(b->p, v))
        build_ask(t, "says", trade_amount(b, v), NULL, NULL);
    if (!change)
        add_moved(b, t, c, f, v);
    if (!change && (of_every_month(b->p, c) || (no && of_months)))
        build_said(b, t, "each", "month", 0, 0);
}

/* --- a clause --- */

static struct frame frame_of(const struct building *b, const struct clause *c,
                             const struct frame *last)
{
    struct frame f;
    frame_read(&f, b->p, c, b->offset, last->subject.value ? last : b->before);
    if (f.total && last->goods.value && !last->total)
        f.goods.value = NULL; /* a trade worth: of the goods that were named */
    if (f.from.value && !f.to.value && last->to.value && !strcmp(f.from.value, last->to.value))
        f.to = last->from; /* imports from there: to who sold there */
    frame_fill(&f, last);
    if (trade_turned(b->p, c) || trade_mirrored(b->p, c, last)) {
        struct said_field from = f.from;
        f.from = f.to;
        f.to = from;
    }
    return f;
}

static struct frame first_frame(struct building *b, const struct clause *c)
{
    struct frame f;
    struct clause all = {0, b->p->t.count};
    frame_read(&b->whole, b->p, &all, b->offset, b->before);
    frame_read(&f, b->p, c, b->offset, b->before);
    trade_carry(b, c, &f);
    return f;
}

/* What was told of the amount before. */
struct told {
    bool any, share;
    int way;
    const char *of;
};

static bool counts(const struct building *b, const struct clause *c, struct amount *v)
{
    const struct parsed *p = b->p;
    if (v->kind != AMOUNT_PLAIN)
        return false;
    bool numbered = trade_sense(p, v->first - 2, v->first, SENSE_QUANTITY_WORD);
    bool them = mention_at(p, v->end, SENSE_OF_THEM) != NULL;
    bool more = c->first > 0 && p->amounts > 1 && p->v[0].kind == AMOUNT_UNITS;
    if (numbered || them || more) {
        v->kind = AMOUNT_UNITS;
        v->unit = "units";
        return true;
    }
    return false;
}

/* "57 %, against 12 % before the war": what is said of a number holds of the next. */
static bool goes_on(const struct parsed *p, const struct amount *v)
{
    int i = v->first - 1;
    return word_among(&p->t, i, "against from after and , versus to with : ( for");
}

/* "11,400 tonnes, up from 8,200": of the same. */
static void like_before(const struct building *b, struct amount *v, bool on)
{
    const struct amount *a = v > b->p->v ? v - 1 : NULL;
    bool of = a && (a->kind == AMOUNT_WEIGHT || a->kind == AMOUNT_UNITS);
    if (v->kind != AMOUNT_PLAIN || !on || !of || (*a->tens && !*v->tens) ||
        span_over(b->p, v->first))
        return;
    v->kind = a->kind;
    v->unit = a->unit;
}

/* "and a further 300 were assembled in Tashkent": a clause of its own that no trade is in. */
static bool is_domestic(const struct parsed *p, const struct clause *c)
{
    bool other = false;
    for (int i = c->first; i < c->end; i++) {
        if (roles_import(p, i) || roles_export(p, i) || mention_over(p, i, SENSE_TRADE_NOUN))
            return false;
        other |= word_among(&p->t, i,
                            "harvested assembled destroyed parked seized stockpiled deployed "
                            "intercepted scrapped burned burnt stored itself");
    }
    return other;
}

/* "15.8 percent, second only to China with 21.9 percent": that is the other's. */
static void of_the_first(const struct parsed *p, const struct amount *v, struct frame *f,
                         const char *of)
{
    int i = v->first - 1;
    const struct mention *m = word_among(&p->t, i, "with on at") ? mention_before(p, i, SENSE_AREA)
                                                                 : NULL;
    if (!m || !(mention_before(p, m->first, SENSE_SECOND_ONLY) ||
                word_among(&p->t, m->first - 1, "behind by to after")))
        return;
    struct said_field other = {.value = m->value, .start = -1, .end = -1};
    bool buyer = f->subject.value && f->to.value && !strcmp(f->subject.value, f->to.value);
    *(buyer || (of && !strcmp(of, "destinations")) ? &f->to : &f->from) = other;
    f->unplaced = 0;
}

/* "such a car cost $19,000 on average": of one, not of all. */
static bool is_price(const struct parsed *p, const struct amount *v)
{
    return v->kind == AMOUNT_MONEY && trade_sense(p, 0, v->first, SENSE_COST_VERB) &&
           trade_sense(p, 0, p->t.count, SENSE_AVERAGE);
}

static void add_amount(struct building *b, const struct clause *c, struct frame *f,
                       struct amount *v, struct told *told)
{
    int way = trade_way(b->p, c, v);
    bool on = goes_on(b->p, v) && told->any;
    if (is_domestic(b->p, c))
        return;
    counts(b, c, v);
    like_before(b, v, on);
    if (!way && v->kind == AMOUNT_PERCENT && !told->share)
        way = told->any ? told->way : 0;
    bool share = trade_is_share(b, c, v, way) ||
                 (on && told->share && (v->kind == AMOUNT_PERCENT || v->kind == AMOUNT_FRACTION));
    *told = (struct told){true, share, v->kind == AMOUNT_PERCENT ? way : told->way, told->of};
    if (share) {
        if (on && f->stray.value && word_is(&b->p->t, v->first - 1, "for")) {
            *(told->of && !strcmp(told->of, "destinations") ? &f->to : &f->from) = f->stray;
            f->unplaced = 0; /* Romania for 13 % */
        }
        struct frame g = *f;
        of_the_first(b->p, v, &g, told->of);
        trade_share(b, c, &g, v, &told->of);
        return;
    }
    switch (v->kind) {
    case AMOUNT_MONEY:
    case AMOUNT_WEIGHT:
    case AMOUNT_UNITS:
        if (!v->per_tonne && !is_price(b->p, v))
            add_level(b, c, f, v, way);
        break;
    case AMOUNT_TIMES:
        if (!(v + 1 < b->p->v + b->p->amounts && trade_is_share(b, c, v + 1, 0)))
            add_ratio(b, c, f, v, way);
        break;
    case AMOUNT_PERCENT:
    case AMOUNT_FRACTION:
        if (way)
            add_ratio(b, c, f, v, way);
        break;
    default:
        break;
    }
}

/* What a clause says of times goes on into the next. */
static void pass_on(struct building *b, const struct clause *c, struct frame *f)
{
    struct when w = when_of(b, c, f, NULL, WHEN_MAIN);
    struct when change = when_of(b, c, f, NULL, WHEN_CHANGE);
    bool ends = change.with_said && change.from != w.from && change.from == w.until;
    f->when.from = ends ? change.from : w.from;
    f->when.until = ends ? change.until : w.until;
    if (change.with_said) {
        f->base.from = change.with_from;
        f->base.until = change.with_until;
    }
}

void build_trade(struct building *b)
{
    const struct parsed *p = b->p;
    struct clause c[ANCHORS_MAX + 1];
    int n = trade_clauses(p, c);
    struct frame last = first_frame(b, &c[0]), first;
    struct told told = {0};
    first = last;
    bool prices = trade_prices(b, c, n, &last);
    for (int i = 0; i < n; i++) {
        struct frame f = i ? frame_of(b, &c[i], &last) : last;
        for (int k = 0; k < p->amounts; k++)
            if (p->v[k].first >= c[i].first && p->v[k].first < c[i].end &&
                !(prices && (p->v[k].kind == AMOUNT_MONEY || word_is(&p->t, p->v[k].end, "of"))))
                add_amount(b, &c[i], &f, &p->v[k], &told);
        trade_words(b, &c[i], &f);
        pass_on(b, &c[i], &f);
        if (!i)
            first = f;
        if (trade_aside(p, &c[i]))
            continue;
        if (i && f.when.until > first.when.until)
            first.when = f.when;
        last = f;
    }
    if (mention_in(p, 0, p->t.count, SENSE_EACH))
        trade_each(b, 0);
    trade_respectively(b);
    b->whole = first;
}
