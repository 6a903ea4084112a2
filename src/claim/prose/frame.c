/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/prose/frame.h"

#include <string.h>

#include "claim/prose/roles.h"

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
    struct said_field *to[] = {&a->from, &a->to, &a->goods, &a->subject};
    const struct said_field *of[] = {&b->from, &b->to, &b->goods, &b->subject};
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
    for (int i = 0; i < 2 && !a->named[1].value; i++)
        a->named[i] = b->named[i];
    if (!a->unknown && !a->goods.value)
        a->unknown = b->unknown;
    a->supplier |= b->supplier;
    a->customer |= b->customer;
}

static const char *flow_of(const struct parsed *p, const struct clause *c)
{
    bool imports = false, exports = false;
    for (int i = c->first; i < c->end; i++) {
        if (mention_over(p, i, SENSE_REEXPORT_NOUN) || mention_over(p, i, SENSE_REEXPORT_VERB))
            return "re-export";
        imports |= roles_import(p, i);
        exports |= roles_export(p, i);
    }
    return imports ? "import" : exports ? "export" : NULL;
}

static bool is_code(const char *value)
{
    return *value >= '0' && *value <= '9';
}

/* The goods that follow in a list: behind a comma, "and" or both; NULL: it has come to its end. */
static const struct mention *next_goods(const struct parsed *p, int end, bool *last)
{
    bool comma = word_is(&p->t, end, ",");
    *last = word_is(&p->t, end + comma, "and");
    const struct mention *n = comma || *last ? mention_at(p, end + comma + *last, SENSE_GOODS)
                                             : NULL;
    return n && is_code(n->value) && strcmp(n->value, "01-97") != 0 ? n : NULL;
}

/* Whether a code is one of a list, is within one or has one within it. */
static bool overlaps(const char *list, const char *code)
{
    for (const char *s = list; *s; s += strcspn(s, ","), s += *s == ',') {
        size_t n = strcspn(s, ","), m = strlen(code);
        if (!strncmp(s, code, n < m ? n : m))
            return true;
    }
    return false;
}

/* "nickel and lead": both; "cars, tractors and excavators": all. */
static void join_goods(struct frame *f, const struct parsed *p, const struct mention *m,
                       long offset)
{
    const struct mention *n, *end = m;
    const char *all = m->value;
    bool last = false;
    int count = 1;
    while (is_code(m->value) && !last && (n = next_goods(p, end->end, &last)) &&
           !overlaps(all, n->value)) {
        all = arena_printf(p->arena, "%s,%s", all, n->value);
        end = n;
        count++;
    }
    if (!last || count == 1)
        return;
    struct said_field whole = said_of(p, m->first, end->end, all, offset);
    if (count == 2) {
        f->goods1 = f->goods;
        f->goods2 = said_of(p, end->first, end->end, end->value, offset);
    }
    f->goods.value = all;
    f->goods.words = whole.words;
    f->goods.end = whole.end;
}

/* "goods worth $8 billion, mostly gas and oil": a part of what is spoken of. */
static bool is_part_of_it(const struct parsed *p, int i)
{
    for (int k = i - 1; k >= 0 && k > i - 6; k--) {
        if (word_among(&p->t, k,
                       "mostly mainly chiefly largely primarily predominantly especially notably "
                       "principally") ||
            (word_is(&p->t, k, "above") && word_is(&p->t, k + 1, "all")))
            return true;
        if ((word_is(&p->t, k, "by") &&
             word_among(&p->t, k - 1, "driven led fuelled fueled boosted dominated")) ||
            (word_is(&p->t, k, "of") && word_is(&p->t, k - 1, "because")) ||
            (word_is(&p->t, k, "to") && word_among(&p->t, k - 1, "due owing thanks")) ||
            word_among(&p->t, k, "excluding except"))
            return true;
        if (!word_among(&p->t, k, "and , or refined raw of other the all") &&
            !mention_over(p, k, SENSE_GOODS))
            return false;
    }
    return false;
}

static bool ends_in_s(const struct parsed *p, int i)
{
    const char *word = p->t.at[i].word;
    return word[strlen(word) - 1] == 's';
}

/* "car batteries": the goods are the second word's; NULL: no noun that goods are called stands
 * there. */
