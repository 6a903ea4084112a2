/* trade.c - the fields that all tests of flows have.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/prose/build.h"
#include "model/period.h"

/* --- fields that all tests of flows have --- */

static const char *weighed(const struct building *b, const struct clause *c, const struct frame *f,
                           const struct amount *v, int *first, int *end)
{
    const struct parsed *p = b->p;
    static const struct {
        enum sense sense;
        const char *name;
    } said[] = {{SENSE_VALUE_WORD, "value"},
                {SENSE_WEIGHT_WORD, "weight"},
                {SENSE_QUANTITY_WORD, "quantity"}};
    *first = *end = 0;
    if (v && v->kind == AMOUNT_MONEY)
        return "value";
    if (v && v->kind == AMOUNT_WEIGHT)
        return "weight";
    if (v && v->kind == AMOUNT_UNITS)
        return "quantity";
    for (int i = c->first; i < c->end; i++)
        for (size_t k = 0; k < 3; k++) {
            const struct mention *m = mention_at(p, i, said[k].sense);
            if (m && !(v && m->first < v->end && m->end > v->first)) {
                *first = m->first;
                *end = m->end;
                return said[k].name;
            }
        }
    for (int i = 0; i < p->amounts; i++)
        if (p->v[i].kind == AMOUNT_MONEY)
            return "value";
        else if (p->v[i].kind == AMOUNT_WEIGHT)
            return "weight";
        else if (p->v[i].kind == AMOUNT_UNITS)
            return "quantity";
    return f->bulk ? "weight" : "value";
}

static void add_goods(const struct building *b, struct reading_test *t, const struct frame *f)
{
    struct said_field g = f->goods;
    const char *name = "code";
    if (!g.value) {
        const char *code[READING_CHOICES] = {0};
        if (f->unknown)
            lexicon_codes(b->p->lexicon, f->unknown, code, READING_CHOICES);
        build_ask(t, "code", code[0], code[1], code[2]);
        return;
    }
    if (!strncmp(g.value, "list:", 5) || !strncmp(g.value, "group:", 6)) {
        name = *g.value == 'l' ? "list" : "group";
        g.value = strchr(g.value, ':') + 1;
    }
    build_field(t, name, &g);
    if (f->asked)
        build_ask(t, name, g.value, "01-97", NULL);
}

static void add_side(struct building *b, struct reading_test *t, const char *name,
                     const struct said_field *f)
{
    if (f->value)
        build_field(t, name, f);
    else
        build_said(b, t, name, "WLD", 0, 0);
}

/* Which year, where months have none and what was said before names another year. */
static void ask_year(struct building *b, struct reading_test *t, const struct when *w)
{
    int year = b->before->year;
    if (!w->guessed || !year || w->from < 9999 || w->from / 100 == year || year > w->from / 100)
        return;
    int other = year * 100 + w->from % 100;
    int until = other + (w->until - w->from);
    build_ask(t, "period", when_text(b, other, until), when_text(b, w->from, w->until), NULL);
}

/* "rose from 1 % before the war to two fifths": when the second was is another time. */
static bool later_end(const struct parsed *p, const struct amount *v)
{
    const struct amount *a = v && v > p->v ? v - 1 : NULL;
    return a && word_is(&p->t, v->first - 1, "to") && word_is(&p->t, a->first - 1, "from");
}

/* "rocketed to 7.2 last year from 2.5": when the second was is another time. */
static bool came_from(const struct parsed *p, const struct amount *v)
{
    const struct amount *a = v && v > p->v ? v - 1 : NULL;
    return a && word_is(&p->t, v->first - 1, "from") && word_is(&p->t, a->first - 1, "to");
}

/* "rose from 317 to 761 in 2022": the year is that of the second. */
static bool earlier_end(const struct parsed *p, const struct amount *v)
{
    const struct amount *z = v && v + 1 < p->v + p->amounts ? v + 1 : NULL;
    if (!z || !word_is(&p->t, v->first - 1, "from") || !word_is(&p->t, z->first - 1, "to"))
        return false;
    for (int i = v->end; i < z->first; i++)
        if (span_over(p, i))
            return false;
    return true;
}

