/* trade.c - amounts, shares, ranks and changes of flows as tests.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/prose/build.h"
#include "claim/prose/trade.h"
#include "model/period.h"

/* --- clauses --- */

static bool between_areas(const struct parsed *p, int i)
{
    bool before = mention_before(p, i, SENSE_AREA) || mention_before(p, i, SENSE_PEOPLE_OF);
    return before && (mention_at(p, i + 1, SENSE_AREA) || mention_at(p, i + 1, SENSE_PEOPLE_OF)) &&
           word_is(&p->t, i, "and");
}

/* What a test may be made of: an amount, or a word that says nothing was traded. */
struct anchor {
    int first, end;
    const struct amount *v;
};

static int anchors_of(const struct parsed *p, struct anchor *out)
{
    int n = 0, next = 0;
    for (int i = 0; i < p->t.count && n < ANCHORS_MAX; i++) {
        if (next < p->amounts && p->v[next].first == i) {
            bool small = p->v[next].kind == AMOUNT_PLAIN && p->t.at[i].kind == TOKEN_WORD;
            if (!small)
                out[n++] = (struct anchor){i, p->v[next].end, &p->v[next]};
            next++;
        } else if (trade_nothing(p, i, p->t.count) || trade_ranked(p, i)) {
            out[n++] = (struct anchor){i, i + 1, NULL};
        }
    }
    return n;
}

/* Where the clause of one ends and that of the next begins; 0: they are one. */
static int border(const struct parsed *p, const struct anchor *a, const struct anchor *b)
{
    bool like = a->v && b->v && a->v->kind == b->v->kind;
    for (int i = a->end; i < b->first; i++) {
        bool alike = like && i == a->end && b->first == i + 1;
        if (span_over(p, i) || between_areas(p, i) || (alike && word_is(&p->t, i, "and")))
            continue;
        if (word_among(&p->t, i, ", ; and but while whereas yet or - ("))
            return i;
        if (i > a->end && word_is(&p->t, i, "against") && i >= b->first - 3)
            return i;
        if (word_among(&p->t, i, "against after from versus compared") && i >= b->first - 2)
            return i;
        if (word_is(&p->t, i, "of") && word_is(&p->t, i + 1, "which"))
            return i;
        if (word_is(&p->t, i, "to") && i == b->first - 1 && span_over(p, i - 1))
            return i;
    }
    return 0;
}

int trade_clauses(const struct parsed *p, struct clause *out)
{
    struct anchor a[ANCHORS_MAX];
    int n = 0, first = 0, count = anchors_of(p, a);
    for (int i = 0; i + 1 < count; i++) {
        int at = border(p, &a[i], &a[i + 1]);
        if (at) {
            out[n++] = (struct clause){first, at};
            first = at;
        }
    }
    out[n++] = (struct clause){first, p->t.count};
    return n;
}

/* --- what an amount is --- */

static bool sense_within(const struct parsed *p, int from, int until, enum sense s)
{
    for (int i = from < 0 ? 0 : from; i < until && i < p->t.count; i++)
        if (mention_over(p, i, s))
            return true;
    return false;
}

static int way_at(const struct parsed *p, int i)
{
    if (i < 0 || i >= p->t.count || p->t.at[i].kind != TOKEN_WORD)
        return 0;
    if (word_among(
            &p->t, i,
            "below behind short reduction falls drops declines losses plunge slump shrinking "
            "collapse halving down decreased under loss less fewer"))
        return -1;
    if (word_among(&p->t, i,
                   "above ahead rises increases gains growing gain jumping surging swell "
                   "leap climb climbing more"))
        return 1;
    const struct word *w = word_at(p->t.at[i].at);
    return w && w->kind == WAY ? (int)w->value : 0;
}

/* Which way an amount goes: 1, -1; 0: it is no change. */
int trade_way(const struct parsed *p, const struct clause *c, const struct amount *v)
{
    for (int i = v->end; i < v->end + 2 && i < p->t.count; i++) {
        int way = way_at(p, i);
        if (way && !word_among(&p->t, i, "over above") && !word_is(&p->t, i + 1, "from"))
            return way;
        if (way && word_among(&p->t, i, "above"))
            return way;
        if (!word_among(&p->t, i, "year on-year annual sharp the a"))
            break;
    }
    bool by = word_is(&p->t, v->first - 1, "by");
    for (int i = v->first - 1; i >= c->first && i >= v->first - (by ? 14 : 4); i--) {
        int way = way_at(p, i);
        if (way && !mention_over(p, i, SENSE_EVENT))
            return way;
        if (!by && word_among(&p->t, i, "to at of , reached"))
            if (!(word_is(&p->t, i, "of") && way_at(p, i - 1)))
                return 0;
    }
    return 0;
}

