/* registers.c - sentences about warrants of arrest, the states that a treaty binds, names on lists.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/prose/law/law.h"
#include "claim/prose/build.h"
#include "model/period.h"

/* --- warrants and treaties --- */

static const char *issuer_of(const struct building *b, int *first, int *end)
{
    const struct mention *m = law_any(b, SENSE_ISSUER);
    *first = m ? m->first : 0;
    *end = m ? m->end : 0;
    return m ? m->value : NULL;
}

/* "on charges of ..."; "for" and "over" behind the person, whose name ends before `last`. */
static void add_charge(struct building *b, struct reading_test *t, int last)
{
    const struct parsed *p = b->p;
    for (int i = 0; i < p->t.count; i++) {
        const struct mention *m = mention_at(p, i, SENSE_CHARGE);
        int end;
        if (!m || (m->end - m->first < 2 && i != last))
            continue;
        for (end = m->end; end < p->t.count && p->t.at[end].kind != TOKEN_SIGN &&
                           !span_over(p, end) && !(span_over(p, end + 1));)
            end++;
        if (end == m->end)
            continue;
        build_said(b, t, "charge", words_of(p, m->end, end), m->end, end);
        return;
    }
}

/* "The UN issued a warrant": who is said to have issued it, and is no issuer that is known.  A
 * court that is not named is asked. */
static void add_other_issuer(struct building *b, struct reading_test *t, const struct mention *w)
{
    const struct parsed *p = b->p;
    int verb = 1;
    bool court = false;
    while (verb < w->first && !word_among(&p->t, verb, "issued issues issue"))
        verb++;
    if (verb == w->first || word_among(&p->t, verb - 1, "was were been is be ,"))
        return;
    int end = verb - word_among(&p->t, verb - 1, "has have had");
    for (int i = 0; i < end; i++)
        court |= word_among(&p->t, i,
                            "court judges chamber tribunal prosecutor hague it they which "
                            "who that");
    if (court || !end)
        build_ask(t, "issuer", "International Criminal Court", NULL, NULL);
    else
        build_said(b, t, "issuer", words_of(p, 0, end), 0, end);
}

static void add_warrant(struct building *b, const struct mention *w, int first, int last)
{
    const struct parsed *p = b->p;
    int from, until;
    struct reading_test *t = build_test(b, "warrant");
    build_said(b, t, "person", words_of(p, first, last), first, last);
    b->whole.person = said_of(p, first, last, words_of(p, first, last), b->offset);
    const char *issuer = issuer_of(b, &from, &until);
    if (issuer)
        build_said(b, t, "issuer", issuer, from, until);
    else
        add_other_issuer(b, t, w);
    add_charge(b, t, last);
    law_add_day(b, t);
    bool not = false; /* has not issued a warrant; is not wanted by */
    for (int i = w->first - 5; i < w->first; i++)
        not |= word_among(&p->t, i, "not never no");
    build_said(b, t, "says", not ? "no" : "yes", w->first, w->end);
}

bool law_warrant(struct building *b)
{
    const struct parsed *p = b->p;
    const struct mention *w = law_any(b, SENSE_WARRANT);
    int first, last;
    bool verb = word_among(&p->t, w ? w->first - 1 : 0, "the arrest") && w &&
                word_is(&p->t, w->first - 1, "the");
    if (!w || (verb && law_any(b, SENSE_ROME)))
        return false;
    int at = w->end;
    while (at < p->t.count && !word_among(&p->t, at, "for against to over"))
        at++;
    if (word_is(&p->t, w->end, "of")) /* a warrant for the arrest of */
        at = w->end;
    if (!law_name_from(p, at, p->t.count, &first, &last) &&
        !law_name_from(p, 0, w->first, &first, &last))
        return false;
    add_warrant(b, w, first, last);
    while (word_among(&p->t, last, ", and")) { /* for Sergei Kobylash and Viktor Sokolov */
        first = last + 1 + word_is(&p->t, last + 1, "and");
        if (!law_name_at(p, first) || !law_name_from(p, first, p->t.count, &first, &last))
            break;
        add_warrant(b, w, first, last);
    }
    return true;
}

/* "a country bound to arrest him" says that there is a warrant too. */
void law_wanted(struct building *b)
{
    const struct parsed *p = b->p;
    const struct said_field *known = &b->before->person;
    int first, last;
    if (!law_any(b, SENSE_ROME) || !law_any(b, SENSE_ARREST) || law_any(b, SENSE_WARRANT))
        return;
    bool named = law_name_from(p, 0, p->t.count, &first, &last);
    if (!named && !known->value)
        return;
    struct reading_test *t = build_test(b, "warrant");
    if (named)
        build_said(b, t, "person", words_of(p, first, last), first, last);
    else
        build_field(t, "person", known);
    build_said(b, t, "issuer", "International Criminal Court", 0, 0);
    law_add_day(b, t);
    build_said(b, t, "says", "yes", 0, 0);
}

