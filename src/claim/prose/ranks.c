/* ranks.c - what is said of a trade without an amount: ranks, firsts, stops, surges, records.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/prose/roles.h"
#include "claim/prose/build.h"
#include "model/period.h"

static const char *const ordinals[] = {"",      "first",   "second", "third", "fourth", "fifth",
                                       "sixth", "seventh", "eighth", "ninth", "tenth"};

/* --- ranks --- */

struct rank {
    int place, first, end;
    bool customer; /* among destinations */
};

static const struct word *rank_at(const struct parsed *p, int i)
{
    const struct word *w = p->t.at[i].kind == TOKEN_SIGN ? NULL : word_at(p->t.at[i].at);
    return w && w->kind == RANK ? w : NULL;
}

/* "largest supplier", "fourth-largest oil supplier", "the main customer". */
static bool rank_said(const struct parsed *p, int i, int end, struct rank *r)
{
    const struct word *w = rank_at(p, i);
    if (word_is(&p->t, i, "number") && word_among(&p->t, i + 1, "one 1")) {
        const struct mention *s = mention_at(p, i + 2, SENSE_SUPPLIER);
        const struct mention *c = mention_at(p, i + 2, SENSE_CUSTOMER);
        if (s || c)
            *r = (struct rank){1, i, s ? s->end : c->end, !s};
        return s || c;
    }
    if (!w || (i > 0 && rank_at(p, i - 1)) || span_over(p, i))
        return false;
    int k = i + tokens_within(&p->t, i, strlen(w->text));
    int place = w->value > 0 ? (int)w->value : 1;
    if (k < end && rank_at(p, k) && !span_over(p, k))
        k += tokens_within(&p->t, k, strlen(rank_at(p, k)->text));
    for (int steps = 0; k < end && steps < 6; k++, steps++) {
        const struct mention *s = mention_at(p, k, SENSE_SUPPLIER);
        const struct mention *c = mention_at(p, k, SENSE_CUSTOMER);
        if (s || c) {
            *r = (struct rank){place, i, s ? s->end : c->end, !s};
            return true;
        }
        bool word = p->t.at[k].kind == TOKEN_WORD || p->t.at[k].kind == TOKEN_OWNER;
        if (!word || word_among(&p->t, k, "of and in to was for with"))
            return false;
    }
    return false;
}

bool trade_ranked(const struct parsed *p, int i)
{
    struct rank r;
    return rank_said(p, i, p->t.count, &r);
}

static bool more_in(const struct parsed *p, int i, int end)
{
    for (; i < end; i++)
        if (word_is(&p->t, i, "more"))
            return true;
    return false;
}

static bool rank_in(const struct parsed *p, const struct clause *c, struct rank *r)
{
    for (int i = c->first; i < c->end; i++) {
        const struct mention *any = mention_at(p, i, SENSE_MORE_THAN_ANY);
        const struct mention *only = mention_at(p, i, SENSE_SECOND_ONLY);
        if (word_is(&p->t, i, "no") && word_is(&p->t, i + 1, "other") && more_in(p, i, c->end)) {
            *r = (struct rank){1, i, i + 2, false};
            return true;
        }
        if (any || only) {
            *r = (struct rank){any ? 1 : 2, i, any ? any->end : only->end, false};
            return true;
        }
        if (rank_said(p, i, c->end, r))
            return true;
    }
    return false;
}

static void add_rank(struct building *b, const struct clause *c, const struct frame *given,
                     const struct rank *r)
{
    struct frame f = *given;
    if (!r->customer && f.supplier && (!f.flow || strcmp(f.flow, "re-export") != 0))
        f.flow = "import";
    const struct tokens *words = &b->p->t;
    bool earlier = word_is(words, r->end, "before") || word_is(words, r->first - 1, "former") ||
                   word_among(words, r->first - 1, "once formerly previously") ||
                   (word_among(words, r->first - 1, "the its a") &&
                    word_among(words, r->first - 2, "once formerly previously"));
    for (int i = c->first; i < c->end && !f.to.value; i++) /* the world's biggest exporter */
        if (word_among(words, i, "world global worldwide"))
            f.to = said_of(b->p, i, i + 1, "WLD", b->offset);
    struct reading_test *t = trade_test(b, r->customer ? "destination rank" : "rank", c, &f, NULL,
                                        earlier ? WHEN_CHANGE : WHEN_LEVEL);
    if (!t)
        return;
    build_said(b, t, "says", ordinals[r->place < 11 ? r->place : 10], r->first, r->end);
    for (int i = r->first; i < r->end; i++) { /* the largest EU market: among those of the EU */
        const struct mention *m = mention_at(b->p, i, SENSE_AREA);
        m = m ? m : mention_at(b->p, i, SENSE_PEOPLE_OF);
        bool owns = m && m->end < words->count && words->at[m->end].kind == TOKEN_OWNER;
        if (m && !owns && (!strcmp(m->value, "EU27") || strchr(m->value, ',')))
            build_ask(t, "of", m->value, NULL, NULL);
    }
    const struct reading_field *with = earlier ? reading_field(t, "with") : NULL;
    const char *was = with ? with->value : NULL;
    build_drop(t, "with");
    if (was)
        build_said(b, t, "period", was, 0, 0);
}