static bool to_amount(const struct parsed *p, const struct amount *v)
{
    return word_among(&p->t, v->first - 1, "to at");
}

/* Whether it is a part of something. */
static bool is_share(const struct building *b, const struct clause *c, const struct amount *v,
                     int way)
{
    const struct parsed *p = b->p;
    bool part = v->kind == AMOUNT_PERCENT || v->kind == AMOUNT_FRACTION || v->kind == AMOUNT_MOST;
    if (!part)
        return false;
    bool of = word_is(&p->t, v->end, "of") &&
              !word_among(&p->t, v->end + 1, "what 2021 2022 2023 2024 2020 2019");
    bool word = sense_within(p, c->first, v->first, SENSE_SHARE_WORD);
    bool verb = sense_within(p, v->first - 5, v->first, SENSE_SHARE_VERB);
    bool was = word_among(&p->t, v->end, "were was is are came comes come went goes") ||
               mention_at(p, v->end, SENSE_PEOPLE_OF) || mention_at(p, v->end, SENSE_FLOW_FROM) ||
               mention_at(p, v->end, SENSE_FLOW_TO);
    if (of && word_among(&p->t, v->end + 1, "it this that which"))
        return false;
    if (v->kind == AMOUNT_MOST)
        return word_is(&p->t, v->end, "of") || verb || was;
    if (word && (to_amount(p, v) || !way || word_is(&p->t, v->first - 1, "from")))
        return true;
    return (of || verb || (was && !way)) && !way_at(p, v->end);
}

/* --- values as tests write them --- */

static const char *number_text(const struct amount *v, struct arena *a)
{
    double n = v->number;
    const char *one = n == floor(n) && fabs(n) < 1e15 ? arena_printf(a, "%.0f", n)
                                                      : arena_printf(a, "%.10g", n);
    if (isnan(v->second))
        return one;
    return arena_printf(a, "%s-%.10g", one, v->second);
}

/* "more than 75 million USD" */
const char *trade_amount(const struct building *b, const struct amount *v)
{
    struct arena *a = b->p->arena;
    return arena_printf(a, "%s%s%s%s%s%s%s", v->bound == BETWEEN ? "" : v->bound_word,
                        number_text(v, a), *v->tens ? " " : "", v->tens, *v->unit ? " " : "",
                        v->unit, v->per_month ? " per month" : "");
}

static const char *percent_text(const struct building *b, const struct amount *v, int way)
{
    struct arena *a = b->p->arena;
    const char *sign = way > 0 ? "+" : way < 0 ? "-" : "";
    if (v->kind == AMOUNT_FRACTION)
        return arena_printf(a, "%s%s%.4g %%", v->bound_word, sign, 100 * v->number);
    return arena_printf(a, "%s%s%s %%", v->bound == BETWEEN ? "" : v->bound_word, sign,
                        number_text(v, a));
}

static const char *times_text(const struct building *b, const struct amount *v)
{
    struct arena *a = b->p->arena;
    if (v->word)
        return arena_printf(a, "%s%s", v->bound_word, v->word);
    return arena_printf(a, "%s%s times", v->bound_word, number_text(v, a));
}

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

static void add_goods(struct building *b, struct reading_test *t, const struct frame *f)
{
    struct said_field g = f->goods;
    const char *name = "code";
    if (!g.value) {
        build_ask(b, t, "code", f->unknown, NULL, NULL);
        return;
    }
    if (!strncmp(g.value, "list:", 5) || !strncmp(g.value, "group:", 6)) {
        name = *g.value == 'l' ? "list" : "group";
        g.value = strchr(g.value, ':') + 1;
    }
    build_field(b, t, name, &g);
    if (f->asked)
        build_ask(b, t, name, g.value, "01-97", NULL);
}

static void add_side(struct building *b, struct reading_test *t, const char *name,
                     const struct said_field *f)
{
    if (f->value)
        build_field(b, t, name, f);
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
    build_ask(b, t, "period", when_text(b, other, until), when_text(b, w->from, w->until), NULL);
}

/* "rose from 1 % before the war to two fifths": when the second was is another time. */
static bool later_end(const struct parsed *p, const struct amount *v)
{
    const struct amount *a = v && v > p->v ? v - 1 : NULL;
    return a && word_is(&p->t, v->first - 1, "to") && word_is(&p->t, a->first - 1, "from");
}

