/* carry.c - what of the sentences before goes on in this one.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "claim/prose/build.h"

static const struct mention *trade_noun(const struct parsed *p, const struct clause *c)
{
    static const enum sense nouns[] = {SENSE_EXPORT_NOUN, SENSE_IMPORT_NOUN, SENSE_REEXPORT_NOUN,
                                       SENSE_TRADE_NOUN};
    for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++)
        if (mention_in(p, c->first, c->end, nouns[k]))
            return mention_in(p, c->first, c->end, nouns[k]);
    return NULL;
}

/* "exports there": of the trade that was spoken of. */
static bool refers_there(const struct parsed *p)
{
    for (int i = 0; i < p->mentions; i++)
        if (p->m[i].sense == SENSE_PRONOUN && !strcmp(p->m[i].value, "there"))
            return true;
    return false;
}

/* "those to Thailand", "of such tools", "they were worth": what was spoken of. */
static bool refers(const struct parsed *p)
{
    const struct mention *of = mention_in(p, 0, p->t.count, SENSE_OF_THEM);
    const struct mention *those = mention_in(p, 0, p->t.count, SENSE_THOSE);
    struct clause before = {0, those ? those->first : 0};
    /* exports to Georgia rose by 82 % and those to Armenia: these exports */
    bool own = those && word_among(&p->t, those->first - 1, "and while but") &&
               trade_noun(p, &before);
    return (those && !own) || (of && !word_is(&p->t, of->first + 1, "which")) ||
           word_among(&p->t, 0, "they this that it these those");
}

/* "what Poland imported", "everything that Ethiopia exported": the verb, where no goods are named.
 */
static const struct mention *all_traded(const struct parsed *p)
{
    for (int i = 0; i < p->t.count; i++) {
        if (!word_among(&p->t, i, "what everything all") || mention_over(p, i, SENSE_COMPARE))
            continue;
        int k = i + 1 + word_among(&p->t, i + 1, "that which");
        const struct mention *who = mention_at(p, k, SENSE_AREA);
        const struct mention *verb = who ? mention_at(p, who->end, SENSE_IMPORT_VERB) : NULL;
        verb = who && !verb ? mention_at(p, who->end, SENSE_EXPORT_VERB) : verb;
        if (verb)
            return verb;
    }
    return NULL;
}

/* What is told in tonnes or in pieces is not all trade. */
static bool counted_or_weighed(const struct parsed *p)
{
    for (int i = 0; i < p->amounts; i++)
        if (p->v[i].kind == AMOUNT_WEIGHT || p->v[i].kind == AMOUNT_UNITS)
            return true;
    return false;
}

