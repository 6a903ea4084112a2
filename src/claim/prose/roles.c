/* roles.c - the part that each area of a clause has in its trade.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "claim/prose/roles.h"

struct roles {
    const struct parsed *p;
    const struct clause *c;
    const struct frame *before;
    struct frame *f;
    long offset;
    enum role last; /* of the area before, for lists */
    int last_end;
};

static int preposition(const struct parsed *p, int first)
{
    int i = first - 1;
    while (i > 0 && word_among(&p->t, i,
                               "the all neighbouring neighboring mainland nearby both its ally "
                               "close sanctioned"))
        i--;
    return i;
}

/* "one of the main sources of China's methanol": China buys it. */
static bool of_supplier(const struct parsed *p, int i, int first)
{
    for (int k = i - 1; word_is(&p->t, i, "of") && k >= first && k > i - 6; k--)
        if (mention_over(p, k, SENSE_SUPPLIER) || mention_over(p, k, SENSE_CUSTOMER))
            return true;
    return false;
}

/* In tongues without articles the owner stands behind what it owns. */
static enum role owner_behind(const struct parsed *p, const struct mention *m, int i)
{
    if (i == m->first - 1 && p->glossary && m->sense == SENSE_AREA) {
        if (mention_over(p, i, SENSE_EXPORT_NOUN) || mention_over(p, i, SENSE_IMPORT_NOUN))
            return mention_over(p, i, SENSE_EXPORT_NOUN) ? ROLE_FROM : ROLE_TO;
        if (mention_over(p, i, SENSE_SUPPLIER))
            return ROLE_TO;
    }
    return ROLE_NONE;
}

/* Words that say more than their preposition; i: that. */
static enum role by_idiom(const struct parsed *p, const struct mention *m, int i)
{
    if (word_is(&p->t, m->end, "bound") && p->t.at[m->end].joined)
        return ROLE_TO; /* Belarus-bound */
    if (roles_pressure(p, i))
        return ROLE_SIDE;
    if (word_is(&p->t, i, "to") &&
        word_among(&p->t, i - 1, "switched switching turned turning shifted moved switch turn"))
        return ROLE_FROM; /* switched to Russian grades */
    if (i == m->first - 1 && word_among(&p->t, i, "cost costs costing"))
        return ROLE_TO; /* imports of cotton cost Bangladesh */
    return ROLE_NONE;
}

static enum role by_preposition(const struct roles *r, const struct mention *m)
{
    const struct parsed *p = r->p;
    int i = preposition(p, m->first);
    enum role idiom = by_idiom(p, m, i);
    if (idiom != ROLE_NONE)
        return idiom;
    if (word_among(&p->t, i, "to into towards toward onto") ||
        mention_before(p, i + 1, SENSE_FLOW_TO))
        return ROLE_TO;
    if (word_among(&p->t, i, "from") || mention_before(p, i + 1, SENSE_FLOW_FROM))
        return ROLE_FROM;
    if (i == m->first - 1 && m->sense == SENSE_AREA && !p->glossary &&
        mention_over(p, i, SENSE_EXPORT_VERB) &&
        word_among(&p->t, i, "sold sent gave supplied shipped delivered sells"))
        return ROLE_TO; /* sold Russia 22 % less */
    if (word_is(&p->t, i, "of") && mention_over(p, i - 1, SENSE_SHARE_WORD))
        return ROLE_SHARE; /* the share of China in */
    if (word_is(&p->t, i, "of") && word_among(&p->t, i - 1, "those that"))
        return ROLE_FROM; /* those of Uzbekistan */
    if (word_among(&p->t, i, "through via") ||
        (word_is(&p->t, i, "of") && word_is(&p->t, i - 1, "way")))
        return ROLE_FROM;
    if (word_is(&p->t, i, "between"))
        for (int k = i - 1; k >= r->c->first && k > i - 4; k--)
            if (mention_over(p, k, SENSE_TRADE_NOUN))
                return ROLE_BOTH;
    if (word_is(&p->t, i, "for"))
        for (int k = i - 1; k >= r->c->first && k > i - 4; k--)
            if (word_among(&p->t, k, "left bound destined headed"))
                return ROLE_TO;
    if (word_among(&p->t, i, "after behind ahead") || word_is(&p->t, i - 1, "ahead"))
        return ROLE_SIDE;
    if (word_is(&p->t, i, "by"))
        return roles_traded(p, i, r->c->first);
    if (word_is(&p->t, i, "with") && roles_traded(p, i, r->c->first) == ROLE_NONE)
        for (int k = i; k >= r->c->first; k--)
            if (mention_over(p, k, SENSE_TRADE_NOUN))
                return ROLE_PARTNER;
    if (word_is(&p->t, i, "of") &&
        (mention_over(p, i - 1, SENSE_EXPORT_NOUN) || mention_over(p, i - 1, SENSE_IMPORT_NOUN)) &&
        m->sense == SENSE_AREA)
        return mention_over(p, i - 1, SENSE_EXPORT_NOUN) ? ROLE_FROM : ROLE_TO;
    enum role owner = owner_behind(p, m, i);
    if (owner != ROLE_NONE)
        return owner;
    if (word_is(&p->t, i, "of"))
        for (int k = i - 1; k >= r->c->first && k > i - 6; k--) {
            if (mention_over(p, k, SENSE_SUPPLIER))
                return ROLE_TO;
            if (mention_over(p, k, SENSE_CUSTOMER))
                return ROLE_FROM;
        }
    return ROLE_NONE;
}