/* "Only Germany and France sold more than India did": India is third. */
static bool add_outdone(struct building *b, const struct clause *c, const struct frame *f)
{
    const struct parsed *p = b->p;
    int i = c->first, others = 0, last = 0;
    while (i < c->end && !word_is(&p->t, i, "only"))
        i++;
    for (i++; i < c->end && (mention_over(p, i, SENSE_AREA) || word_among(&p->t, i, ", and the"));
         i++)
        if (mention_at(p, i, SENSE_AREA)) {
            others++;
            last = i;
        }
    bool more = false;
    const struct mention *one = NULL;
    for (; others && i < c->end && !one; i++) {
        more |= word_is(&p->t, i, "more");
        if (more && word_is(&p->t, i, "than"))
            one = mention_at(p, i + 1 + word_is(&p->t, i + 1, "the"), SENSE_AREA);
    }
    if (!one || others > 9)
        return false;
    enum role role = roles_done(p, last + 1, c->end);
    struct frame g = *f;
    g.unplaced = 0;
    *(role == ROLE_TO ? &g.to : &g.from) = said_of(p, one->first, one->end, one->value, b->offset);
    struct reading_test *t = trade_test(b, role == ROLE_TO ? "destination rank" : "rank", c, &g,
                                        NULL, WHEN_LEVEL);
    build_said(b, t, "says", ordinals[others + 1], c->first, one->end);
    return true;
}

/* "Mexico overtook China as the leading source": first now, and the other first before. */
static bool add_overtaking(struct building *b, const struct clause *c, const struct frame *f)
{
    const struct parsed *p = b->p;
    const struct mention *over = mention_in(p, c->first, c->end, SENSE_OVERTAKE);
    const struct mention *loser = NULL;
    if (!over)
        return false;
    for (int i = over->end; i < c->end && i < over->end + 3 && !loser; i++)
        loser = mention_at(p, i, SENSE_AREA);
    if (!loser || !f->share_of.value)
        return false;
    bool buyer = f->customer; /* as the top buyer: a place among destinations */
    const char *kind = buyer ? "destination rank" : "rank";
    struct frame now = *f, was;
    struct said_field beaten = said_of(p, loser->first, loser->end, loser->value, b->offset);
    bool passive = word_is(&p->t, over->end, "by") &&
                   (word_among(&p->t, over->first - 1, "was were been being is are") ||
                    word_among(&p->t, over->first - 2, "was were been being"));
    if (passive) { /* Saudi Arabia was overtaken by Russia */
        beaten = now.share_of;
        now.share_of = said_of(p, loser->first, loser->end, loser->value, b->offset);
    }
    struct said_field *seat = buyer ? &now.to : &now.from;
    if (buyer || now.supplier || !now.from.value || passive)
        *seat = now.share_of;
    now.unplaced = 0;
    now.flow = "import";
    was = now;
    *(buyer ? &was.to : &was.from) = beaten;
    struct rank r;
    const char *place = rank_in(p, c, &r) && r.place < 11 ? ordinals[r.place] : "first";
    struct when w = when_of(b, c, f, NULL, WHEN_CHANGE);
    struct reading_test *t = trade_test(b, kind, c, &now, NULL, WHEN_LEVEL);
    build_said(b, t, "says", place, over->first, over->end);
    if (w.from > 9999 && w.from == w.until && !w.with_said) /* in November: the month before */
        w.with_from = w.with_until = period_of(period_index(w.from) - 1, 'M');
    was.when.from = w.with_from;
    was.when.until = w.with_until;
    t = trade_test(b, kind, c, &was, NULL, WHEN_LEVEL);
    if (t && w.with_from)
        build_said(b, t, "period", when_text(b, w.with_from, w.with_until), 0, 0);
    build_said(b, t, "says", place, over->first, over->end);
    return true;
}