static void carry_goods(struct building *b, const struct clause *c, struct frame *s)
{
    const struct frame *before = b->before;
    const struct mention *noun = trade_noun(b->p, c);
    bool known = before->goods.value != NULL;
    noun = noun ? noun : all_traded(b->p);
    bool such = mention_in(b->p, 0, b->p->t.count, SENSE_THOSE) != NULL;
    /* exports of cars; "8,900 vehicles" are of these */
    bool wider = known && !strchr(before->goods.value, ',') && s->goods.value &&
                 strlen(before->goods.value) > strlen(s->goods.value) && !s->total &&
                 !strncmp(before->goods.value, s->goods.value, strlen(s->goods.value));
    if (wider)
        s->goods.value = NULL;
    if (s->unknown || (s->goods.value && !(s->total && such && known && !before->total)))
        return;
    if (known && (!noun || refers(b->p) || !before->total)) {
        s->goods = before->goods;
        s->goods.carried = true;
        bool all = s->from.value && s->to.value && !s->from.carried && !s->to.carried;
        s->asked = noun && (s->from.value || s->to.value) && !before->total &&
                   !(refers(b->p) || (refers_there(b->p) && !all)) && !counted_or_weighed(b->p);
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

/* "exports in the opposite direction" */
bool trade_turned(const struct parsed *p, const struct clause *c)
{
    for (int i = c->first; i + 1 < c->end; i++)
        if (word_among(&p->t, i, "opposite other reverse") &&
            word_among(&p->t, i + 1, "direction way"))
            return true;
    return false;
}

/* "exports were $9.8 billion and imports $16.2 billion": a clause of the other kind that names
 * nobody. */
bool trade_mirrored(const struct parsed *p, const struct clause *c, const struct frame *last)
{
    const char *flow = last->flow;
    bool exports = false, imports = false;
    for (int i = c->first; i < c->end; i++) {
        if (mention_over(p, i, SENSE_AREA) || mention_over(p, i, SENSE_PEOPLE_OF) ||
            mention_over(p, i, SENSE_PRONOUN) || mention_over(p, i, SENSE_THOSE) ||
            word_is(&p->t, i, "whose"))
            return false;
        exports |= mention_over(p, i, SENSE_EXPORT_NOUN) != NULL;
        imports |= mention_over(p, i, SENSE_IMPORT_NOUN) != NULL;
    }
    return flow && exports != imports &&
           ((imports && !strcmp(flow, "export")) || (exports && !strcmp(flow, "import")));
}

/* "Shipments to India fell": of whom the sentence before spoke. */
static bool begins_with_exports(const struct parsed *p, const struct clause *c)
{
    for (int i = c->first; i < c->end && i < c->first + 2; i++)
        if (mention_at(p, i, SENSE_EXPORT_NOUN) || mention_at(p, i, SENSE_REEXPORT_NOUN))
            return i == 0 || word_among(&p->t, i - 1, "its the");
    return false;
}

static void carry_areas(struct building *b, const struct clause *c, struct frame *s)
{
    const struct frame *before = b->before;
    bool none = !s->from.value && !s->to.value && !s->share_of.value;
    bool goods = s->goods.carried || refers(b->p);
    bool back = trade_turned(b->p, c) || trade_mirrored(b->p, c, before);
    if (!s->from.value && begins_with_exports(b->p, c) && same(&before->subject, &before->stray))
        carry_side(&s->from, &before->subject, &s->to);
    if (none || goods || s->share_of.value) {
        carry_side(&s->from, back ? &before->to : &before->from, &s->to);
        carry_side(&s->to, back ? &before->from : &before->to, &s->from);
        if (!s->flow)
            s->flow = before->flow;
    }
}

/* Whether a clause names no goods and no trade: "Tripling since 2021, exports of cars ..." */
static bool is_bare(const struct building *b, const struct clause *c, const struct frame *f)
{
    bool new = !b->before->goods.value && c->end < b->p->t.count; /* Having bought 212 tonnes, */
    for (int i = c->first; i < c->end && !new; i++)
        if (mention_over(b->p, i, SENSE_EXPORT_VERB) || mention_over(b->p, i, SENSE_IMPORT_VERB))
            return false;
    return !f->goods.value && !f->from.value && !f->to.value && !f->share_of.value &&
           !trade_noun(b->p, c) && c->end < b->p->t.count && !refers(b->p);
}

void trade_carry(struct building *b, const struct clause *c, struct frame *f)
{
    struct clause all = {0, b->p->t.count};
    struct when w;
    bool whole = is_bare(b, c, f) && (b->whole.goods.value || b->whole.from.value);
    if (whole)
        frame_fill(f, &b->whole);
    carry_goods(b, whole ? &all : c, f);
    carry_areas(b, c, f);
    w = when_of(b, c, f, NULL, WHEN_MAIN);
    if (!w.from && !(f->goods.carried && b->before->when.from) &&
        !word_among(&b->p->t, c->end, "against versus compared") &&
        !word_among(&b->p->t, c->end + 1, "against versus compared up down"))
        w = when_of(b, &all, f, NULL, WHEN_MAIN);
    f->when.from = w.from;
    f->when.until = w.until;
    if (!w.from) {
        f->when = b->before->when;
        f->base = b->before->base;
    }
    if (!f->subject.value)
        f->subject = b->before->subject;
    for (int i = 0; i < 2 && !f->named[1].value; i++)
        f->named[i] = b->before->named[i];
}
