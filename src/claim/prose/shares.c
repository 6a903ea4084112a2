/* shares.c - parts of what somebody buys, sells, or of all that is traded.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "claim/prose/roles.h"
#include "claim/prose/build.h"
#include "model/period.h"

/* "29 % of everything that Yerevan sent abroad was gold" */
static bool was_goods(const struct parsed *p, int i, int end)
{
    bool all = false, trade = false;
    for (; i + 1 < end; i++) {
        all |= word_among(&p->t, i, "everything all what total") != 0;
        trade |= roles_import(p, i) || roles_export(p, i);
        if (trade && word_among(&p->t, i, "was is were are"))
            return all && mention_at(p, i + 1, SENSE_GOODS);
        if (mention_at(p, i, SENSE_GOODS) && strcmp(mention_at(p, i, SENSE_GOODS)->value, "01-97"))
            return false;
    }
    return false;
}

/* "Oil made up 90 % of all that Iran exports": goods are named before, and whose exports behind. */
static bool share_of_goods(const struct building *b, const struct clause *c, const struct frame *f,
                           const struct amount *v)
{
    const struct parsed *p = b->p;
    const struct mention *goods = mention_in(p, 0, v->first, SENSE_GOODS);
    if (word_is(&p->t, v->end, "of") && was_goods(p, v->end, c->end))
        return true;
    if (word_is(&p->t, v->end, "of") && word_among(&p->t, v->end + 1, "it this that them these"))
        return mention_in(p, c->first, v->first, SENSE_GOODS) && !f->total &&
               !mention_in(p, c->first, v->first, SENSE_AREA) &&
               trade_sense(p, c->first, v->first, SENSE_SHARE_VERB); /* wigs made up 57 % of them */
    bool what = word_is(&p->t, v->end, "of") && word_is(&p->t, v->end + 1, "what");
    const struct mention *own = mention_in(p, c->first, v->first, SENSE_GOODS);
    if (own && !f->total && (what || v->end == c->end || !word_is(&p->t, v->end, "of")) &&
        !mention_in(p, c->first, v->first, SENSE_AREA) &&
        trade_sense(p, own->end, v->first, SENSE_SHARE_VERB))
        return true; /* medicines making up 31 % */
    if (!goods || f->total || f->share_of.value || !word_is(&p->t, v->end, "of"))
        return false;
    for (int i = 0; i < v->first; i++) /* cars from Germany: of an exporter */
        if (mention_over(p, i, SENSE_AREA) || mention_over(p, i, SENSE_PEOPLE_OF) ||
            roles_import(p, i) || roles_export(p, i))
            return false;
    for (int i = v->end; i < c->end; i++) {
        const struct mention *more = mention_at(p, i, SENSE_GOODS);
        if (more && strcmp(more->value, "01-97") != 0)
            return false;
        if (roles_import(p, i) || roles_export(p, i))
            return true;
    }
    return false;
}

static bool is_area(const struct said_field *f, const char *value)
{
    return f->value && !strcmp(f->value, value);
}

/* "sells three quarters of its oil to China", "40 % of Russia's coal": of what its owner sells or
 * buys; NULL: nobody owns it. */
static const char *share_of_owner(const struct parsed *p, const struct frame *f, int i)
{
    i += word_among(&p->t, i, "all the") != 0;
    const struct mention *m = mention_at(p, i, SENSE_AREA);
    m = m ? m : mention_at(p, i, SENSE_PEOPLE_OF);
    const struct mention *its = mention_at(p, i, SENSE_PRONOUN);
    int end = m ? m->end : its ? its->end : p->t.count;
    end += m && end < p->t.count && p->t.at[end].kind == TOKEN_OWNER;
    if (end >= p->t.count || !mention_at(p, end, SENSE_GOODS))
        return NULL;
    if (m)
        return is_area(&f->from, m->value) ? "destinations"
               : is_area(&f->to, m->value) ? "exporters"
                                           : NULL;
    bool seller = f->from.value && f->subject.value && is_area(&f->from, f->subject.value);
    return strcmp(its->value, "owner") != 0          ? NULL
           : seller && f->to.value && !f->to.carried ? "destinations"
                                                     : NULL;
}