static void add_period(struct building *b, struct reading_test *t, const struct when *w,
                       const struct amount *v)
{
    if (!w->from || (w->carried && later_end(b->p, v))) {
        int last = b->p->now / 12 - 1;
        build_ask(b, t, "period", when_text(b, last, last), when_text(b, last - 1, last - 1), NULL);
        return;
    }
    build_said(b, t, "period", when_text(b, w->from, w->until), w->first, w->end);
    ask_year(b, t, w);
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

static struct reading_test *begin(struct building *b, const char *kind, const struct frame *f)
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
    if (f->others)
        build_ask(b, t, f->others, f->others[0] == 'f' ? f->from.value : f->to.value, NULL, NULL);
    if (!f->from.value && !f->to.value) {
        build_ask(b, t, "from", b->whole.from.value, b->whole.to.value, "WLD");
        build_ask(b, t, "to", b->whole.to.value, b->whole.from.value, "WLD");
    } else if (f->goods.carried && !(f->from.value && f->to.value) && b->before->stray.value) {
        build_ask(b, t, f->from.value ? "to" : "from", b->before->stray.value, "WLD", NULL);
    } else if (f->unplaced && !(f->from.value && f->to.value)) {
        build_ask(b, t, f->from.value ? "to" : "from", f->puzzle, "WLD", NULL);
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
    struct reading_test *t = begin(b, kind, f);
    if (!t)
        return NULL;
    struct when w = when_of(b, c, f, v, use);
    measure_of(b, t, c, f, v);
    add_period(b, t, &w, v);
    if (use == WHEN_CHANGE)
        add_base(b, t, &w);
    return t;
}

/* --- one amount --- */

/* "of X's imports", "of all X's exports", "of the cars that X re-exported": of whose trade. */
static const char *share_of_what(const struct building *b, const struct clause *c,
                                 const struct frame *f, const struct amount *v)
{
    const struct parsed *p = b->p;
    bool of = word_is(&p->t, v->end, "of");
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
                   !sense_within(p, c->first, c->end, SENSE_EXPORT_VERB)
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
        build_ask(b, t, "period", when_text(b, before, before),
                  when_text(b, w.with_from, w.with_until), NULL);
    }
}

static void add_share(struct building *b, const struct clause *c, const struct frame *f,
                      const struct amount *v, const char **last)
{
    struct frame g = *f;
    const char *of = *last && c->first > 0 ? *last : share_of_what(b, c, f, v);
    *last = of;
    if (!strcmp(of, "exporters") && (!g.flow || !strcmp(g.flow, "export")))
        g.flow = "import";
    struct reading_test *t = trade_test(b, "share", c, &g, v, WHEN_LEVEL);
    if (!t)
        return;
    build_said(b, t, "says",
               v->kind == AMOUNT_MOST ? arena_printf(b->p->arena, "%s", v->word)
                                      : percent_text(b, v, 0),
               v->first, v->end);
    build_said(b, t, "of", of, 0, 0);
    bool world = mention_in(b->p, c->first, c->end, SENSE_AREA) &&
                 !strcmp(mention_in(b->p, c->first, c->end, SENSE_AREA)->value, "WLD");
    for (int i = c->first; i < c->end; i++)
        world |= word_among(&b->p->t, i, "world global world's");
    if (!world && !t->asks && (!g.from.value || !g.to.value))
        build_ask(b, t, g.from.value ? "to" : "from", b->before->subject.value, NULL, NULL);
    add_share_before(b, c, &g, v, of);
}

/* "over twice what Abu Dhabi did", "30 % more than Germany": of two exporters at one time. */
static bool add_compared(struct building *b, const struct clause *c, const struct frame *f,
                         const struct amount *v)
{
    const struct parsed *p = b->p;
    const struct mention *other = NULL;
    for (int i = v->end; i < v->end + 5 && i < c->end && !other; i++) {
        if (!word_among(&p->t, i, "what than that of as much many more less those the 's"))
            other = mention_at(p, i, SENSE_AREA);
        if (!other && !word_among(&p->t, i, "what than that of as much many more less those the"))
            break;
    }
    for (int i = v->end; i + 2 < c->end && !other; i++) /* as many from China as from Korea */
        if (word_among(&p->t, i, "as than") && word_is(&p->t, i + 1, "from"))
            other = mention_at(p, i + 2, SENSE_AREA);
    if (!other || !f->from.value || !strcmp(other->value, f->from.value))
        return false;
    struct frame g = *f;
    if (g.unplaced)
        g.unplaced--;
    struct reading_test *t = trade_test(b, "compare", c, &g, v, WHEN_LEVEL);
    if (!t)
        return true;
    build_said(b, t, "from_with", other->value, other->first, other->end);
    build_said(b, t, "says",
               v->kind == AMOUNT_TIMES ? times_text(b, v) : percent_text(b, v, trade_way(p, c, v)),
               v->first, v->end);
    return true;
}