/* Numbers of states: "123 countries that have ratified". */
static const struct amount *states_counted(const struct building *b)
{
    const struct parsed *p = b->p;
    for (int i = 0; i < p->amounts; i++)
        for (int k = p->v[i].end; k < p->v[i].end + 3; k++)
            if (word_among(&p->t, k, "states countries parties members nations"))
                return &p->v[i];
    return NULL;
}

/* Whether an area stands in one list with another, or is it. */
static bool listed_with(const struct parsed *p, const struct mention *a, const struct mention *last)
{
    if (a == last)
        return true;
    for (int i = a->end; i < last->first; i++)
        if (!word_among(&p->t, i, ", and or nor the") && !mention_over(p, i, SENSE_AREA))
            return false;
    return a->first < last->first;
}

/* "unlike Turkey": the other way round. */
static bool contrasted(const struct parsed *p, const struct mention *m)
{
    return word_is(&p->t, m->first - 1, "unlike");
}

static void add_bound(struct building *b, const struct mention *rome, const struct mention *state,
                      const struct said_field *carried)
{
    struct reading_test *t = build_test(b, "bound");
    build_said(b, t, "treaty", "rome", rome->first, rome->end);
    if (state)
        build_said(b, t, "state", state->value, state->first, state->end);
    else
        build_field(t, "state", carried);
    bool other = state && contrasted(b->p, state);
    for (int i = 0; state && i < b->p->mentions; i++) { /* but Tajikistan is */
        const struct mention *m = &b->p->m[i];
        if (m->sense == SENSE_AREA && strcmp(m->value, state->value) != 0 && !other &&
            !contrasted(b->p, m) && !listed_with(b->p, m, state) && !listed_with(b->p, state, m)) {
            build_ask(t, "state", NULL, NULL, NULL);
            build_drop(t, "state");
            break;
        }
    }
    law_add_day(b, t);
    build_said(b, t, "says", law_negated(b->p) != other ? "no" : "yes", rome->first, rome->end);
}

bool law_treaty(struct building *b)
{
    const struct parsed *p = b->p;
    const struct mention *rome = law_any(b, SENSE_ROME), *state = NULL;
    const struct amount *n = states_counted(b);
    bool member = law_any(b, SENSE_RATIFY) != NULL || n;
    if (!rome || !(member || strcmp(words_of(p, rome->first, rome->first + 1), "member") == 0))
        return false;
    if (n) {
        struct reading_test *t = build_test(b, "count");
        build_said(b, t, "treaty", "rome", rome->first, rome->end);
        law_add_day(b, t);
        build_said(b, t, "says", trade_amount(b, n), n->first, n->end);
    }
    for (int i = 0; i < p->mentions; i++)
        if (p->m[i].sense == SENSE_AREA && !contrasted(p, &p->m[i]))
            state = &p->m[i];
    const struct said_field *carried = b->before->to.value ? &b->before->to : &b->before->subject;
    bool country = word_is(&p->t, 0, "it");
    for (int i = 0; i + 1 < p->t.count; i++)
        country |= word_is(&p->t, i, "country") || word_is(&p->t, i, "there");
    if (!state && !(country && carried->value))
        return n != NULL;
    if (!state)
        add_bound(b, rome, NULL, carried);
    for (int i = 0; i < p->mentions; i++) /* neither Kazakhstan nor Turkey */
        if (p->m[i].sense == SENSE_AREA &&
            (listed_with(p, &p->m[i], state) || contrasted(p, &p->m[i])))
            add_bound(b, rome, &p->m[i], NULL);
    return true;
}

/* --- lists of names --- */

static const char *register_of(const struct building *b, int *first, int *end)
{
    const struct mention *m = law_any(b, SENSE_REGISTER);
    *first = *end = 0;
    if (m) {
        *first = m->first;
        *end = m->end;
        return m->value;
    }
    m = law_any(b, SENSE_AREA);
    if (!m)
        return NULL;
    *first = m->first;
    *end = m->end;
    return !strcmp(m->value, "EU27")  ? "EU 269/2014"
           : !strcmp(m->value, "USA") ? "OFAC SDN"
           : !strcmp(m->value, "GBR") ? "UK sanctions list"
                                      : NULL;
}

static void add_register(struct building *b, struct reading_test *t)
{
    int first, end;
    const char *name = register_of(b, &first, &end);
    if (name)
        build_said(b, t, "register_list", name, first, end);
    else
        build_ask(t, "register_list", "EU 269/2014", "OFAC SDN", "US Entity List");
}