static void add_period(struct building *b, struct reading_test *t, const struct when *w,
                       const struct amount *v)
{
    if (w->from && w->carried && came_from(b->p, v)) { /* to 7.2 bn last year from 2.5 bn */
        int back = w->from > 9999 ? 100 : 1;
        build_ask(t, "period", when_text(b, w->from - back, w->until - back), NULL, NULL);
        return;
    }
    if (!w->from || (w->carried && later_end(b->p, v))) {
        int last = b->p->now / 12 - 1;
        build_ask(t, "period", when_text(b, last, last), when_text(b, last - 1, last - 1), NULL);
        return;
    }
    if (earlier_end(b->p, v) && !w->ends) {
        int back = w->from > 9999 ? 100 : 1;
        build_ask(t, "period", when_text(b, w->from - back, w->until - back), NULL, NULL);
        return;
    }
    build_said(b, t, "period", when_text(b, w->from, w->until), w->first, w->end);
    if (w->vague) /* late 2023: which months? */
        build_ask(t, "period", when_text(b, w->from, w->until), NULL, NULL);
    ask_year(b, t, w);
}

/* "rose by a third from January to October": as one, or October over January. */
static void ask_ends(struct building *b, struct reading_test *t, const struct when *w)
{
    const char *one = when_text(b, w->from, w->until), *first = when_text(b, w->from, w->from);
    if (w->two_end)
        build_ask(
            t, "period",
            arena_printf(b->p->arena, "%s against %s", one,
                         when_text(b, w->with_from, w->with_until)),
            arena_printf(b->p->arena, "%s against %s", when_text(b, w->until, w->until), first),
            NULL);
}

static void add_base(struct building *b, struct reading_test *t, const struct when *w)
{
    if (w->with_from)
        build_said(b, t, "with", when_text(b, w->with_from, w->with_until), w->with_first,
                   w->with_end);
}

static bool traded(const struct parsed *p)
{
    static const enum sense words[] = {SENSE_EXPORT_NOUN, SENSE_EXPORT_VERB,   SENSE_IMPORT_NOUN,
                                       SENSE_IMPORT_VERB, SENSE_REEXPORT_NOUN, SENSE_REEXPORT_VERB,
                                       SENSE_TRADE_NOUN,  SENSE_SUPPLIER};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (mention_in(p, 0, p->t.count, words[k]))
            return true;
    return false;
}

/* "11,400 tonnes were bought from Brazil": by whom is not said, and it is not everybody. */
static bool seller_or_buyer_lacks(const struct frame *f)
{
    bool import = f->flow && !strcmp(f->flow, "import");
    bool export = f->flow && (!strcmp(f->flow, "export") || !strcmp(f->flow, "re-export"));
    return (import && !f->to.value) || (export && !f->from.value);
}

static bool is_side(const struct frame *f, const char *area)
{
    return (f->from.value && !strcmp(f->from.value, area)) ||
           (f->to.value && !strcmp(f->to.value, area));
}

/* "excluding oil", "without oil", "except Germany": the field that is more than what is named;
 * NULL: none. */
static const char *excludes(const struct parsed *p)
{
    for (int i = 0; i < p->t.count; i++) {
        const struct mention *m = mention_at(p, i, SENSE_EXCLUDE);
        bool without = word_is(&p->t, i, "without") && mention_at(p, i + 1, SENSE_GOODS);
        const struct mention *goods = mention_at(p, m ? m->end : i + 1, SENSE_GOODS);
        if (m || without)
            return !goods                                ? "from"
                   : !strncmp(goods->value, "list:", 5)  ? "list"
                   : !strncmp(goods->value, "group:", 6) ? "group"
                                                         : "code";
    }
    return NULL;
}

static bool names_area(const struct parsed *p)
{
    return mention_in(p, 0, p->t.count, SENSE_AREA) ||
           mention_in(p, 0, p->t.count, SENSE_PEOPLE_OF);
}