/* "of X's imports", "of all X's exports", "of the cars that X re-exported": of whose trade. */
static const char *share_of_what(const struct building *b, const struct clause *c,
                                 const struct frame *f, const struct amount *v)
{
    const struct parsed *p = b->p;
    bool of = word_is(&p->t, v->end, "of");
    bool aside = trade_aside(p, c);
    for (int i = c->first - 1; aside && i >= 0; i--) /* exports of ore, of which Poland took */
        if (mention_over(p, i, SENSE_EXPORT_NOUN) || mention_over(p, i, SENSE_IMPORT_NOUN))
            return mention_over(p, i, SENSE_EXPORT_NOUN) ? "destinations" : "exporters";
    const char *owned = of ? share_of_owner(p, f, v->end + 1) : NULL;
    if (owned)
        return owned;
    for (int i = v->end; of && i < c->end; i++) {
        if (word_among(&p->t, i, "world global"))
            return "exporters";
        if (mention_over(p, i, SENSE_IMPORT_NOUN) || mention_over(p, i, SENSE_IMPORT_VERB))
            return "exporters";
        if (mention_over(p, i, SENSE_EXPORT_NOUN) || mention_over(p, i, SENSE_REEXPORT_NOUN) ||
            mention_over(p, i, SENSE_EXPORT_VERB) || mention_over(p, i, SENSE_REEXPORT_VERB))
            return "destinations";
    }
    if (f->share_of.value && f->to.value && !strcmp(f->to.value, f->share_of.value))
        return "destinations";
    if (f->share_of.value)
        return "exporters";
    for (int i = c->end - 1; i >= c->first; i--)
        if (mention_over(p, i, SENSE_FLOW_TO) || mention_over(p, i, SENSE_CUSTOMER))
            return "destinations";
    return f->flow && !strcmp(f->flow, "export") && f->from.value &&
                   !trade_sense(p, c->first, c->end, SENSE_EXPORT_VERB)
               ? "destinations"
               : "exporters";
}

/* "halved to 3 %", "rose by 13 points to 32 %": what the share was before. */
static void add_share_before(struct building *b, const struct clause *c, const struct frame *f,
                             const struct amount *v, const char *of)
{
    const struct parsed *p = b->p;
    const struct amount *step = v > p->v ? v - 1 : NULL;
    if (!step || step->first < c->first || v->kind != AMOUNT_PERCENT ||
        (step->kind != AMOUNT_POINTS && step->kind != AMOUNT_TIMES))
        return;
    int way = trade_way(p, c, step);
    double was = step->kind == AMOUNT_TIMES ? v->number / step->number
                                            : v->number - (way < 0 ? -1 : 1) * step->number;
    struct when w = when_of(b, c, f, v, WHEN_CHANGE);
    bool month = w.from > 9999 && w.from == w.until && !w.with_said;
    if (was <= 0 || was > 100 || !w.with_from)
        return;
    struct reading_test *t = trade_test(b, "share", c, f, v, WHEN_LEVEL);
    if (!t)
        return;
    build_said(b, t, "period", when_text(b, w.with_from, w.with_until), 0, 0);
    build_said(b, t, "says",
               arena_printf(p->arena, "%s%.4g %%", step->kind == AMOUNT_TIMES ? "about " : "", was),
               step->first, v->end);
    build_said(b, t, "of", of, 0, 0);
    if (month && step->kind == AMOUNT_TIMES) { /* on the month, or on the year? */
        int before = period_of(period_index(w.from) - 1, 'M');
        build_ask(t, "period", when_text(b, before, before),
                  when_text(b, w.with_from, w.with_until), NULL);
    }
}

void trade_share(struct building *b, const struct clause *c, const struct frame *f,
                 const struct amount *v, const char **last)
{
    struct frame g = *f;
    bool goods = share_of_goods(b, c, f, v);
    const char *of = *last && c->first > 0 ? *last : goods ? "goods" : share_of_what(b, c, f, v);
    *last = of;
    g.bulk &= strcmp(of, "goods") != 0; /* goods of all kinds are added by value */
    if (!strcmp(of, "exporters") && (!g.flow || !strcmp(g.flow, "export")))
        g.flow = "import";
    struct reading_test *t = trade_test(b, "share", c, &g, v, WHEN_LEVEL);
    if (!t)
        return;
    build_said(b, t, "says",
               v->kind == AMOUNT_MOST ? arena_printf(b->p->arena, "%s", v->word)
                                      : trade_percent(b, v, 0),
               v->first, v->end);
    build_said(b, t, "of", of, 0, 0);
    /* the EU's exports, of which Lithuania has 38 %: of these, which no test says */
    if (trade_aside(b->p, c) && b->whole.from.value && g.from.value &&
        strcmp(b->whole.from.value, g.from.value) != 0)
        build_ask(t, "of", "exporters", "destinations", NULL);
    if (word_is(&b->p->t, v->first - 1, "another")) /* of what the sentence before spoke of */
        build_ask(t, "of", "destinations", "exporters", NULL);
    bool world = mention_in(b->p, c->first, c->end, SENSE_AREA) &&
                 !strcmp(mention_in(b->p, c->first, c->end, SENSE_AREA)->value, "WLD");
    for (int i = c->first; i < c->end; i++)
        world |= word_among(&b->p->t, i, "world global world's");
    if (!world && !goods && !t->asks && (!g.from.value || !g.to.value))
        build_ask(t, g.from.value ? "to" : "from", b->before->subject.value, NULL, NULL);
    add_share_before(b, c, &g, v, of);
}
