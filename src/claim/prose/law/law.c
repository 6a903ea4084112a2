/* law.c - sentences about bans, arms and lawfulness, and what all of law have in common.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/prose/law/law.h"
#include "claim/prose/build.h"
#include "model/period.h"

const struct mention *law_any(const struct building *b, enum sense s)
{
    return mention_in(b->p, 0, b->p->t.count, s);
}

/* --- days --- */

const struct span *law_day_said(const struct building *b)
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
void law_add_day(struct building *b, struct reading_test *t)
{
    const struct span *s = law_day_said(b);
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
    for (int i = 0; i < p->spans; i++) { /* at the start of 2025, at the end of 2024 */
        int k = p->s[i].first - 2;
        bool start = word_among(&p->t, k, "start beginning") != 0;
        if (p->s[i].kind == SPAN_SAID && p->s[i].from < 9999 && word_is(&p->t, k + 1, "of") &&
            (start || word_is(&p->t, k, "end"))) {
            build_said(b, t, "on",
                       arena_printf(p->arena, "%d-%s", p->s[i].from, start ? "01-01" : "12-31"), k,
                       p->s[i].end);
            return;
        }
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

bool law_name_at(const struct parsed *p, int i)
{
    if (i < 0 || i >= p->t.count || !p->t.at[i].capital || p->t.at[i].kind != TOKEN_WORD)
        return false;
    static const enum sense no[] = {SENSE_AREA,   SENSE_PEOPLE_OF, SENSE_MONTH, SENSE_ICC,
                                    SENSE_ISSUER, SENSE_REGISTER,  SENSE_ROME};
    for (size_t k = 0; k < sizeof no / sizeof *no; k++)
        if (mention_over(p, i, no[k]))
            return false;
    double number; /* Two commanders */
    if (i == 0 && word_number(p->t.at[i].at, &number))
        return false;
    return !word_among(&p->t, i,
                       "the a an he she it they his her its on in with along state president as of "
                       "under and to for from "
                       "tomorrow without if unlike both");
}

/* The first run of capitalised words from token i on. */
bool law_name_from(const struct parsed *p, int i, int end, int *first, int *last)
{
    while (i < end && !law_name_at(p, i))
        i++;
    *first = i;
    while (i < end && (law_name_at(p, i) ||
                       (word_among(&p->t, i, "of") && law_name_at(p, i + 1) && i > *first)))
        i++;
    *last = i;
    return *last > *first;
}

bool law_negated(const struct parsed *p)
{
    for (int i = 0; i < p->t.count; i++)
        if (word_among(&p->t, i, "not never no neither isn t nor") ||
            (word_is(&p->t, i, "none") && word_is(&p->t, i + 1, "of")))
            return true;
    return false;
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

/* Who has forbidden what: "Indonesia has banned the export of nickel ore". */
static const char *forbidder(const struct building *b, const struct mention *ban, int *first,
                             int *end)
{
    const struct parsed *p = b->p;
    const char *known = body_of(b, first, end);
    if (known)
        return known;
    for (int i = ban->first - 1; i >= 0 && i > ban->first - 4; i--) {
        const struct mention *m = mention_over(p, i, SENSE_AREA);
        if (m && !strchr(m->value, ',')) {
            *first = m->first;
            *end = m->end;
            return m->value;
        }
    }
    return NULL;
}

static bool add_package(struct building *b)
{
    const struct parsed *p = b->p;
    const struct mention *pack = law_any(b, SENSE_PACKAGE), *adopt = law_any(b, SENSE_ADOPT);
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
    law_add_day(b, t);
    build_said(b, t, "says", "yes", adopt->first, adopt->end);
    return true;
}

/* "have been banned", not "exports of banned goods". */
static bool is_verb(const struct parsed *p, const struct mention *ban)
{
    bool change = false;
    for (int i = 0; i < p->amounts; i++)
        change |= p->v[i].kind == AMOUNT_PERCENT || p->v[i].kind == AMOUNT_TIMES;
    return !change && (ban->end - ban->first > 1 ||
                       word_among(&p->t, ban->first - 1, "been were was are is be"));
}

static bool month_said(const struct parsed *p)
{
    for (int i = 0; i < p->spans; i++)
        if (p->s[i].kind == SPAN_SAID && p->s[i].from > 9999)
            return true;
    return false;
}

static bool add_ban(struct building *b)
{
    const struct parsed *p = b->p;
    const struct mention *ban = law_any(b, SENSE_BAN);
    struct clause all = {0, p->t.count};
    struct frame f;
    int first, end;
    const char *body = ban ? forbidder(b, ban, &first, &end) : NULL;
    const struct span *day = law_day_said(b);
    if (!body || (!day && !(is_verb(p, ban) && month_said(p))))
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
    build_field(t, "from", &f.from);
    build_field(t, "to", &f.to);
    if (!f.from.value || !f.to.value)
        build_said(b, t, f.from.value ? "to" : "from", "WLD", 0, 0);
    bool group = !strncmp(f.goods.value, "group:", 6), list = !strncmp(f.goods.value, "list:", 5);
    if (group || list)
        f.goods.value = strchr(f.goods.value, ':') + 1;
    build_field(t, group ? "group" : list ? "list" : "code", &f.goods);
    build_said(b, t, "flow", import ? "import" : "export", ban->first, ban->end);
    law_add_day(b, t);
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
        build_ask(t, "period", when_text(b, 2022, (b->p->now - 1) / 12), NULL, NULL);
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
    const struct mention *m = law_any(b, SENSE_MUNITIONS);
    struct frame f;
    bool none = law_negated(b->p) || (m && mention_in(b->p, m->first - 1, m->first, SENSE_ZERO));
    const struct mention *firm = law_any(b, SENSE_OPINION);
    if (!m || !gives(b) || firm)
        return false;
    sides(b, &f, true);
    if (!f.to.value && !f.from.value)
        return false;
    struct reading_test *t = build_test(b, "munitions");
    build_field(t, "from", &f.from);
    build_field(t, "to", &f.to);
    if (!f.from.value)
        build_ask(t, "from", b->before->subject.value, NULL, NULL);
    if (!f.to.value)
        build_ask(t, "to", "RUS", NULL, NULL);
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
        build_field(t, "from", &f.from);
        build_field(t, "to", &f.to);
        add_window(b, t, &f);
        build_said(b, t, "says", "yes", g->first, g->end);
        return;
    }
}

static bool add_lawful(struct building *b)
{
    const struct parsed *p = b->p;
    const struct mention *good = law_any(b, SENSE_LAWFUL), *bad = law_any(b, SENSE_UNLAWFUL);
    const struct amount *v = NULL;
    struct frame f;
    for (int i = 0; i < p->amounts && !v; i++)
        if (p->v[i].kind == AMOUNT_MOST || p->v[i].kind == AMOUNT_PERCENT ||
            p->v[i].kind == AMOUNT_FRACTION)
            v = &p->v[i];
    const struct mention *now = law_any(b, SENSE_THIS);
    if (!(good || bad) || !v || (now && !strcmp(now->value, "0"))) /* trade of then by law of now */
        return false;
    sides(b, &f, true);
    if (!f.from.value || !f.to.value)
        return false;
    struct reading_test *t = build_test(b, "lawful");
    const struct mention *m = good ? good : bad;
    build_field(t, "from", &f.from);
    build_field(t, "to", &f.to);
    bool list = f.goods.value && !strncmp(f.goods.value, "list:", 5);
    if (list) {
        f.goods.value += 5;
        build_field(t, "list", &f.goods);
    } else {
        build_ask(t, "list", "chpl", "eu", NULL);
    }
    add_window(b, t, &f);
    build_said(b, t, "status", good ? "not prohibited" : "prohibited", m->first, m->end);
    build_said(b, t, "says",
               v->word ? v->word
                       : arena_printf(p->arena, "%s%.4g %%", v->bound_word,
                                      v->kind == AMOUNT_FRACTION ? 100 * v->number : v->number),
               v->first, v->end);
    return true;
}

void build_law(struct building *b)
{
    int before = b->tests;
    b->law = law_treaty(b);
    law_wanted(b);
    b->law |= law_warrant(b);
    if (!b->law) {
        bool listed = law_listings(b), package = add_package(b);
        b->law = listed || package || add_ban(b) || add_lawful(b) || add_arms(b);
    }
    if (!b->law) {
        b->tests = before;
        add_arms_counted(b);
    }
}