static void add_listed(struct building *b, int first, int last, bool yes)
{
    struct reading_test *t = build_test(b, "listed");
    build_said(b, t, "name", words_of(b->p, first, last), first, last);
    add_register(b, t);
    law_add_day(b, t);
    build_said(b, t, "says", yes ? "yes" : "no", 0, 0);
}

/* What is counted behind a number: persons, entities, or both. */
static const char *counted(const struct parsed *p, const struct amount *v, bool *found)
{
    const char *of = NULL;
    bool persons = false, entities = false;
    for (int i = v->end; i < v->end + 4 && i < p->t.count && !amount_over(p, i); i++) {
        persons |= mention_at(p, i, SENSE_PERSONS) != NULL;
        entities |= mention_at(p, i, SENSE_ENTITIES) != NULL || word_is(&p->t, i, "names");
        if (word_among(&p->t, i, ", ;"))
            break;
    }
    *found = persons || entities;
    of = persons && !entities ? "persons" : entities && !persons ? "entities" : NULL;
    return of;
}

static void add_number(struct building *b, const char *kind, const struct amount *v, const char *of,
                       const char *state, int first, int end)
{
    struct reading_test *t = build_test(b, kind);
    add_register(b, t);
    law_add_day(b, t);
    if (of)
        build_said(b, t, "of", of, v->first, v->end);
    if (state)
        build_said(b, t, "state", state, first, end);
    build_said(b, t, "says", trade_amount(b, v), v->first, v->end);
}

/* "11 in China and five each in Russia and Pakistan" */
static void add_by_state(struct building *b, const char *kind, const struct amount *v)
{
    const struct parsed *p = b->p;
    int i = v->end;
    i += word_is(&p->t, i, "each");
    if (!word_among(&p->t, i, "in from"))
        return;
    for (i++; i < p->t.count && !amount_over(p, i); i++) {
        const struct mention *m = mention_at(p, i, SENSE_AREA);
        if (m)
            add_number(b, kind, v, NULL, m->value, m->first, m->end);
        else if (!word_among(&p->t, i, "and , the") && !mention_over(p, i, SENSE_AREA))
            return;
    }
}

/* Whether a word is denied in its own clause: "is on the one list, but was never on the other". */
static bool negated_at(const struct parsed *p, const struct mention *m)
{
    for (int i = m->end - 1; i >= 0; i--) {
        if (word_among(&p->t, i, "; but while whereas although"))
            return false;
        if (word_among(&p->t, i, "not never no neither isn t nor"))
            return true;
    }
    return false;
}

bool law_listings(struct building *b)
{
    const struct parsed *p = b->p;
    const struct mention *add = law_any(b, SENSE_LISTING), *now = law_any(b, SENSE_NOW_COUNT);
    const struct mention *reg = law_any(b, SENSE_REGISTER), *on = law_any(b, SENSE_LISTED);
    const struct mention *off = law_any(b, SENSE_DELIST);
    const char *kind = now ? "list count" : off ? "delistings" : "listings";
    int before = b->tests, first, last;
    bool eu = law_any(b, SENSE_AREA) && register_of(b, &first, &last);
    if (!reg && !(add && eu))
        return false;
    for (int i = 0; i < p->amounts && (add || now || off); i++) {
        bool found;
        const char *of = counted(p, &p->v[i], &found);
        if (p->v[i].kind != AMOUNT_PLAIN)
            continue;
        const struct mention *st = NULL;
        for (int k = p->v[i].end; found && k < p->v[i].end + 3 && !st; k++)
            st = mention_at(p, k, SENSE_PEOPLE_OF);
        if (found)
            add_number(b, kind, &p->v[i], st ? NULL : of, st ? st->value : NULL, st ? st->first : 0,
                       st ? st->end : 0);
        else if (b->tests > before)
            add_by_state(b, kind, &p->v[i]);
    }
    for (int i = 0; i < p->t.count; i++) /* "Sberbank among them" */
        if (word_is(&p->t, i, "among") && word_is(&p->t, i + 1, "them") && law_name_at(p, i - 1)) {
            int k = i - 1;
            while (law_name_at(p, k - 1))
                k--;
            add_listed(b, k, i, true);
        }
    const struct mention *verb = on ? on : add;
    if (b->tests == before && reg && verb && law_name_from(p, 0, verb->first, &first, &last))
        add_listed(b, first, last, !negated_at(p, verb));
    else if (b->tests == before && add && law_name_from(p, add->end, p->t.count, &first, &last))
        add_listed(b, first, last, !negated_at(p, add)); /* the EU has sanctioned somebody */
    return b->tests > before;
}
