/* doubt.c - what of a sentence was not understood: then it is asked.
 *
 * What a sentence names and no test has a place for shows that it was not understood as a whole,
 * and two tests that cannot both be show it too.  Of sentences that are read right one in
 * twenty-five names something that stands in no field; of those read wrong every other one does.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "claim/prose/build.h"
#include "claim/prose/roles.h"

/* Whether a field of any test was read from some of the tokens. */
static bool placed(const struct building *b, int first, int end)
{
    long from = b->offset + b->p->t.at[first].start, until = b->offset + b->p->t.at[end - 1].end;
    for (int i = 0; i < b->tests; i++)
        for (int k = 0; k < b->test[i].fields; k++) {
            const struct reading_field *f = &b->test[i].field[k];
            if (f->start >= 0 && f->start < until && f->end > from)
                return true;
        }
    return false;
}

/* Part of a name or of a time, not of a trade: Russia's invasion, the EU sanctions list. */
static bool of_something_else(const struct parsed *p, int i)
{
    static const enum sense senses[] = {SENSE_EVENT,    SENSE_BEFORE_WAR, SENSE_SINCE_WAR,
                                        SENSE_WAR_YEAR, SENSE_REGISTER,   SENSE_ICC,
                                        SENSE_ISSUER,   SENSE_GOODS};
    for (size_t k = 0; k < sizeof senses / sizeof *senses; k++)
        if (mention_over(p, i, senses[k]))
            return true;
    if (roles_pressure(p, i - 1))
        return true;
    for (int k = i + 1; k < i + 4; k++) /* a Kyiv-based institute, the Turkish trade ministry */
        if (word_among(&p->t, k,
                       "based ministry minister institute statistics officials president "
                       "government analysts researchers media agency bureau committee parliament "
                       "sanctions"))
            return true;
    return false;
}

/* The clause that a byte of the text stands in. */
static int clause_of(const struct building *b, const struct clause *c, int n, long at)
{
    for (int i = 0; i + 1 < n; i++)
        if (at < b->offset + b->p->t.at[c[i].end].start)
            return i;
    return n - 1;
}

/* Where a test stands: by what it says, else by its first field with words. */
static long place_of(const struct reading_test *t)
{
    const struct reading_field *says = reading_field(t, "says");
    if (says && says->start >= 0)
        return says->start;
    for (int i = 0; i < t->fields; i++)
        if (t->field[i].start >= 0)
            return t->field[i].start;
    return -1;
}

/* The tests of the clause that something stands in: what is left over is theirs. */
struct doubt {
    struct building *b;
    struct clause clause[ANCHORS_MAX + 1];
    int clauses;
};

/* Whether a clause has an amount that no test has: it is another claim, and was not read. */
static bool missed(const struct doubt *d, int clause)
{
    const struct parsed *p = d->b->p;
    for (int i = 0; i < p->amounts; i++)
        if (p->v[i].first >= d->clause[clause].first && p->v[i].first < d->clause[clause].end &&
            !placed(d->b, p->v[i].first, p->v[i].end))
            return true;
    return false;
}

static struct reading_test *next_test(struct doubt *d, int token, bool wide, int *i)
{
    long at = d->b->offset + d->b->p->t.at[token].start;
    int clause = clause_of(d->b, d->clause, d->clauses, at);
    for (; *i < d->b->tests; (*i)++) {
        struct reading_test *t = &d->b->test[*i];
        long place = place_of(t);
        bool same = place >= 0 && clause_of(d->b, d->clause, d->clauses, place) == clause;
        if (!t->asks && (same || (wide && !missed(d, clause)))) {
            (*i)++;
            return t;
        }
    }
    return NULL;
}

/* One side more: the one that nobody named, else the buyer. */
static void doubt_area(struct doubt *d, const struct mention *m)
{
    struct reading_test *t;
    for (int i = 0; (t = next_test(d, m->first, true, &i));) {
        const struct reading_field *from = reading_field(t, "from"), *to = reading_field(t, "to");
        bool buyer = to && (to->start < 0 || !from || from->start >= 0);
        const struct reading_field *side = buyer ? to : from;
        if (side)
            build_ask(t, side->name, side->value, m->value, NULL);
    }
}

static void doubt_span(struct doubt *d, const struct span *s)
{
    struct reading_test *t;
    for (int i = 0; (t = next_test(d, s->first, false, &i));) {
        const struct reading_field *f = reading_field(t, "period");
        f = f ? f : reading_field(t, "when");
        if (f)
            build_ask(t, f->name, f->value, when_text(d->b, s->from, s->until), NULL);
    }
}

static void doubt_amount(struct doubt *d, const struct amount *v)
{
    struct reading_test *t;
    for (int i = 0; (t = next_test(d, v->first, false, &i));) {
        const struct reading_field *f = reading_field(t, "says");
        if (f)
            build_ask(t, "says", f->value, words_of(d->b->p, v->first, v->end), NULL);
    }
}

static bool has_rank(const struct building *b)
{
    for (int i = 0; i < b->tests; i++)
        if (!strcmp(b->test[i].kind, "rank") || !strcmp(b->test[i].kind, "destination rank"))
            return true;
    return false;
}