static bool lists(const struct parsed *p, int from, int to)
{
    bool link = false;
    for (int i = from; i < to; i++) {
        if (!word_among(&p->t, i, ", and or nor the 's '") && !mention_over(p, i, SENSE_AREA))
            return false;
        link |= word_among(&p->t, i, ", and or nor");
    }
    return link;
}

static bool ranked_before(const struct parsed *p, const struct mention *m)
{
    const struct word *w = m->first > 0 && p->t.at[m->first - 1].kind == TOKEN_WORD
                               ? word_at(p->t.at[m->first - 1].at)
                               : NULL;
    return w && w->kind == RANK;
}

/* Whether it is said of what follows whose that is: China's, Chinese, or US imports. */
static bool is_owner(const struct roles *r, const struct mention *m, enum role owns)
{
    const struct parsed *p = r->p;
    int i = m->end;
    if (m->sense == SENSE_PEOPLE_OF)
        return true;
    if (i >= r->c->end)
        return false;
    if (p->t.at[i].kind == TOKEN_OWNER || word_is(&p->t, i, "'"))
        return true;
    bool noun = mention_over(p, i, SENSE_EXPORT_NOUN) || mention_over(p, i, SENSE_IMPORT_NOUN) ||
                mention_over(p, i, SENSE_GOODS);
    return owns != ROLE_NONE && (noun || (owns != ROLE_SUBJECT && roles_light(p, i)));
}

/* Of an owner: by what it owns, else by what stands before it. */
static enum role of_owner(const struct roles *r, const struct mention *m, enum role by,
                          enum role owns)
{
    const struct parsed *p = r->p;
    int prep = preposition(p, m->first);
    if (owns == ROLE_SUBJECT)
        return by != ROLE_NONE ? by : roles_done(p, m->end + 1, r->c->end);
    if (owns != ROLE_NONE)
        return owns;
    bool part = word_among(&p->t, prep, "were was is are") || amount_over(p, prep);
    return m->sense == SENSE_PEOPLE_OF && part ? ROLE_SHARE : by; /* 22 % were Russian */
}

/* "Serbia's came to $38,000": an owner and no word for what it owns. */
static bool stands_alone(const struct parsed *p, const struct mention *m)
{
    int i = m->end;
    if (m->sense != SENSE_AREA || i >= p->t.count || p->t.at[i].kind != TOKEN_OWNER)
        return false;
    return word_among(&p->t, i + 1,
                      "came was were rose fell grew reached stood amounted dropped jumped totalled "
                      "totaled doubled tripled halved climbed declined increased decreased had");
}

static enum role of_flow(const struct frame *before)
{
    const char *flow = before->flow;
    return !flow || !strcmp(flow, "both") ? ROLE_NONE
           : !strcmp(flow, "import")      ? ROLE_TO
                                          : ROLE_FROM;
}