static void add_ratio(struct building *b, const struct clause *c, const struct frame *f,
                      const struct amount *v, int way)
{
    bool price = sense_within(b->p, c->first, c->end, SENSE_PRICE_WORD) ||
                 sense_within(b->p, v->end, c->end, SENSE_PER_TONNE);
    if (add_compared(b, c, f, v))
        return;
    struct reading_test *t = trade_test(b, price ? "unit value" : "ratio", c, f, v, WHEN_CHANGE);
    if (t)
        build_said(b, t, "says",
                   v->kind == AMOUNT_TIMES ? times_text(b, v) : percent_text(b, v, way), v->first,
                   v->end);
    const struct reading_field *with = t ? reading_field(t, "with") : NULL;
    if (with && with->start < 0 && word_among(&b->p->t, v->end, "what that those"))
        build_ask(b, t, "with", with->value, NULL, NULL);
}

static void add_level(struct building *b, const struct clause *c, const struct frame *f,
                      const struct amount *v, int way)
{
    bool by = word_is(&b->p->t, v->first - 1, "by") && way;
    bool than = word_among(&b->p->t, v->end, "more less fewer higher lower above below");
    bool change = by || than;
    struct reading_test *t = trade_test(b, change ? "change" : "level", c, f, v,
                                        change ? WHEN_CHANGE : WHEN_LEVEL);
    if (!t)
        return;
    build_said(
        b, t, "says",
        change ? arena_printf(b->p->arena, "%s %s", trade_amount(b, v), way < 0 ? "less" : "more")
               : trade_amount(b, v),
        v->first, v->end);
    if (v->per_year)
        build_ask(b, t, "says", trade_amount(b, v), NULL, NULL);
}

/* Two prices are one change: "$317 a tonne, against $105 a year earlier". */
static bool add_prices(struct building *b, const struct clause *c, int clauses,
                       const struct frame *f)
{
    const struct parsed *p = b->p;
    const struct amount *one = NULL, *two = NULL;
    bool price = mention_in(p, 0, p->t.count, SENSE_AVERAGE) ||
                 mention_in(p, 0, p->t.count, SENSE_PRICE_WORD) ||
                 mention_in(p, 0, p->t.count, SENSE_COST_VERB);
    for (int i = 0; i < p->amounts; i++)
        if (p->v[i].kind == AMOUNT_MONEY &&
            (p->v[i].per_tonne || price || (one && one->per_tonne && !*p->v[i].tens))) {
            two = one ? &p->v[i] : NULL;
            one = one ? one : &p->v[i];
            if (two)
                break;
        }
    if (!two || one->number <= 0 ||
        (!one->per_tonne && !mention_in(p, 0, p->t.count, SENSE_AVERAGE) &&
         !mention_in(p, 0, p->t.count, SENSE_COST_VERB)))
        return false;
    int first = 0, second = 0;
    for (int i = 0; i < clauses; i++) {
        first = one->first >= c[i].first && one->first < c[i].end ? i : first;
        second = two->first >= c[i].first && two->first < c[i].end ? i : second;
    }
    struct when a = when_of(b, &c[first], f, one, WHEN_LEVEL), z;
    struct frame g = *f;
    g.when.from = a.from;
    g.when.until = a.until;
    z = when_of(b, &c[second], &g, two, WHEN_LEVEL);
    if (!a.from || !z.from || first == second)
        return false;
    bool later = a.from > z.from;
    struct reading_test *t = begin(b, "unit value", f);
    if (!t)
        return true;
    const struct when *now = later ? &a : &z, *base = later ? &z : &a;
    const struct amount *high = later ? one : two, *low = later ? two : one;
    build_said(b, t, "period", when_text(b, now->from, now->until), now->first, now->end);
    build_said(b, t, "with", when_text(b, base->from, base->until), base->first, base->end);
    const char *bound = *high->bound_word ? high->bound_word : low->bound_word;
    build_said(b, t, "says",
               arena_printf(p->arena, "%s%.3g times", bound, high->number / low->number),
               one->first, two->end);
    return true;
}

/* --- a clause --- */

