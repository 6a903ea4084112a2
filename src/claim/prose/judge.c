/* judge.c - why a sentence cannot be checked.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "claim/prose/build.h"
#include "claim/prose/roles.h"
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

const char judge_not_read[] = "of trade, in words that are not read";

/* Who traded with whom, or in what: it may be a claim that the rules do not know. */
static bool tells_trade(const struct parsed *p)
{
    bool trade = false, when = p->spans > 0;
    for (int i = 0; i < p->t.count; i++)
        trade |= roles_export(p, i) || roles_import(p, i);
    return trade && when && (any(p, SENSE_AREA) || any(p, SENSE_PEOPLE_OF));
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
               : tells_trade(p)      ? judge_not_read
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