static enum role role_of(const struct roles *r, const struct mention *m)
{
    const struct parsed *p = r->p;
    int prep = preposition(p, m->first);
    enum role by = by_preposition(r, m), owns = roles_owned(p, m, r->c->end);
    bool owner = is_owner(r, m, owns);
    if (mention_before(p, prep + 1, SENSE_SECOND_ONLY) || mention_over(p, prep, SENSE_SECOND_ONLY))
        return ROLE_SIDE;
    if (by != ROLE_NONE && (!owner || of_supplier(p, prep, r->c->first) ||
                            (m->sense == SENSE_AREA && !word_is(&p->t, m->end, "'") &&
                             p->t.at[m->end].kind != TOKEN_OWNER)))
        return by;
    if (by == ROLE_NONE && owns == ROLE_NONE && r->last != ROLE_NONE && r->last_end > 0 &&
        lists(p, r->last_end, m->first))
        return r->last == ROLE_BOTH ? ROLE_PARTNER : r->last;
    if (ranked_before(p, m) &&
        (mention_over(p, m->end, SENSE_CUSTOMER) || mention_over(p, m->end, SENSE_SUPPLIER)))
        return ROLE_SIDE; /* the largest EU market: among those of the EU */
    if (owner && owns == ROLE_NONE && by == ROLE_NONE && stands_alone(p, m))
        return of_flow(r->before); /* Serbia's came to */
    if (owner)
        return of_owner(r, m, by, owns);
    enum role does = roles_done(p, m->end, r->c->end);
    bool beside = word_among(&p->t, prep, "than as against only by overtook") ||
                  mention_over(p, prep, SENSE_OVERTAKE);
    return does == ROLE_NONE && beside ? ROLE_SIDE : does;
}

static void join(struct said_field *to, const struct said_field *more, const struct parsed *p)
{
    if (!to->value) {
        *to = *more;
        return;
    }
    if (!strcmp(to->value, more->value) || strstr(to->value, more->value))
        return;
    to->value = arena_printf(p->arena, "%s,%s", to->value, more->value);
    to->end = more->end;
}

static void place(struct roles *r, const struct mention *m)
{
    const struct parsed *p = r->p;
    struct frame *f = r->f;
    enum role role = role_of(r, m);
    bool listed = role == r->last && r->last_end > 0 && lists(p, r->last_end, m->first);
    struct said_field said = said_of(p, m->first, m->end, m->value, r->offset);
    r->last = role;
    r->last_end = m->end + (m->end < p->t.count && p->t.at[m->end].kind == TOKEN_OWNER);
    bool named = by_preposition(r, m) == ROLE_NONE || m->sense == SENSE_PEOPLE_OF;
    if (!f->subject.value && role != ROLE_SIDE && named)
        f->subject = said;
    if (role == ROLE_FROM && (!f->from.value || listed))
        join(&f->from, &said, p);
    else if (role == ROLE_TO && (!f->to.value || listed))
        join(&f->to, &said, p);
    else if (role == ROLE_BOTH) {
        join(&f->from, &said, p);
        f->flow = "both";
    } else if (role == ROLE_PARTNER)
        join(&f->to, &said, p);
    else if (role == ROLE_SHARE && (!f->share_of.value || listed))
        join(&f->share_of, &said, p);
    else if (role == ROLE_NONE) {
        f->unplaced++;
        f->puzzle = m->value;
        f->stray = said;
    }
}

/* "France, whose imports grew": of the area before it. */
static void place_whose(struct roles *r, int i)
{
    const struct parsed *p = r->p;
    const struct mention *m = mention_before(p, i - word_is(&p->t, i - 1, ","), SENSE_AREA);
    struct mention whose = {.first = i, .end = i + 1};
    if (!m)
        return;
    enum role role = roles_owned(p, &whose, r->c->end);
    struct said_field said = said_of(p, m->first, m->end, m->value, r->offset);
    if (role == ROLE_FROM)
        r->f->from = said;
    if (role == ROLE_TO)
        r->f->to = said;
    if (role == ROLE_SHARE)
        r->f->share_of = said;
    if (role != ROLE_NONE && r->f->unplaced && r->f->puzzle == m->value)
        r->f->unplaced--;
}

/* Whether an area may be "there": it is none that sells in the clause. */
static bool other_side(const struct frame *f, const struct said_field *of)
{
    return of->value && !(f->from.value && !strcmp(of->value, f->from.value));
}