/* --- nothing --- */

static void add_zero(struct building *b, const struct clause *c, const struct frame *f)
{
    struct reading_test *t = trade_test(b, "zero", c, f, NULL, WHEN_NOTHING);
    if (!t)
        return;
    const struct reading_field *said = reading_field(t, "period");
    bool stop = mention_in(b->p, c->first, c->end, SENSE_STOP) != NULL;
    if (stop && said && said->start >= 0 && strlen(said->value) == 4) { /* stopped in 2019 */
        int year = atoi(said->value), last = (b->p->now - 1) / 12;
        build_ask(t, "period", when_text(b, year + 1 < last ? year + 1 : last, last), said->value,
                  NULL);
    }
    for (int i = 0; i < b->p->spans; i++) {
        const struct span *s = &b->p->s[i];
        bool after = word_is(&b->p->t, s->first - 1, "after") && s->from > 9999 &&
                     s->from == s->until;
        if (!(s->since || after) || s->kind != SPAN_SAID || s->first < c->first ||
            s->first >= c->end)
            continue;
        int from = s->from > 9999 ? period_of(period_index(s->until) + 1, 'M') : s->until + 1;
        if (s->from == 202203 && !after)
            from = s->from;
        int until = period_of(b->p->now - 1, 'M');
        build_said(b, t, "period", when_text(b, from, until), s->first, s->end);
    }
}

/* "nickel and lead were no longer imported": of each. */
static void add_zeros(struct building *b, const struct clause *c, const struct frame *f)
{
    struct frame one = *f;
    if (!f->goods2.value) {
        add_zero(b, c, f);
        return;
    }
    one.goods = f->goods1;
    add_zero(b, c, &one);
    one.goods = f->goods2;
    add_zero(b, c, &one);
}

/* Nothing was traded by any: a test for each. */
static void add_zeros_each(struct building *b, const struct clause *c, const struct frame *f)
{
    int from = b->tests;
    add_zeros(b, c, f);
    trade_each(b, from);
}

static bool zero_in(const struct parsed *p, const struct clause *c)
{
    for (int i = c->first; i < c->end; i++)
        if (trade_nothing(p, i, c->end))
            return true;
    return false;
}

/* Whether an amount of a clause is a test of its own beside "no". */
static bool has_amount(const struct parsed *p, const struct clause *c)
{
    for (int i = 0; i < p->amounts; i++)
        if (p->v[i].first >= c->first && p->v[i].first < c->end && p->v[i].kind != AMOUNT_PLAIN)
            return true;
    return false;
}

/* --- surges, firsts, records --- */

/* The month after an event, where something that came after it is looked for. */
static const char *month_after(const char *event)
{
    static const char *const months[][2] = {{"invasion-2022", "2022-03"},
                                            {"kharkiv-counteroffensive", "2022-10"},
                                            {"kherson-counteroffensive", "2022-09"},
                                            {"mobilisation", "2022-10"},
                                            {"surovikin-line", "2022-10"}};
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (!strcmp(months[i][0], event))
            return months[i][1];
    return NULL;
}

static void add_coincidence(struct building *b, const struct clause *c, const struct frame *f,
                            const struct mention *e)
{
    struct reading_test *t = trade_test(b, "coincidence", c, f, NULL, WHEN_LEVEL);
    if (!t)
        return;
    build_drop(t, "period");
    int kept = 0;
    for (int i = 0; i < t->asks; i++)
        if (strcmp(t->ask[i].field, "period") != 0)
            t->ask[kept++] = t->ask[i];
    t->asks = kept;
    build_said(b, t, "event", e->value, e->first, e->end);
}

static void add_rise(struct building *b, const struct clause *c, const struct frame *f,
                     const struct mention *m, const char *when)
{
    struct reading_test *t = trade_test(b, "rise", c, f, NULL, WHEN_LEVEL);
    if (!t)
        return;
    build_rename(t, "period", "when");
    if (when) {
        t->asks = 0;
        build_said(b, t, "when", when, m->first, m->end);
    }
}

