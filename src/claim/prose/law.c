/* law.c - sentences about lists of names, warrants, treaties, bans, arms and lawfulness.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/prose/build.h"
#include "claim/prose/trade.h"
#include "model/period.h"

static const struct mention *any(const struct building *b, enum sense s)
{
    return mention_in(b->p, 0, b->p->t.count, s);
}

/* --- days --- */

static const struct span *day_said(const struct building *b)
{
    for (int i = 0; i < b->p->spans; i++)
        if (b->p->s[i].day)
            return &b->p->s[i];
    return NULL;
}

static const char *next_day(const struct building *b)
{
    int y = 0, m = 0, d = 0;
    if (sscanf(b->p->dateline, "%d-%d-%d", &y, &m, &d) != 3)
        return b->p->dateline;
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int most = days[(m - 1) % 12] + (m == 2 && y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
    if (++d > most) {
        d = 1;
        y += m == 12;
        m = m % 12 + 1;
    }
    return arena_printf(b->p->arena, "%04d-%02d-%02d", y, m, d);
}

/* The day a test is of: said, else that of publication. */
static void add_day(struct building *b, struct reading_test *t)
{
    const struct span *s = day_said(b);
    const struct parsed *p = b->p;
    if (s) {
        build_said(b, t, "on", s->day, s->first, s->end);
        return;
    }
    for (int i = 0; i < p->t.count; i++)
        if (word_is(&p->t, i, "tomorrow")) {
            build_said(b, t, "on", next_day(b), i, i + 1);
            return;
        }
    for (int i = 0; i < p->spans; i++)
        if (p->s[i].kind == SPAN_SAID && p->s[i].from > 9999) {
            build_said(b, t, "on", when_text(b, p->s[i].from, p->s[i].from), p->s[i].first,
                       p->s[i].end);
            return;
        }
    build_said(b, t, "on", p->dateline, 0, 0);
}

/* --- names --- */

static bool name_at(const struct parsed *p, int i)
{
    if (i < 0 || i >= p->t.count || !p->t.at[i].capital || p->t.at[i].kind != TOKEN_WORD)
        return false;
    static const enum sense no[] = {SENSE_AREA,   SENSE_PEOPLE_OF, SENSE_MONTH, SENSE_ICC,
                                    SENSE_ISSUER, SENSE_REGISTER,  SENSE_ROME};
    for (size_t k = 0; k < sizeof no / sizeof *no; k++)
        if (mention_over(p, i, no[k]))
            return false;
    return !word_among(&p->t, i,
                       "the a an on in with along state president as of under and to for from "
                       "tomorrow without if unlike both");
}

/* The first run of capitalised words from token i on. */
static bool name_from(const struct parsed *p, int i, int end, int *first, int *last)
{
    while (i < end && !name_at(p, i))
        i++;
    *first = i;
    while (i < end &&
           (name_at(p, i) || (word_among(&p->t, i, "of") && name_at(p, i + 1) && i > *first)))
        i++;
    *last = i;
    return *last > *first;
}

/* --- warrants and treaties --- */

static const char *issuer_of(const struct building *b, int *first, int *end)
{
    const struct mention *m = any(b, SENSE_ISSUER);
    *first = m ? m->first : 0;
    *end = m ? m->end : 0;
    return m ? m->value : NULL;
}

static void add_charge(struct building *b, struct reading_test *t)
{
    const struct parsed *p = b->p;
    for (int i = 0; i < p->t.count; i++) {
        const struct mention *m = mention_at(p, i, SENSE_CHARGE);
        int end;
        if (!m || m->end - m->first < 2)
            continue;
        for (end = m->end; end < p->t.count && p->t.at[end].kind != TOKEN_SIGN;)
            end++;
        build_said(b, t, "charge", words_of(p, m->end, end), m->end, end);
        return;
    }
}

static bool add_warrant(struct building *b)
{
    const struct parsed *p = b->p;
    const struct mention *w = any(b, SENSE_WARRANT);
    int first, last, from, until;
    bool verb = word_among(&p->t, w ? w->first - 1 : 0, "the arrest") && w &&
                word_is(&p->t, w->first - 1, "the");
    if (!w || (verb && any(b, SENSE_ROME)))
        return false;
    int at = w->end;
    while (at < p->t.count && !word_among(&p->t, at, "for against to"))
        at++;
    if (!name_from(p, at, p->t.count, &first, &last) && !name_from(p, 0, w->first, &first, &last))
        return false;
    struct reading_test *t = build_test(b, "warrant");
    build_said(b, t, "person", words_of(p, first, last), first, last);
    const char *issuer = issuer_of(b, &from, &until);
    if (issuer)
        build_said(b, t, "issuer", issuer, from, until);
    add_charge(b, t);
    if (day_said(b))
        add_day(b, t);
    build_said(b, t, "says", "yes", w->first, w->end);
    return true;
}

/* "a country bound to arrest him" says that there is a warrant too. */
static void add_person_wanted(struct building *b)
{
    const struct parsed *p = b->p;
    int first, last;
    if (!any(b, SENSE_ROME) || !(any(b, SENSE_ARREST)) || any(b, SENSE_WARRANT) ||
        !name_from(p, 0, p->t.count, &first, &last))
        return;
    struct reading_test *t = build_test(b, "warrant");
    build_said(b, t, "person", words_of(p, first, last), first, last);
    build_said(b, t, "issuer", "International Criminal Court", 0, 0);
    add_day(b, t);
    build_said(b, t, "says", "yes", 0, 0);
}

static bool negated(const struct parsed *p)
{
    for (int i = 0; i < p->t.count; i++)
        if (word_among(&p->t, i, "not never no unlike neither isn t nor"))
            return true;
    return false;
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

static void add_bound(struct building *b, const struct mention *rome, const struct mention *state,
                      const struct said_field *carried)
{
    struct reading_test *t = build_test(b, "bound");
    build_said(b, t, "treaty", "rome", rome->first, rome->end);
    if (state)
        build_said(b, t, "state", state->value, state->first, state->end);
    else
        build_field(b, t, "state", carried);
    add_day(b, t);
    build_said(b, t, "says", negated(b->p) ? "no" : "yes", rome->first, rome->end);
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

static bool add_treaty(struct building *b)
{
    const struct parsed *p = b->p;
    const struct mention *rome = any(b, SENSE_ROME), *state = NULL;
    const struct amount *n = states_counted(b);
    bool member = any(b, SENSE_RATIFY) != NULL || n;
    if (!rome || !(member || strcmp(words_of(p, rome->first, rome->first + 1), "member") == 0))
        return false;
    if (n) {
        struct reading_test *t = build_test(b, "count");
        build_said(b, t, "treaty", "rome", rome->first, rome->end);
        add_day(b, t);
        build_said(b, t, "says", trade_amount(b, n), n->first, n->end);
    }
    for (int i = 0; i < p->mentions; i++)
        if (p->m[i].sense == SENSE_AREA)
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
        if (p->m[i].sense == SENSE_AREA && listed_with(p, &p->m[i], state))
            add_bound(b, rome, &p->m[i], NULL);
    return true;
}

/* --- lists of names --- */

static const char *register_of(const struct building *b, int *first, int *end)
{
    const struct mention *m = any(b, SENSE_REGISTER);
    *first = *end = 0;
    if (m) {
        *first = m->first;
        *end = m->end;
        return m->value;
    }
    m = any(b, SENSE_AREA);
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
        build_ask(b, t, "register_list", "EU 269/2014", "OFAC SDN", "US Entity List");
}

static void add_listed(struct building *b, int first, int last, bool yes)
{
    struct reading_test *t = build_test(b, "listed");
    build_said(b, t, "name", words_of(b->p, first, last), first, last);
    add_register(b, t);
    add_day(b, t);
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
    add_day(b, t);
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

static bool add_listings(struct building *b)
{
    const struct parsed *p = b->p;
    const struct mention *add = any(b, SENSE_LISTING), *now = any(b, SENSE_NOW_COUNT);
    const struct mention *reg = any(b, SENSE_REGISTER), *on = any(b, SENSE_LISTED);
    const struct mention *off = any(b, SENSE_DELIST);
    const char *kind = now ? "list count" : off ? "delistings" : "listings";
    int before = b->tests, first, last;
    bool eu = any(b, SENSE_AREA) && register_of(b, &first, &last);
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
        if (word_is(&p->t, i, "among") && word_is(&p->t, i + 1, "them") && name_at(p, i - 1)) {
            int k = i - 1;
            while (name_at(p, k - 1))
                k--;
            add_listed(b, k, i, true);
        }
    if (b->tests == before && reg && (on || add) &&
        name_from(p, 0, on ? on->first : add->first, &first, &last))
        add_listed(b, first, last, !negated(p));
    return b->tests > before;
}

/* --- packages and bans --- */

static const char *body_of(const struct building *b, int *first, int *end)
{
    for (int i = 0; i < b->p->mentions; i++) {
        const struct mention *m = &b->p->m[i];
        if (m->sense != SENSE_AREA && m->sense != SENSE_PEOPLE_OF)
            continue;
        *first = m->first;
        *end = m->end;
        if (!strcmp(m->value, "EU27"))
            return "EU";
        if (!strcmp(m->value, "USA"))
            return "US";
        if (!strcmp(m->value, "GBR"))
            return "UK";
        if (!strcmp(m->value, "JPN") || !strcmp(m->value, "CAN") || !strcmp(m->value, "CHE"))
            return m->value;
    }
    return NULL;
}

static bool add_package(struct building *b)
{
    const struct parsed *p = b->p;
    const struct mention *pack = any(b, SENSE_PACKAGE), *adopt = any(b, SENSE_ADOPT);
    int first, end, nth = 0;
    const char *body = body_of(b, &first, &end);
    if (!pack || !adopt || !body)
        return false;
    for (int i = pack->first - 3; i < pack->first; i++) {
        const struct word *w = i >= 0 && p->t.at[i].kind == TOKEN_WORD ? word_at(p->t.at[i].at)
                                                                       : NULL;
        if (i >= 0 && p->t.at[i].kind == TOKEN_NUMBER)
            nth = atoi(p->t.at[i].word);
        else if (w && w->kind == RANK && w->value > 0)
            nth = (int)w->value;
    }
    if (!nth)
        return false;
    struct reading_test *t = build_test(b, "package");
    build_said(b, t, "issuer", body, first, end);
    build_said(b, t, "of", arena_printf(p->arena, "%d", nth), pack->first - 1, pack->end);
    add_day(b, t);
    build_said(b, t, "says", "yes", adopt->first, adopt->end);
    return true;
}

static bool add_ban(struct building *b)
{
    const struct parsed *p = b->p;
    const struct mention *ban = any(b, SENSE_BAN);
    struct clause all = {0, p->t.count};
    struct frame f;
    int first, end;
    const char *body = body_of(b, &first, &end);
    const struct span *day = day_said(b);
    if (!ban || !body || !day)
        return false;
    frame_read(&f, p, &all, b->offset, b->before);
    if (!f.goods.value || f.total)
        return false;
    bool import = (f.flow && !strcmp(f.flow, "import")) || word_is(&p->t, ban->first, "import");
    struct said_field us = said_of(p, first, end,
                                   !strcmp(body, "EU")   ? "EU27"
                                   : !strcmp(body, "US") ? "USA"
                                   : !strcmp(body, "UK") ? "GBR"
                                                         : body,
                                   b->offset);
    if (import && (!f.to.value || strcmp(f.to.value, us.value) != 0))
        f.to = us;
    if (!import)
        f.from = us;
    struct reading_test *t = build_test(b, "ban");
    build_said(b, t, "issuer", body, first, end);
    build_field(b, t, "from", &f.from);
    build_field(b, t, "to", &f.to);
    bool group = !strncmp(f.goods.value, "group:", 6), list = !strncmp(f.goods.value, "list:", 5);
    if (group || list)
        f.goods.value = strchr(f.goods.value, ':') + 1;
    build_field(b, t, group ? "group" : list ? "list" : "code", &f.goods);
    build_said(b, t, "flow", import ? "import" : "export", ban->first, ban->end);
    build_said(b, t, "on", day->day, day->first, day->end);
    return true;
}

/* --- arms and lawfulness --- */

static void add_window(struct building *b, struct reading_test *t, const struct frame *f)
{
    struct clause all = {0, b->p->t.count};
    struct when w = when_of(b, &all, f, NULL, WHEN_LEVEL);
    if (w.from)
        build_said(b, t, "period", when_text(b, w.from, w.until), w.first, w.end);
    else
        build_ask(b, t, "period", when_text(b, 2022, (b->p->now - 1) / 12), NULL, NULL);
}

/* What was spoken of before, where a side is not named. */
static void sides(struct building *b, struct frame *f, bool want_from)
{
    struct clause all = {0, b->p->t.count};
    frame_read(f, b->p, &all, b->offset, b->before);
    if (!f->to.value && f->unplaced && f->puzzle)
        f->to = (struct said_field){.value = f->puzzle, .start = -1, .end = -1};
    if (!f->from.value && want_from && b->before->from.value &&
        !(f->to.value && !strcmp(f->to.value, b->before->from.value)))
        f->from = b->before->from;
    if (!f->from.value && want_from && b->before->subject.value &&
        !(f->to.value && !strcmp(f->to.value, b->before->subject.value)))
        f->from = b->before->subject;
    if (!f->to.value)
        f->to = b->before->to;
}

static bool gives(const struct building *b)
{
    const struct parsed *p = b->p;
    for (int i = 0; i < p->t.count; i++)
        if (mention_over(p, i, SENSE_EXPORT_VERB) || mention_over(p, i, SENSE_EXPORT_NOUN) ||
            word_among(&p->t, i, "give gives gave given supply send sell deliver provide ship"))
            return true;
    return false;
}

static bool add_arms(struct building *b)
{
    const struct mention *m = any(b, SENSE_MUNITIONS);
    struct frame f;
    bool none = negated(b->p) || (m && mention_in(b->p, m->first - 1, m->first, SENSE_ZERO));
    const struct mention *firm = any(b, SENSE_OPINION);
    if (!m || !gives(b) || firm)
        return false;
    sides(b, &f, true);
    if (!f.to.value && !f.from.value)
        return false;
    struct reading_test *t = build_test(b, "munitions");
    build_field(b, t, "from", &f.from);
    build_field(b, t, "to", &f.to);
    if (!f.from.value)
        build_ask(b, t, "from", b->before->subject.value, NULL, NULL);
    if (!f.to.value)
        build_ask(b, t, "to", "RUS", NULL, NULL);
    add_window(b, t, &f);
    build_said(b, t, "says", none ? "no" : "yes", m->first, m->end);
    return true;
}

/* Arms by name and number: "1,000 assault rifles". */
static void add_arms_counted(struct building *b)
{
    const struct parsed *p = b->p;
    struct frame f;
    for (int i = 0; i < p->t.count; i++) {
        const struct mention *g = mention_at(p, i, SENSE_GOODS);
        bool arms = g && (!strncmp(g->value, "9301", 4) || !strncmp(g->value, "9302", 4) ||
                          !strncmp(g->value, "9306", 4));
        bool pieces = !p->amounts;
        for (int k = 0; k < p->amounts; k++)
            pieces |= p->v[k].kind == AMOUNT_UNITS;
        if (!arms || !pieces || !gives(b))
            continue;
        sides(b, &f, false);
        if (!f.to.value || !f.from.value)
            return;
        struct reading_test *t = build_test(b, "munitions");
        build_field(b, t, "from", &f.from);
        build_field(b, t, "to", &f.to);
        add_window(b, t, &f);
        build_said(b, t, "says", "yes", g->first, g->end);
        return;
    }
}

static bool add_lawful(struct building *b)
{
    const struct parsed *p = b->p;
    const struct mention *good = any(b, SENSE_LAWFUL), *bad = any(b, SENSE_UNLAWFUL);
    const struct amount *v = NULL;
    struct frame f;
    for (int i = 0; i < p->amounts && !v; i++)
        if (p->v[i].kind == AMOUNT_MOST || p->v[i].kind == AMOUNT_PERCENT ||
            p->v[i].kind == AMOUNT_FRACTION)
            v = &p->v[i];
    if (!(good || bad) || !v)
        return false;
    sides(b, &f, true);
    if (!f.from.value || !f.to.value)
        return false;
    struct reading_test *t = build_test(b, "lawful");
    const struct mention *m = good ? good : bad;
    build_field(b, t, "from", &f.from);
    build_field(b, t, "to", &f.to);
    bool list = f.goods.value && !strncmp(f.goods.value, "list:", 5);
    if (list) {
        f.goods.value += 5;
        build_field(b, t, "list", &f.goods);
    } else {
        build_ask(b, t, "list", "chpl", "eu", NULL);
    }
    add_window(b, t, &f);
    build_said(b, t, "status", good ? "not prohibited" : "prohibited", m->first, m->end);
    build_said(b, t, "says",
               v->word ? v->word
                       : arena_printf(p->arena, "%.4g %%",
                                      v->kind == AMOUNT_FRACTION ? 100 * v->number : v->number),
               v->first, v->end);
    return true;
}

void build_law(struct building *b)
{
    int before = b->tests;
    b->law = add_treaty(b);
    add_person_wanted(b);
    b->law |= add_warrant(b);
    if (!b->law)
        b->law = add_listings(b) | add_package(b) || add_ban(b) || add_lawful(b) || add_arms(b);
    if (!b->law) {
        b->tests = before;
        add_arms_counted(b);
    }
}