/* "its exports", "they bought": of whom the sentence before spoke. */
static void place_pronoun(struct roles *r, const struct mention *m)
{
    const struct parsed *p = r->p;
    struct frame *f = r->f;
    const struct frame *b = r->before;
    /* making America its market; Russia became its supplier */
    bool beside = mention_before(p, m->first, SENSE_AREA) ||
                  word_among(&p->t, m->first - 1, "became become remained");
    const struct said_field *who = f->subject.value && !beside ? &f->subject : &b->subject;
    enum role role = ROLE_NONE;
    if (word_among(&p->t, m->first - 1, "making made")) /* making it the second market */
        return;
    if (!strcmp(m->value, "there") && word_is(&p->t, m->first - 1, "from")) {
        who = &b->to; /* exports to Russia, imports from there */
        role = ROLE_FROM;
    } else if (!strcmp(m->value, "there")) {
        who = other_side(f, &b->to) ? &b->to : other_side(f, &b->from) ? &b->from : &b->subject;
        role = ROLE_TO;
    } else if (mention_before(p, m->first, SENSE_FLOW_FROM)) { /* left the country */
        role = ROLE_FROM;
        who = &b->subject;
    } else if (word_among(&p->t, m->first - 1, "to into from") &&
               !word_is(&p->t, m->first, "they")) {
        role = word_is(&p->t, m->first - 1, "from") ? ROLE_FROM : ROLE_TO;
        who = &b->subject;
        if (!strcmp(m->value, "owner"))
            return;
    } else if (!strcmp(m->value, "owner")) {
        role = roles_owned(p, m, r->c->end);
    } else {
        role = roles_done(p, m->end, r->c->end);
        if (word_is(&p->t, m->first, "they") && role != ROLE_SHARE)
            return;
    }
    if (!who->value || role == ROLE_NONE)
        return;
    bool many = word_among(&p->t, m->first, "their they") && b->from.value &&
                strchr(b->from.value, ',') && strstr(b->from.value, who->value);
    struct said_field said = many ? b->from : *who;
    said.carried = who != &f->subject;
    if (role == ROLE_FROM && !f->from.value)
        f->from = said;
    if (role == ROLE_TO && !f->to.value)
        f->to = said;
    if (role == ROLE_SHARE && !f->share_of.value)
        f->share_of = said;
    if (!f->subject.value)
        f->subject = said;
}

/* The part that an area had in the clause or sentence before. */
static enum role before_as(const struct frame *before, const struct said_field *who)
{
    if (before->from.value && !strcmp(before->from.value, who->value))
        return ROLE_FROM;
    if (before->to.value && !strcmp(before->to.value, who->value))
        return ROLE_TO;
    return ROLE_NONE;
}

/* "The former shipped, the latter a mere": of the two areas of the sentence before. */
static void place_pair(struct roles *r, int i)
{
    const struct parsed *p = r->p;
    bool latter = word_is(&p->t, i, "latter");
    const struct said_field *who = &r->before->named[latter];
    struct frame *f = r->f;
    if (!r->before->named[1].value || !word_is(&p->t, i - 1, "the"))
        return;
    enum role role = roles_done(p, i + 1, r->c->end);
    if (word_among(&p->t, i - 2, "to into from by"))
        role = word_is(&p->t, i - 2, "to") || word_is(&p->t, i - 2, "into") ? ROLE_TO : ROLE_FROM;
    if (role == ROLE_NONE) /* the latter a mere 180,000: as the former */
        role = before_as(r->before, &r->before->named[!latter]);
    struct said_field said = *who;
    said.carried = true;
    if (role == ROLE_FROM)
        f->from = said;
    if (role == ROLE_TO)
        f->to = said;
    if (role == ROLE_SHARE)
        f->share_of = said;
    f->subject = f->subject.value ? f->subject : said;
}

void roles_read(struct frame *out, const struct parsed *p, const struct clause *c, long offset,
                const struct frame *before)
{
    struct roles r = {.p = p, .c = c, .before = before, .f = out, .offset = offset};
    for (int i = c->first; i < c->end; i++) {
        if (word_is(&p->t, i, "whose"))
            place_whose(&r, i);
        if (word_among(&p->t, i, "former latter"))
            place_pair(&r, i);
        for (int k = p->from[i]; k < p->from[i + 1]; k++) {
            const struct mention *m = &p->m[k];
            if (m->sense == SENSE_AREA || m->sense == SENSE_PEOPLE_OF)
                place(&r, m);
            else if (m->sense == SENSE_PRONOUN)
                place_pronoun(&r, m);
        }
    }
}
