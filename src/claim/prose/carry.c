/* carry.c - what of the sentences before goes on in this one.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "claim/prose/trade.h"

static const struct mention *trade_noun(const struct parsed *p)
{
    static const enum sense nouns[] = {SENSE_EXPORT_NOUN, SENSE_IMPORT_NOUN, SENSE_REEXPORT_NOUN,
                                       SENSE_TRADE_NOUN};
    for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++)
        if (mention_in(p, 0, p->t.count, nouns[k]))
            return mention_in(p, 0, p->t.count, nouns[k]);
    return NULL;
}

/* "those to Thailand", "of such tools", "they were worth": what was spoken of. */
static bool refers(const struct parsed *p)
{
    return mention_in(p, 0, p->t.count, SENSE_THOSE) ||
           word_among(&p->t, 0, "they this that it these those");
}

static void carry_goods(struct building *b, struct frame *s)
{
    const struct frame *before = b->before;
    const struct mention *noun = trade_noun(b->p);
    bool known = before->goods.value != NULL;
    bool such = mention_in(b->p, 0, b->p->t.count, SENSE_THOSE) != NULL;
    if (s->goods.value && !(s->total && such && known && !before->total))
        return;
    if (known && (!noun || refers(b->p) || !before->total)) {
        s->goods = before->goods;
        s->goods.carried = true;
        s->bulk = before->bulk;
        s->total = before->total;
    } else if (noun) {
        s->goods = said_of(b->p, noun->first, noun->end, "01-97", b->offset);
        s->total = true;
        s->bulk = false;
    }
}

static bool same(const struct said_field *a, const struct said_field *b)
{
    return a->value && b->value && !strcmp(a->value, b->value);
}

static void carry_side(struct said_field *to, const struct said_field *of,
                       const struct said_field *other)
{
    if (to->value || !of->value || same(of, other))
        return;
    *to = *of;
    to->carried = true;
}

static void carry_areas(struct building *b, struct frame *s)
{
    const struct frame *before = b->before;
    bool none = !s->from.value && !s->to.value && !s->share_of.value;
    bool goods = s->goods.carried || refers(b->p);
    if (none || goods || s->share_of.value) {
        carry_side(&s->from, &before->from, &s->to);
        carry_side(&s->to, &before->to, &s->from);
        if (!s->flow)
            s->flow = before->flow;
    }
}

void trade_carry(struct building *b)
{
    struct clause all = {0, b->p->t.count};
    struct frame *s = &b->whole;
    frame_read(s, b->p, &all, b->offset, b->before);
    carry_goods(b, s);
    carry_areas(b, s);
    struct when w = when_of(b, &all, s, NULL, false);
    s->when.from = w.from;
    s->when.until = w.until;
    if (!w.from && b->before->when.from)
        s->when = b->before->when;
    if (!s->subject.value)
        s->subject = b->before->subject;
}
