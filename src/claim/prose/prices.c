/* prices.c - two prices of one thing.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "claim/prose/build.h"

/* What a price is of: tonnes, kilograms; NULL: pieces, or it is not said. */
static const char *per_what(const struct parsed *p, const struct amount *v)
{
    for (int i = v->first; i < v->end + 3; i++)
        if (word_among(&p->t, i, "tonne ton"))
            return " a tonne";
        else if (word_among(&p->t, i, "kilo kilogram kg"))
            return " a kg";
    return NULL;
}

bool trade_prices(struct building *b, const struct clause *c, int clauses, const struct frame *f)
{
    const struct parsed *p = b->p;
    const struct amount *one = NULL, *two = NULL;
    bool price = mention_in(p, 0, p->t.count, SENSE_AVERAGE) ||
                 mention_in(p, 0, p->t.count, SENSE_PRICE_WORD) ||
                 mention_in(p, 0, p->t.count, SENSE_COST_VERB);
    for (int i = 0; i < p->amounts; i++)
        if (p->v[i].kind == AMOUNT_MONEY &&
            (p->v[i].per_tonne || price || (one && one->per_tonne && !*p->v[i].tens))) {
            two = one ? &p->v[i] : NULL;
            one = one ? one : &p->v[i];
            if (two)
                break;
        }
    if (!two || one->number <= 0 ||
        (!one->per_tonne && !mention_in(p, 0, p->t.count, SENSE_AVERAGE) &&
         !mention_in(p, 0, p->t.count, SENSE_COST_VERB)))
        return false;
    int first = 0, second = 0;
    for (int i = 0; i < clauses; i++) {
        first = one->first >= c[i].first && one->first < c[i].end ? i : first;
        second = two->first >= c[i].first && two->first < c[i].end ? i : second;
    }
    struct when a = when_of(b, &c[first], f, one, WHEN_LEVEL), z;
    struct frame g = *f;
    g.when.from = a.from;
    g.when.until = a.until;
    z = when_of(b, &c[second], &g, two, WHEN_LEVEL);
    if (!a.from || !z.from || first == second)
        return false;
    bool later = a.from > z.from;
    struct reading_test *t = trade_begin(b, "unit value", f);
    if (!t)
        return true;
    const struct when *now = later ? &a : &z, *base = later ? &z : &a;
    const struct amount *high = later ? one : two, *low = later ? two : one;
    build_said(b, t, "period", when_text(b, now->from, now->until), now->first, now->end);
    build_said(b, t, "with", when_text(b, base->from, base->until), base->first, base->end);
    const char *bound = *high->bound_word ? high->bound_word : low->bound_word;
    build_said(b, t, "says",
               arena_printf(p->arena, "%s%.3g times", bound, high->number / low->number),
               one->first, two->end);
    const struct amount *at = later ? one : two;
    const char *of = per_what(p, one->per_tonne ? one : two);
    if (of && *at->unit)
        build_said(b, t, "price", arena_printf(p->arena, "%s%s", trade_amount(b, at), of),
                   at->first, at->end);
    return true;
}