static void surges(struct building *b, const struct clause *c, const struct frame *f, bool amount)
{
    const struct parsed *p = b->p;
    const struct mention *surge = mention_in(p, c->first, c->end, SENSE_SURGE);
    const struct mention *event = mention_in(p, 0, p->t.count, SENSE_EVENT);
    bool with = mention_in(p, 0, p->t.count, SENSE_COINCIDE) != NULL;
    bool after = event && mention_before(p, event->first, SENSE_AFTER_EVENT) != NULL;
    if (surge && !amount && !with)
        add_rise(b, c, f, surge, after ? month_after(event->value) : NULL);
    if (event && (with || after) && (surge || amount || b->tests) && c->end == p->t.count)
        add_coincidence(b, c, f, event);
}

static void first_time(struct building *b, const struct clause *c, const struct frame *f)
{
    const struct mention *m = mention_in(b->p, c->first, c->end, SENSE_FIRST_TIME);
    struct clause all = {0, b->p->t.count};
    struct rank r;
    if (!m || rank_in(b->p, &all, &r)) /* first in rank for the first time */
        return;
    if (roles_changed(b->p, c->first, c->end, m->first))
        return;
    build_rename(trade_test(b, "first", c, f, NULL, WHEN_LEVEL), "period", "when");
}

/* The highest since a time, said in two words. */
static void add_record_since(struct building *b, const struct clause *c, const struct frame *f,
                             int i, const struct span *seen)
{
    struct reading_test *t = trade_test(b, "record", c, f, NULL, WHEN_LEVEL);
    bool low = word_among(&b->p->t, i, "lowest smallest");
    build_said(b, t, "says", low ? "lowest" : "highest", i, i + 2);
    build_said(b, t, "since", when_text(b, seen->from, seen->until), seen->first, seen->end);
}

static void records(struct building *b, const struct clause *c, const struct frame *f)
{
    const struct parsed *p = b->p;
    for (int i = c->first; i < c->end; i++) {
        const struct word *w = p->t.at[i].kind == TOKEN_WORD ? word_at(p->t.at[i].at) : NULL;
        if (word_is(&p->t, i, "seen") && word_is(&p->t, i - 1, "not") && span_over(p, i + 2)) {
            add_record_since(b, c, f, i - 1, span_over(p, i + 2));
            return;
        }
        if (word_among(&p->t, i, "largest biggest lowest smallest") &&
            word_is(&p->t, i + 2, "since") &&
            span_over(p, i + 3)) { /* the largest tonnage since 2019 */
            add_record_since(b, c, f, i, span_over(p, i + 3));
            return;
        }
        if (!w || w->kind != RECORD)
            continue;
        int end = i + tokens_within(&p->t, i, strlen(w->text));
        bool since = word_is(&p->t, end, "since") || word_is(&p->t, end + 1, "since");
        bool record = word_is(&p->t, i, "record");
        record |= !strncmp(w->text, "all-time", 8) || !strncmp(w->text, "record", 6);
        if (!since && !record && !word_among(&p->t, end, "ever level figure on in"))
            continue;
        if (record && word_among(&p->t, i - 1, "not to they"))
            continue;
        struct reading_test *t = trade_test(b, "record", c, f, NULL, WHEN_LEVEL);
        build_said(b, t, "says", w->value > 0 ? "highest" : "lowest", i, end);
        const struct span *s = since ? span_over(p, end + 1) : NULL;
        const struct span *of = word_among(&p->t, end, "of in") ? span_over(p, end + 1) : NULL;
        if (of && of->kind == SPAN_SAID)
            build_said(b, t, "period", when_text(b, of->from, of->until), of->first, of->end);
        if (s)
            build_said(b, t, "since", when_text(b, s->from, s->until), s->first, s->end);
        return;
    }
}

void trade_words(struct building *b, const struct clause *c, const struct frame *f)
{
    struct rank r;
    bool amount = has_amount(b->p, c);
    bool buys = f->subject.value && f->to.value && !strcmp(f->subject.value, f->to.value) &&
                f->flow && !strcmp(f->flow, "import");
    if (!add_overtaking(b, c, f) && !add_outdone(b, c, f) && rank_in(b->p, c, &r)) {
        r.customer |= buys && mention_at(b->p, r.first, SENSE_MORE_THAN_ANY);
        add_rank(b, c, f, &r);
    }
    if (zero_in(b->p, c))
        add_zeros_each(b, c, f);
    first_time(b, c, f);
    records(b, c, f);
    surges(b, c, f, amount);
}