static const char *head_noun(const struct parsed *p, const struct mention *m)
{
    int i = m->end;
    const char *code, *word = i < p->t.count ? p->t.at[i].word : "";
    bool noun = i < p->t.count && p->t.at[i].kind == TOKEN_WORD && !p->t.at[i].capital &&
                strlen(word) > 3;
    if (!noun || ends_in_s(p, i - 1) || mention_any(p, i) || span_over(p, i) || amount_over(p, i) ||
        word_at(p->t.at[i].at) || roles_light(p, i) || !strcmp(word, word_stem(word, p->arena)))
        return NULL;
    return lexicon_codes(p->lexicon, word, &code, 1) ? words_of(p, i, i + 1) : NULL;
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
        if (is_part_of_it(p, i))
            continue;
        if (word_is(&p->t, i, "lead") && word_among(&p->t, i - 1, "the a to")) /* took the lead */
            continue;
        bool total = !strcmp(m->value, "01-97");
        if (f->goods.value && !(f->total && !total))
            continue;
        const struct mention *code = word_is(&p->t, m->end, "(")
                                         ? mention_at(p, m->end + 1, SENSE_GOODS)
                                         : NULL;
        bool coded = code && is_code(code->value); /* trucks (870423) */
        const char *head = total ? NULL : head_noun(p, m);
        const struct mention *next = mention_at(p, m->end, SENSE_GOODS);
        bool part = next && is_code(next->value) && is_code(m->value) && !ends_in_s(p, m->end - 1);
        if (head && !part) {
            f->unknown = head;
            continue;
        }
        if (part) { /* of batteries those for cars: are they all? */
            f->asked = true;
            m = next;
            i = m->end - 1;
        }
        f->goods = said_of(p, m->first, m->end, coded ? code->value : m->value, offset);
        f->total = total;
        f->bulk = m->bulk;
        join_goods(f, p, m, offset);
    }
}

/* What stands where goods do and is none that is known: "exports of ventilators". */
static void place_unknown(struct frame *f, const struct parsed *p, const struct clause *c)
{
    for (int i = c->first; i + 1 < c->end && !f->goods.value; i++) {
        bool noun = mention_over(p, i, SENSE_EXPORT_NOUN) ||
                    mention_over(p, i, SENSE_IMPORT_NOUN) ||
                    mention_over(p, i, SENSE_REEXPORT_NOUN) ||
                    mention_over(p, i, SENSE_TRADE_NOUN) || word_is(&p->t, i, "worth");
        const struct amount *v = amount_over(p, i);
        bool weight = v && v->kind == AMOUNT_WEIGHT && v->end == i + 1;
        if (!(noun || weight) || !word_is(&p->t, i + 1, "of"))
            continue;
        int k = i + 2;
        while (k < c->end && (roles_light(p, k) || mention_over(p, k, SENSE_PEOPLE_OF)))
            k++;
        if (k < c->end && p->t.at[k].kind == TOKEN_WORD && !mention_over(p, k, SENSE_AREA) &&
            !amount_over(p, k) && !mention_over(p, k, SENSE_THOSE) &&
            !mention_over(p, k, SENSE_PRONOUN) &&
            !word_among(&p->t, k, "to from in by and which this that it them these those"))
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
        if (!noun || p->t.at[k].kind != TOKEN_WORD || roles_light(p, k) ||
            mention_over(p, k, SENSE_AREA) || mention_over(p, k, SENSE_PEOPLE_OF) ||
            mention_over(p, k, SENSE_PRONOUN) || mention_over(p, k, SENSE_FIRM))
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
        if (!plain &&
            (mention_over(p, k - 1, SENSE_AREA) || mention_over(p, k - 1, SENSE_PEOPLE_OF) ||
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
                        "economies others neighbour neighbor"))
            continue;
        if (word_among(&p->t, i, "neighbour neighbor") && word_among(&p->t, i - 2, "to from")) {
            f->others = word_is(&p->t, i - 2, "to") ? "to" : "from"; /* what it sold to its */
            continue;
        }
        if (mention_over(p, i, SENSE_AREA))
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

/* The first two areas that are named: the former, the latter. */
static void place_named(struct frame *f, const struct parsed *p, const struct clause *c,
                        long offset)
{
    int n = 0;
    for (int i = c->first; i < c->end && n < 2; i++) {
        const struct mention *m = mention_at(p, i, SENSE_AREA);
        if (m && !(n && !strcmp(f->named[0].value, m->value)))
            f->named[n++] = said_of(p, m->first, m->end, m->value, offset);
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
    *out = (struct frame){.supplier = mention_in(p, c->first, c->end, SENSE_SUPPLIER) != NULL,
                          .customer = mention_in(p, c->first, c->end, SENSE_CUSTOMER) != NULL};
    roles_read(out, p, c, offset, before);
    place_goods(out, p, c, offset);
    place_unknown(out, p, c);
    place_unknown_before(out, p, c);
    place_others(out, p, c);
    place_named(out, p, c, offset);
    if (!out->flow)
        out->flow = flow_of(p, c);
    place_share(out, before);
}