static struct frame frame_of(const struct building *b, const struct clause *c,
                             const struct frame *last)
{
    struct frame f;
    frame_read(&f, b->p, c, b->offset, last->subject.value ? last : b->before);
    if (f.total && last->goods.value && !last->total)
        f.goods.value = NULL; /* a trade worth: of the goods that were named */
    frame_fill(&f, last);
    return f;
}

static struct frame first_frame(struct building *b, const struct clause *c)
{
    struct frame f;
    struct clause all = {0, b->p->t.count};
    frame_read(&b->whole, b->p, &all, b->offset, b->before);
    frame_read(&f, b->p, c, b->offset, b->before);
    trade_carry(b, c, &f);
    return f;
}

/* What was told of the amount before. */
struct told {
    bool any, share;
    int way;
    const char *of;
};

static bool counts(const struct building *b, const struct clause *c, struct amount *v)
{
    const struct parsed *p = b->p;
    if (v->kind != AMOUNT_PLAIN)
        return false;
    bool numbered = sense_within(p, v->first - 2, v->first, SENSE_QUANTITY_WORD);
    bool them = mention_at(p, v->end, SENSE_OF_THEM) != NULL;
    bool more = c->first > 0 && p->amounts > 1 && p->v[0].kind == AMOUNT_UNITS;
    if (numbered || them || more) {
        v->kind = AMOUNT_UNITS;
        v->unit = "units";
        return true;
    }
    return false;
}

/* "57 %, against 12 % before the war": what is said of a number holds of the next. */
static bool goes_on(const struct parsed *p, const struct amount *v)
{
    int i = v->first - 1;
    return word_among(&p->t, i, "against from after and , versus to with");
}

static void add_amount(struct building *b, const struct clause *c, struct frame *f,
                       struct amount *v, struct told *told)
{
    int way = trade_way(b->p, c, v);
    bool on = goes_on(b->p, v) && told->any;
    counts(b, c, v);
    if (!way && v->kind == AMOUNT_PERCENT && !told->share)
        way = told->any ? told->way : 0;
    bool share = is_share(b, c, v, way) ||
                 (on && told->share && (v->kind == AMOUNT_PERCENT || v->kind == AMOUNT_FRACTION));
    *told = (struct told){true, share, v->kind == AMOUNT_PERCENT ? way : told->way, told->of};
    if (share) {
        add_share(b, c, f, v, &told->of);
        return;
    }
    switch (v->kind) {
    case AMOUNT_MONEY:
    case AMOUNT_WEIGHT:
    case AMOUNT_UNITS:
        if (!v->per_tonne)
            add_level(b, c, f, v, way);
        break;
    case AMOUNT_TIMES:
        if (!(v + 1 < b->p->v + b->p->amounts && is_share(b, c, v + 1, 0)))
            add_ratio(b, c, f, v, way);
        break;
    case AMOUNT_PERCENT:
    case AMOUNT_FRACTION:
        if (way)
            add_ratio(b, c, f, v, way);
        break;
    default:
        break;
    }
}

/* What a clause says of times goes on into the next. */
static void pass_on(struct building *b, const struct clause *c, struct frame *f)
{
    struct when w = when_of(b, c, f, NULL, WHEN_MAIN);
    struct when change = when_of(b, c, f, NULL, WHEN_CHANGE);
    bool ends = change.with_said && change.from != w.from && change.from == w.until;
    f->when.from = ends ? change.from : w.from;
    f->when.until = ends ? change.until : w.until;
    if (change.with_said) {
        f->base.from = change.with_from;
        f->base.until = change.with_until;
    }
}

void build_trade(struct building *b)
{
    const struct parsed *p = b->p;
    struct clause c[ANCHORS_MAX + 1];
    int n = trade_clauses(p, c);
    struct frame last = first_frame(b, &c[0]), first;
    struct told told = {0};
    first = last;
    bool prices = add_prices(b, c, n, &last);
    for (int i = 0; i < n; i++) {
        struct frame f = i ? frame_of(b, &c[i], &last) : last;
        for (int k = 0; k < p->amounts; k++)
            if (p->v[k].first >= c[i].first && p->v[k].first < c[i].end &&
                !(prices && (p->v[k].kind == AMOUNT_MONEY || word_is(&p->t, p->v[k].end, "of"))))
                add_amount(b, &c[i], &f, &p->v[k], &told);
        trade_words(b, &c[i], &f);
        pass_on(b, &c[i], &f);
        if (!i)
            first = f;
        if (i && f.when.until > first.when.until)
            first.when = f.when;
        last = f;
    }
    if (mention_in(p, 0, p->t.count, SENSE_EACH))
        trade_each(b);
    b->whole = first;
}
