/* roles.c - the part that each area of a clause has in its trade.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "claim/prose/frame.h"

enum role {
    ROLE_NONE,
    ROLE_FROM,
    ROLE_TO,
    ROLE_BOTH,
    ROLE_PARTNER,
    ROLE_SHARE,
    ROLE_SUBJECT,
    ROLE_SIDE
};

struct roles {
    const struct parsed *p;
    const struct clause *c;
    const struct frame *before;
    struct frame *f;
    long offset;
    enum role last; /* of the area before, for lists */
    int last_end;
};

static bool is(const struct parsed *p, int i, enum sense s)
{
    return mention_over(p, i, s) != NULL;
}

static bool export_word(const struct parsed *p, int i)
{
    return is(p, i, SENSE_EXPORT_NOUN) || is(p, i, SENSE_EXPORT_VERB) ||
           is(p, i, SENSE_REEXPORT_NOUN) || is(p, i, SENSE_REEXPORT_VERB);
}

static bool import_word(const struct parsed *p, int i)
{
    return is(p, i, SENSE_IMPORT_NOUN) || is(p, i, SENSE_IMPORT_VERB);
}

/* Words that may stand between an owner and what it owns. */
static bool light(const struct parsed *p, int i)
{
    return p->t.at[i].kind == TOKEN_OWNER || is(p, i, SENSE_GOODS) || is(p, i, SENSE_ORDINAL) ||
           span_over(p, i) ||
           word_among(&p->t, i,
                      "' total all largest biggest main top leading number one most important "
                      "combined monthly annual own new used growing fossil and overall average "
                      "major key second third fourth fifth sixth direct reported made sole only "
                      "mirror recorded official customs export import yearly merchandise foreign "
                      "crude raw enriched of such first former single");
}

/* A word that is none of the tables: "olive" before "oil exports". */
static bool may_be_goods(const struct parsed *p, int i)
{
    if (p->t.at[i].kind != TOKEN_WORD || p->t.at[i].capital || strlen(p->t.at[i].word) < 3)
        return false;
    for (int k = 0; k < p->mentions; k++)
        if (p->m[k].first <= i && i < p->m[k].end)
            return false;
    return !word_at(p->t.at[i].at) &&
           !word_among(&p->t, i,
                       "that which who whose when where while the and but for with from into onto "
                       "has have had was were will been being are its their this these those not "
                       "also then than ever even just only still went goes came come");
}

/* The role of an owner by what it owns: "China's antimony exports". */
static enum role owned(const struct parsed *p, const struct mention *m, int end)
{
    bool goods = false;
    int i = m->end, strange = 0;
    for (int steps = 0; i < end && steps < 9; i++, steps++) {
        if (is(p, i, SENSE_SUPPLIER) && !is(p, i, SENSE_PEOPLE))
            return ROLE_TO;
        if (is(p, i, SENSE_CUSTOMER) && !is(p, i, SENSE_PEOPLE))
            return word_is(&p->t, i, "market") ? ROLE_TO : ROLE_FROM;
        if (is(p, i, SENSE_EXPORT_NOUN) || is(p, i, SENSE_REEXPORT_NOUN))
            return ROLE_FROM;
        if (is(p, i, SENSE_IMPORT_NOUN))
            return ROLE_TO;
        if (is(p, i, SENSE_TRADE_NOUN))
            return ROLE_BOTH;
        if (is(p, i, SENSE_SHARE_WORD))
            return ROLE_SHARE;
        if (is(p, i, SENSE_PEOPLE))
            return ROLE_SUBJECT;
        goods |= is(p, i, SENSE_GOODS);
        if (!light(p, i) && !amount_over(p, i) && (strange++ || !may_be_goods(p, i)))
            break;
    }
    return goods ? ROLE_FROM : ROLE_NONE;
}

/* "a shipment of plywood from Russia" */
static bool from_area(const struct parsed *p, int i, int end)
{
    for (; i + 1 < end; i++)
        if (word_is(&p->t, i, "from") && is(p, i + 1, SENSE_AREA))
            return true;
    return false;
}