struct reading_test *trade_begin(struct building *b, const char *kind, const struct frame *f)
{
    struct reading_test *t = build_test(b, kind);
    if (!t)
        return NULL;
    bool nowhere = !f->from.value && !f->to.value && !f->goods.carried && !traded(b->p);
    if (nowhere || (!f->goods.value && !f->unknown && !traded(b->p))) { /* nothing is traded */
        b->tests--;
        return NULL;
    }
    add_side(b, t, "from", &f->from);
    add_side(b, t, "to", &f->to);
    add_goods(b, t, f);
    build_said(b, t, "flow", f->flow ? f->flow : "export", 0, 0);
    const char *but = excludes(b->p);
    if (but) { /* all but somebody or something: without who sells it is not checked */
        build_drop(t, but);
        build_drop(t, "from");
        build_ask(t, "from", NULL, NULL, NULL);
        return t;
    }
    if (f->from.value && f->to.value && !strcmp(f->from.value, f->to.value))
        build_ask(t, "to", f->puzzle, "WLD", NULL); /* nobody trades with himself */
    if (f->others)
        build_ask(t, f->others, f->others[0] == 'f' ? f->from.value : f->to.value, NULL, NULL);
    if (!f->from.value && !f->to.value && names_area(b->p) && !b->whole.from.value &&
        !b->whole.to.value) { /* somebody trades, and it is not the world with itself */
        b->tests--;
        return NULL;
    }
    if (!f->from.value && !f->to.value) {
        build_ask(t, "from", b->whole.from.value, b->whole.to.value, "WLD");
        build_ask(t, "to", b->whole.to.value, b->whole.from.value, "WLD");
    } else if (seller_or_buyer_lacks(f)) {
        bool buyer = !f->to.value;
        build_ask(t, buyer ? "to" : "from",
                  b->before->subject.value ? b->before->subject.value : f->puzzle, "WLD", NULL);
    } else if (f->goods.carried && !(f->from.value && f->to.value) && b->before->stray.value &&
               !is_side(f, b->before->stray.value)) {
        build_ask(t, f->from.value ? "to" : "from", b->before->stray.value, "WLD", NULL);
    } else if (f->unplaced && !(f->from.value && f->to.value) && !is_side(f, f->puzzle)) {
        build_ask(t, f->from.value ? "to" : "from", f->puzzle, "WLD", NULL);
    }
    return t;
}

static void measure_of(struct building *b, struct reading_test *t, const struct clause *c,
                       const struct frame *f, const struct amount *v)
{
    int first, end;
    const char *m = weighed(b, c, f, v, &first, &end);
    build_said(b, t, "measure", m, first, end);
}

struct reading_test *trade_test(struct building *b, const char *kind, const struct clause *c,
                                const struct frame *f, const struct amount *v, enum when_use use)
{
    struct reading_test *t = trade_begin(b, kind, f);
    if (!t)
        return NULL;
    struct when w = when_of(b, c, f, v, use);
    measure_of(b, t, c, f, v);
    add_period(b, t, &w, v);
    if (use == WHEN_CHANGE) {
        add_base(b, t, &w);
        ask_ends(b, t, &w);
    }
    return t;
}

static void split(struct building *b, int at, const char *side)
{
    const struct reading_field *f = reading_field(&b->test[at], side);
    const char *comma = f ? strchr(f->value, ',') : NULL;
    if (!comma || b->tests == TESTS_MAX)
        return;
    struct reading_test rest = b->test[at];
    struct reading_field one = *f, other = *f;
    one.value = arena_strndup(b->p->arena, f->value, (size_t)(comma - f->value));
    other.value = comma + 1;
    b->test[at].field[f - b->test[at].field] = one;
    rest.field[f - b->test[at].field] = other;
    b->test[b->tests++] = rest;
}

/* "Germany and Poland exported 714 and 470 million, respectively": which is whose is not read. */
void trade_respectively(struct building *b)
{
    for (int i = 0; i < b->p->t.count; i++) {
        if (!word_is(&b->p->t, i, "respectively"))
            continue;
        for (int k = 0; k < b->tests; k++)
            for (int side = 0; side < 2; side++) {
                const char *name = side ? "to" : "from";
                const struct reading_field *f = reading_field(&b->test[k], name);
                const char *comma = f ? strchr(f->value, ',') : NULL;
                if (comma)
                    build_ask(&b->test[k], name,
                              arena_strndup(b->p->arena, f->value, (size_t)(comma - f->value)),
                              comma + 1, NULL);
            }
        return;
    }
}

void trade_each(struct building *b, int first)
{
    for (int i = first; i < b->tests; i++) {
        split(b, i, "from");
        split(b, i, "to");
    }
}
