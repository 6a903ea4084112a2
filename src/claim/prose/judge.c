/* judge.c - why a sentence cannot be checked, and what of it was not understood.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "claim/prose/roles.h"
#include "claim/prose/trade.h"
#include "model/period.h"

/* The first of a sense, but for what is part of a time: May is no possibility. */
static const struct mention *any(const struct parsed *p, enum sense s)
{
    for (int i = 0; i < p->mentions; i++)
        if (p->m[i].sense == s && !span_over(p, p->m[i].first))
            return &p->m[i];
    return NULL;
}

/* Makers, traders and the like, but for those of a country as what it sells. */
static bool firms(const struct parsed *p)
{
    for (int i = 0; i < p->t.count; i++) {
        const struct mention *m = mention_at(p, i, SENSE_FIRM);
        if (!m)
            continue;
        bool of_area = mention_before(p, i, SENSE_PEOPLE_OF) || mention_before(p, i, SENSE_AREA) ||
                       mention_at(p, m->end, SENSE_LISTING);
        bool verb = of_area && (mention_at(p, m->end, SENSE_EXPORT_VERB) ||
                                mention_at(p, m->end, SENSE_IMPORT_VERB) ||
                                word_among(&p->t, m->end, "have has"));
        verb |= word_among(&p->t, m->end + 1, "association union federation chamber lobby council");
        verb |= word_is(&p->t, i - 1, "all") && word_is(&p->t, i - 2, "among");
        if (!verb && !mention_over(p, i, SENSE_SUPPLIER) && !mention_over(p, i, SENSE_CUSTOMER))
            return true;
    }
    return false;
}

/* "Nornickel sold", "Xiaomi's deliveries": a name that is no area as who trades. */
static bool named_firm(const struct parsed *p)
{
    for (int i = 0; i + 1 < p->t.count; i++) {
        const struct token *t = &p->t.at[i];
        bool known = t->kind != TOKEN_WORD || !t->capital || strlen(t->word) < 3 || span_over(p, i);
        known = known || mention_any(p, i);
        if (known || (i == 0 && !p->t.at[i + 1].capital && p->t.at[i + 1].kind != TOKEN_OWNER &&
                      !mention_at(p, i + 1, SENSE_EXPORT_VERB)))
            continue;
        if (mention_at(p, i + 1, SENSE_EXPORT_VERB) &&
            !word_among(&p->t, i, "that which who also then has have had this these those they"))
            return true;
        bool owner = p->t.at[i + 1].kind == TOKEN_OWNER;
        for (int k = i + 2; owner && k < p->t.count && k < i + 5; k++)
            if (mention_at(p, k, SENSE_EXPORT_NOUN) || mention_at(p, k, SENSE_IMPORT_NOUN))
                return true;
    }
    return false;
}

/* "sold 905,000 vehicles in Russia": at home, not across a border. */
static bool sold_at_home(const struct parsed *p)
{
    for (int i = 0; i < p->t.count; i++) {
        if (!word_among(&p->t, i, "sold sales sell sells"))
            continue;
        for (int k = i + 1; k + 1 < p->t.count && k < i + 8; k++) {
            if (word_among(&p->t, k, "to from"))
                return false;
            if (word_is(&p->t, k, "in") &&
                (mention_at(p, k + 1, SENSE_AREA) || mention_at(p, k + 1, SENSE_PEOPLE_OF)))
                return true;
        }
    }
    return false;
}

static const char *possible(const struct parsed *p, const struct mention *m)
{
    return arena_printf(p->arena, "hedged (%s): \"%s\"", m->value, words_of(p, m->first, m->end));
}

/* "did not rise", "is wrong": what is denied is no claim; that nothing was traded is one. */
static const char *denied(const struct building *b)
{
    const struct parsed *p = b->p;
    bool zeros = true;
    for (int i = 0; i < b->tests; i++)
        zeros &= !strcmp(b->test[i].kind, "zero");
    for (int i = 0; i < p->t.count && !zeros; i++) {
        bool part = word_among(&p->t, i + 1, "only quite a one more less because just seen");
        bool no = word_among(&p->t, i,
                             "not cannot never nobody wrong untrue false failed fail missed "
                             "didn wasn weren hasn haven doesn isn") &&
                  !part;
        no |= word_is(&p->t, i, "no") && word_among(&p->t, i + 1, "longer country state");
        bool zero = mention_over(p, i, SENSE_ZERO) && mention_over(p, i, SENSE_ZERO)->end > i + 2;
        if (no && !zero && !span_over(p, i))
            return arena_printf(p->arena, "denied: \"%s\"", words_of(p, i, i + 1));
    }
    return NULL;
}

/* A period that has not begun when the text is published. */
static const char *not_yet(const struct building *b)
{
    for (int i = 0; i < b->tests; i++) {
        const struct reading_field *f = reading_field(&b->test[i], "period");
        struct window w;
        if (!f || f->start < 0 || !window_parse(&w, f->value))
            continue;
        int from = w.from > 9999 ? period_index(w.from) : w.from * 12;
        if (from > b->p->now)
            return arena_printf(b->p->arena, "hedged (forecast): \"%s\"", f->words);
    }
    return NULL;
}

const char *judge(const struct building *b, bool *hedged)
{
    const struct parsed *p = b->p;
    const struct mention *m;
    if (p->t.count && word_is(&p->t, p->t.count - 1, "?"))
        return "a question";
    bool bound = b->law && any(p, SENSE_ROME); /* will be where a treaty binds, can be arrested */
    *hedged = (m = any(p, SENSE_HEDGE)) != NULL && !bound;
    if (*hedged)
        return possible(p, m);
    const char *later = b->law ? NULL : not_yet(b);
    *hedged = later != NULL;
    if (later)
        return later;
    if (!b->tests)
        return any(p, SENSE_OPINION) ? "an opinion, no figure"
               : any(p, SENSE_CAUSE) ? "a cause or a motive, no figure"
                                     : "no statistic and no entry of a register";
    if ((m = any(p, SENSE_OPINION)) != NULL && !b->law)
        return arena_printf(p->arena, "an opinion: \"%s\"", words_of(p, m->first, m->end));
    if (b->law)
        return NULL;
    if ((m = any(p, SENSE_NOT_HELD)) != NULL)
        return arena_printf(p->arena, "no statistic of trade (%s): \"%s\"", m->value,
                            words_of(p, m->first, m->end));
    const char *no = denied(b);
    if (no)
        return no;
    if (sold_at_home(p))
        return "sales within a country, no trade across a border";
    if (firms(p) || named_firm(p))
        return "of companies: official statistics do not name them";
    return NULL;
}

/* --- what was not understood --- */

/* What a sentence names and no test has a place for shows that it was not understood as a whole,
 * and what it may belong to is asked.  Of sentences that are read right one in twenty-five names
 * something that stands in no field; of those read wrong every other one does. */

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
    if (has_rank(b) && word_among(&p->t, before, "after behind ahead of than"))
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

void build_doubt(struct building *b)
{
    const struct parsed *p = b->p;
    struct doubt d = {.b = b};
    d.clauses = trade_clauses(p, d.clause);
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