/* What a subject does: the first verb of trade behind it. */
static enum role done(const struct parsed *p, int i, int end)
{
    bool listed = word_among(&p->t, i, ", and or nor"); /* X and Y bought */
    int start = i;
    for (int steps = 0; i < end && steps < 14; i++, steps++) {
        if (is(p, i, SENSE_OVERTAKE))
            return ROLE_SHARE;
        if (is(p, i, SENSE_EXPORT_VERB) || is(p, i, SENSE_REEXPORT_VERB))
            return ROLE_FROM;
        if (is(p, i, SENSE_IMPORT_VERB))
            return ROLE_TO;
        bool had = word_among(&p->t, i,
                              "recorded reported registered posted saw logged had "
                              "made relied relies depends depended needs");
        for (int k = i + 1; had && k < end && k < i + 6; k++)
            if (is(p, k, SENSE_EXPORT_NOUN) || is(p, k, SENSE_IMPORT_NOUN))
                return is(p, k, SENSE_EXPORT_NOUN) && !from_area(p, k, end) ? ROLE_FROM : ROLE_TO;
        if (is(p, i, SENSE_STOP) && i + 1 < end)
            return import_word(p, i + 1) ? ROLE_TO : export_word(p, i + 1) ? ROLE_FROM : ROLE_NONE;
        if (is(p, i, SENSE_SHARE_VERB))
            return ROLE_SHARE;
        if (is(p, i, SENSE_SUPPLIER))
            return ROLE_FROM;
        if (is(p, i, SENSE_CUSTOMER))
            return ROLE_TO;
        bool area = is(p, i, SENSE_AREA) || is(p, i, SENSE_PEOPLE_OF);
        listed &= area || word_among(&p->t, i, ", and or nor the") || i == start;
        if (word_among(&p->t, i, "; but while") ||
            (steps > 0 && area && !listed && !word_is(&p->t, i - 1, "with")))
            return ROLE_NONE;
        if (is(p, i, SENSE_PRONOUN) && i + 1 < end) /* doubled its purchases */
            for (int k = i + 1; k < end && k < i + 6; k++)
                if (is(p, k, SENSE_IMPORT_NOUN) || is(p, k, SENSE_EXPORT_NOUN) ||
                    is(p, k, SENSE_REEXPORT_NOUN))
                    return is(p, k, SENSE_IMPORT_NOUN) ? ROLE_TO : ROLE_FROM;
    }
    return ROLE_NONE;
}

/* The word of trade nearest before token i. */
static enum role traded_before(const struct parsed *p, int i, int first)
{
    for (int k = i - 1; k >= first && k > i - 14; k--) {
        if (import_word(p, k))
            return ROLE_TO;
        if (export_word(p, k))
            return ROLE_FROM;
    }
    return ROLE_NONE;
}

static int preposition(const struct parsed *p, int first)
{
    int i = first - 1;
    while (i > 0 && word_among(&p->t, i,
                               "the all neighbouring neighboring mainland nearby both its ally "
                               "close sanctioned"))
        i--;
    return i;
}

static enum role by_preposition(const struct roles *r, const struct mention *m)
{
    const struct parsed *p = r->p;
    int i = preposition(p, m->first);
    if (word_among(&p->t, i, "to into towards toward onto") ||
        mention_before(p, i + 1, SENSE_FLOW_TO))
        return ROLE_TO;
    if (word_among(&p->t, i, "from") || mention_before(p, i + 1, SENSE_FLOW_FROM))
        return ROLE_FROM;
    if (word_among(&p->t, i, "through via") ||
        (word_is(&p->t, i, "of") && word_is(&p->t, i - 1, "way")))
        return ROLE_FROM;
    if (word_is(&p->t, i, "between"))
        for (int k = i - 1; k >= r->c->first && k > i - 4; k--)
            if (is(p, k, SENSE_TRADE_NOUN))
                return ROLE_BOTH;
    if (word_is(&p->t, i, "for"))
        for (int k = i - 1; k >= r->c->first && k > i - 4; k--)
            if (word_among(&p->t, k, "left bound destined headed"))
                return ROLE_TO;
    if (word_among(&p->t, i, "after behind ahead") || word_is(&p->t, i - 1, "ahead"))
        return ROLE_SIDE;
    if (word_is(&p->t, i, "by"))
        return traded_before(p, i, r->c->first);
    if (word_is(&p->t, i, "with") && traded_before(p, i, r->c->first) == ROLE_NONE)
        for (int k = i; k >= r->c->first; k--)
            if (is(p, k, SENSE_TRADE_NOUN))
                return ROLE_PARTNER;
    if (word_is(&p->t, i, "of") &&
        (is(p, i - 1, SENSE_EXPORT_NOUN) || is(p, i - 1, SENSE_IMPORT_NOUN)) &&
        m->sense == SENSE_AREA)
        return is(p, i - 1, SENSE_EXPORT_NOUN) ? ROLE_FROM : ROLE_TO;
    /* in tongues without articles the owner stands behind what it owns */
    if (i == m->first - 1 && p->glossary && m->sense == SENSE_AREA) {
        if (is(p, i, SENSE_EXPORT_NOUN) || is(p, i, SENSE_IMPORT_NOUN))
            return is(p, i, SENSE_EXPORT_NOUN) ? ROLE_FROM : ROLE_TO;
        if (is(p, i, SENSE_SUPPLIER))
            return ROLE_TO;
    }
    if (word_is(&p->t, i, "of"))
        for (int k = i - 1; k >= r->c->first && k > i - 6; k--) {
            if (is(p, k, SENSE_SUPPLIER))
                return ROLE_TO;
            if (is(p, k, SENSE_CUSTOMER))
                return ROLE_FROM;
        }
    return ROLE_NONE;
}