/* Whether an area is the side of a test, or the first where another is said to be second to it. */
static bool area_known(const struct building *b, const struct mention *m)
{
    static const char *const sides[] = {"from", "to", "from_with", "state", "issuer"};
    const struct parsed *p = b->p;
    int before = m->first - 1 - word_is(&p->t, m->first - 1, "the");
    if (mention_before(p, before + 1, SENSE_SECOND_ONLY) ||
        mention_over(p, before, SENSE_SECOND_ONLY))
        return true;
    if (has_rank(b) && word_among(&p->t, before, "after behind ahead than"))
        return true;
    for (int i = 0; i < b->tests; i++)
        for (size_t k = 0; k < sizeof sides / sizeof *sides; k++) {
            const struct reading_field *f = reading_field(&b->test[i], sides[k]);
            if (f && !strcmp(f->value, m->value))
                return true;
        }
    return false;
}

static bool span_known(const struct building *b, const struct span *s)
{
    static const char *const times[] = {"period", "with", "when", "since", "on"};
    const char *text = when_text(b, s->from, s->until);
    for (int i = 0; i < b->tests; i++)
        for (size_t k = 0; k < sizeof times / sizeof *times; k++) {
            const struct reading_field *f = reading_field(&b->test[i], times[k]);
            if (f && !strcmp(f->value, text))
                return true;
        }
    return false;
}

static bool same_field(const struct reading_test *a, const struct reading_test *b, const char *name)
{
    const struct reading_field *x = reading_field(a, name), *y = reading_field(b, name);
    return x && y ? !strcmp(x->value, y->value) : !x && !y;
}

/* Two tests that cannot both be: one thing has two values, or was traded and was not. */
static void doubt_pair(struct reading_test *a, struct reading_test *b)
{
    static const char *const names[] = {"from",   "to",   "code", "list", "group",
                                        "period", "with", "when", "of",   "from_with"};
    bool zero = !strcmp(a->kind, "zero") || !strcmp(b->kind, "zero");
    bool kinds = !strcmp(a->kind, b->kind) ||
                 (zero && (!strcmp(a->kind, "level") || !strcmp(b->kind, "level")));
    for (size_t i = 0; i < sizeof names / sizeof *names && kinds; i++)
        kinds = same_field(a, b, names[i]);
    bool measure = zero || same_field(a, b, "measure");
    if (!kinds || !measure || (!zero && same_field(a, b, "says")) || !reading_field(a, "from"))
        return;
    const struct reading_field *x = reading_field(a, "period"), *y = reading_field(b, "period");
    if (!a->asks && x)
        build_ask(a, "period", x->value, NULL, NULL);
    if (!b->asks && y)
        build_ask(b, "period", y->value, NULL, NULL);
}

/* A country on both sides: nobody trades with himself. */
static void doubt_sides(struct reading_test *t)
{
    const struct reading_field *from = reading_field(t, "from"), *to = reading_field(t, "to");
    if (!from || !to || t->asks || !strcmp(from->value, "WLD") || !strcmp(to->value, "WLD"))
        return;
    for (const char *c = from->value; *c; c += strcspn(c, ","), c += *c == ',') {
        size_t n = strcspn(c, ",");
        for (const char *at = to->value; (at = strchr(at, *c)) != NULL; at++)
            if (!strncmp(at, c, n) && (at[n] == ',' || !at[n])) {
                build_ask(t, "to", "WLD", NULL, NULL);
                return;
            }
    }
}

/* "respectively", "of the former": which is of which is not read. */
static bool shared_out(const struct parsed *p)
{
    for (int i = 0; i < p->t.count; i++)
        if (word_is(&p->t, i, "respectively") ||
            (word_is(&p->t, i, "of") && word_is(&p->t, i + 1, "the") &&
             word_among(&p->t, i + 2, "former latter")))
            return true;
    return false;
}

static void doubt_tests(struct building *b)
{
    bool shared = shared_out(b->p);
    for (int i = 0; i < b->tests; i++) {
        struct reading_test *t = &b->test[i];
        const struct reading_field *says = reading_field(t, "says");
        doubt_sides(t);
        if (shared && !t->asks && says)
            build_ask(t, "says", says->value, NULL, NULL);
        for (int k = i + 1; k < b->tests; k++)
            doubt_pair(t, &b->test[k]);
    }
}

void build_doubt(struct building *b)
{
    const struct parsed *p = b->p;
    struct doubt d = {.b = b};
    d.clauses = trade_clauses(p, d.clause);
    doubt_tests(b);
    for (int i = 0; i < p->mentions; i++) {
        const struct mention *m = &p->m[i];
        bool area = m->sense == SENSE_AREA || m->sense == SENSE_PEOPLE_OF;
        if (area && strcmp(m->value, "WLD") != 0 && !of_something_else(p, m->first) &&
            !placed(b, m->first, m->end) && !area_known(b, m))
            doubt_area(&d, m);
    }
    for (int i = 0; i < p->spans; i++)
        if (p->s[i].kind == SPAN_SAID && !placed(b, p->s[i].first, p->s[i].end) &&
            !span_known(b, &p->s[i]))
            doubt_span(&d, &p->s[i]);
    for (int i = 0; i < p->amounts; i++) {
        bool small = p->v[i].kind == AMOUNT_PLAIN && p->t.at[p->v[i].first].kind == TOKEN_WORD;
        if (!small && !span_over(p, p->v[i].first) && !placed(b, p->v[i].first, p->v[i].end))
            doubt_amount(&d, &p->v[i]);
    }
}