static bool lists(const struct parsed *p, int from, int to)
{
    bool link = false;
    for (int i = from; i < to; i++) {
        if (!word_among(&p->t, i, ", and or nor the 's '") && !is(p, i, SENSE_AREA))
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

static enum role role_of(struct roles *r, const struct mention *m)
{
    const struct parsed *p = r->p;
    int end = r->c->end;
    bool adjective = m->sense == SENSE_PEOPLE_OF,
         owner = m->end < end &&
                 (p->t.at[m->end].kind == TOKEN_OWNER || word_is(&p->t, m->end, "'"));
    enum role role = by_preposition(r, m);
    enum role owns = owned(p, m, end);
    int prep = preposition(p, m->first);
    if (mention_before(p, prep + 1, SENSE_SECOND_ONLY) || is(p, prep, SENSE_SECOND_ONLY))
        return ROLE_SIDE;
    if (role != ROLE_NONE && !(adjective || owner))
        return role;
    if (role == ROLE_NONE && r->last != ROLE_NONE && r->last_end > 0 &&
        lists(p, r->last_end, m->first) && owns == ROLE_NONE)
        return r->last == ROLE_BOTH ? ROLE_PARTNER : r->last;
    if (ranked_before(p, m) && (is(p, m->end, SENSE_CUSTOMER) || is(p, m->end, SENSE_SUPPLIER)))
        return ROLE_SIDE; /* the largest EU market: among those of the EU */
    if (adjective || owner || (owns != ROLE_NONE && owns != ROLE_SUBJECT && light(p, m->end)) ||
        (owns != ROLE_NONE && m->end < end &&
         (is(p, m->end, SENSE_EXPORT_NOUN) || is(p, m->end, SENSE_IMPORT_NOUN) ||
          is(p, m->end, SENSE_GOODS)))) {
        if (owns == ROLE_SUBJECT) {
            if (role != ROLE_NONE)
                return role;
            return done(p, m->end + 1, end);
        }
        if (owns != ROLE_NONE)
            return owns;
        if (adjective && (word_among(&p->t, prep, "were was is are") || amount_over(p, prep)))
            return ROLE_SHARE;
        if (role != ROLE_NONE)
            return role;
        return ROLE_NONE;
    }
    enum role does = done(p, m->end, end);
    if (does != ROLE_NONE)
        return does;
    if (word_among(&p->t, prep, "than against only by overtook") || is(p, prep, SENSE_OVERTAKE))
        return ROLE_SIDE;
    return ROLE_NONE;
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
    enum role role = owned(p, &whose, r->c->end);
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

/* "its exports", "they bought": of whom the sentence before spoke. */
static void place_pronoun(struct roles *r, const struct mention *m)
{
    const struct parsed *p = r->p;
    struct frame *f = r->f;
    const struct frame *b = r->before;
    const struct said_field *who = f->subject.value ? &f->subject : &b->subject;
    enum role role = ROLE_NONE;
    if (!strcmp(m->value, "there")) {
        who = b->to.value && b->to.value != f->from.value ? &b->to : &b->subject;
        role = ROLE_TO;
    } else if (word_among(&p->t, m->first - 1, "to into from") &&
               !word_is(&p->t, m->first, "they")) {
        role = word_is(&p->t, m->first - 1, "from") ? ROLE_FROM : ROLE_TO;
        who = &b->subject;
        if (!strcmp(m->value, "owner"))
            return;
    } else if (!strcmp(m->value, "owner")) {
        role = owned(p, m, r->c->end);
    } else {
        role = done(p, m->end, r->c->end);
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

struct said_field said_of(const struct parsed *p, int first, int end, const char *value,
                          long offset)
{
    return (struct said_field){.value = value,
                               .words = words_of(p, first, end),
                               .start = offset + p->t.at[first].start,
                               .end = offset + p->t.at[end - 1].end};
}

void frame_fill(struct frame *a, const struct frame *b)
{
    struct said_field *to[] = {&a->from, &a->to, &a->goods, &a->period, &a->subject};
    const struct said_field *of[] = {&b->from, &b->to, &b->goods, &b->period, &b->subject};
    for (size_t i = 0; i < sizeof to / sizeof *to; i++)
        if (!to[i]->value)
            *to[i] = *of[i];
    a->flow = a->flow ? a->flow : b->flow;
    if (!a->when.from)
        a->when = b->when;
    if (!a->base.from)
        a->base = b->base;
    if (a->goods.value == b->goods.value) {
        a->goods1 = b->goods1;
        a->goods2 = b->goods2;
        a->bulk = b->bulk;
        a->total = b->total;
        a->asked |= b->asked;
    }
    if (!a->others)
        a->others = b->others;
    if (!a->unknown && !a->goods.value)
        a->unknown = b->unknown;
    a->supplier |= b->supplier;
    a->customer |= b->customer;
}

static const char *flow_of(const struct parsed *p, const struct clause *c)
{
    bool imports = false, exports = false;
    for (int i = c->first; i < c->end; i++) {
        if (is(p, i, SENSE_REEXPORT_NOUN) || is(p, i, SENSE_REEXPORT_VERB))
            return "re-export";
        imports |= import_word(p, i);
        exports |= export_word(p, i);
    }
    return imports ? "import" : exports ? "export" : NULL;
}

static bool is_code(const char *value)
{
    return *value >= '0' && *value <= '9';
}

/* "nickel and lead": both. */
static void join_goods(struct frame *f, const struct parsed *p, const struct mention *m,
                       long offset)
{
    const struct mention *n = word_is(&p->t, m->end, "and") ? mention_at(p, m->end + 1, SENSE_GOODS)
                                                            : NULL;
    if (!n || !is_code(m->value) || !is_code(n->value) || !strcmp(n->value, "01-97") ||
        strstr(m->value, n->value))
        return;
    f->goods1 = f->goods;
    f->goods2 = said_of(p, n->first, n->end, n->value, offset);
    f->goods.value = arena_printf(p->arena, "%s,%s", m->value, n->value);
    f->goods.words = words_of(p, m->first, n->end);
    f->goods.end = f->goods2.end;
}

/* The goods of a clause: the first that are named; "goods" and the like only where no others are.
 */
static void place_goods(struct frame *f, const struct parsed *p, const struct clause *c,
                        long offset)
{
    for (int i = c->first; i < c->end; i++) {
        const struct mention *m = mention_at(p, i, SENSE_GOODS);
        if (!m || span_over(p, i))
            continue;
        bool total = !strcmp(m->value, "01-97");
        if (f->goods.value && !(f->total && !total))
            continue;
        f->goods = said_of(p, m->first, m->end, m->value, offset);
        f->total = total;
        f->bulk = m->bulk;
        join_goods(f, p, m, offset);
    }
}

/* What stands where goods do and is none that is known: "exports of ventilators". */
static void place_unknown(struct frame *f, const struct parsed *p, const struct clause *c)
{
    for (int i = c->first; i + 1 < c->end && !f->goods.value; i++) {
        bool noun = is(p, i, SENSE_EXPORT_NOUN) || is(p, i, SENSE_IMPORT_NOUN) ||
                    is(p, i, SENSE_REEXPORT_NOUN) || is(p, i, SENSE_TRADE_NOUN) ||
                    word_is(&p->t, i, "worth");
        const struct amount *v = amount_over(p, i);
        bool weight = v && v->kind == AMOUNT_WEIGHT && v->end == i + 1;
        if (!(noun || weight) || !word_is(&p->t, i + 1, "of"))
            continue;
        int k = i + 2;
        while (k < c->end && (light(p, k) || is(p, k, SENSE_PEOPLE_OF)))
            k++;
        if (k < c->end && p->t.at[k].kind == TOKEN_WORD && !is(p, k, SENSE_AREA) &&
            !amount_over(p, k) && !word_among(&p->t, k, "to from in by and which this that"))
            f->unknown = words_of(p, k, k + 1);
    }
}

/* "China's ventilator exports": a word between who exports and the exports. */
static void place_unknown_before(struct frame *f, const struct parsed *p, const struct clause *c)
{
    for (int i = c->first + 1; i < c->end && !f->goods.value && !f->unknown; i++) {
        bool noun = mention_at(p, i, SENSE_EXPORT_NOUN) || mention_at(p, i, SENSE_IMPORT_NOUN) ||
                    mention_at(p, i, SENSE_REEXPORT_NOUN);
        int k = i - 1;
        if (!noun || p->t.at[k].kind != TOKEN_WORD || light(p, k) || is(p, k, SENSE_AREA) ||
            is(p, k, SENSE_PEOPLE_OF) || is(p, k, SENSE_PRONOUN) || is(p, k, SENSE_FIRM))
            continue;
        const struct word *w = word_at(p->t.at[k].at);
        bool plain = p->t.at[k].capital || w || mention_over(p, k, SENSE_THOSE) ||
                     mention_over(p, k, SENSE_VALUE_WORD) ||
                     mention_over(p, k, SENSE_WEIGHT_WORD) || mention_over(p, k, SENSE_COMPARE) ||
                     mention_over(p, k, SENSE_SHARE_WORD) ||
                     word_among(&p->t, k,
                                "for where when that whose such these those there then but while "
                                "stopped halted these if as after before during saw saw") ||
                     mention_over(p, k, SENSE_STOP) || mention_over(p, k, SENSE_ZERO) ||
                     mention_over(p, k, SENSE_SURGE);
        if (!plain && (is(p, k - 1, SENSE_AREA) || is(p, k - 1, SENSE_PEOPLE_OF) ||
                       (k > 0 && p->t.at[k - 1].kind == TOKEN_OWNER)))
            f->unknown = words_of(p, k, k + 1);
    }
}

/* "the three Caucasus states" */
static bool amount_of_states(const struct parsed *p, int i, int first)
{
    double v;
    for (int k = i - 1; k >= first && k > i - 4; k--)
        if (p->t.at[k].kind == TOKEN_NUMBER || word_number(p->t.at[k].at, &v))
            return true;
    return false;
}

/* "Russia and five of its neighbours": areas that are not named. */
static void place_others(struct frame *f, const struct parsed *p, const struct clause *c)
{
    for (int i = c->first; i < c->end; i++) {
        if (!word_among(&p->t, i,
                        "neighbours neighbors countries states nations republics allies "
                        "economies others"))
            continue;
        if (is(p, i, SENSE_AREA))
            continue;
        for (int k = i - 1; k >= c->first && k > i - 6; k--)
            if (word_is(&p->t, k, "and") && mention_before(p, k, SENSE_AREA)) {
                const char *with = mention_before(p, k, SENSE_AREA)->value;
                f->others = f->to.value && strstr(f->to.value, with) ? "to" : "from";
            }
        if (!f->others && amount_of_states(p, i, c->first))
            f->others = f->to.value ? "from" : "to";
    }
}

/* A share is of what somebody buys, or of what somebody sells: who has it is on the other side. */
static void place_share(struct frame *f, const struct frame *before)
{
    if (!f->share_of.value && f->stray.value && (f->supplier || f->customer)) {
        f->share_of = f->stray;
        f->unplaced--;
    }
    const struct said_field *to = f->to.value ? &f->to : NULL,
                            *from = f->from.value ? &f->from : NULL;
    if (!f->share_of.value)
        return;
    if (to && !from)
        f->from = f->share_of;
    else if (from && !to)
        f->to = f->share_of;
    else if (!from && !to && before->to.value && strcmp(before->to.value, f->share_of.value) != 0)
        f->from = f->share_of;
}

void frame_read(struct frame *out, const struct parsed *p, const struct clause *c, long offset,
                const struct frame *before)
{
    struct roles r = {.p = p, .c = c, .before = before, .f = out, .offset = offset};
    *out = (struct frame){0};
    for (int i = c->first; i < c->end; i++) {
        if (word_is(&p->t, i, "whose"))
            place_whose(&r, i);
        for (int k = 0; k < p->mentions; k++) {
            const struct mention *m = &p->m[k];
            if (m->first != i)
                continue;
            if (m->sense == SENSE_AREA || m->sense == SENSE_PEOPLE_OF)
                place(&r, m);
            else if (m->sense == SENSE_PRONOUN)
                place_pronoun(&r, m);
            out->supplier |= m->sense == SENSE_SUPPLIER;
            out->customer |= m->sense == SENSE_CUSTOMER;
        }
    }
    place_goods(out, p, c, offset);
    place_unknown(out, p, c);
    place_unknown_before(out, p, c);
    place_others(out, p, c);
    if (!out->flow)
        out->flow = flow_of(p, c);
    place_share(out, before);
}
