/* judge.c - why a sentence cannot be checked.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "claim/prose/build.h"

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
        if (!verb && !mention_over(p, i, SENSE_SUPPLIER) && !mention_over(p, i, SENSE_CUSTOMER))
            return true;
    }
    return false;
}

const char *judge(const struct building *b, bool context)
{
    const struct parsed *p = b->p;
    const struct mention *m;
    (void)context;
    if (p->t.count && word_is(&p->t, p->t.count - 1, "?"))
        return "a question";
    if (!b->tests)
        return any(p, SENSE_OPINION) ? "an opinion, no figure"
               : any(p, SENSE_HEDGE) ? "a forecast or a possibility, no figure"
               : any(p, SENSE_CAUSE) ? "a cause or a motive, no figure"
                                     : "no statistic and no entry of a register";
    bool bound = b->law && any(p, SENSE_ROME); /* will be where a treaty binds, can be arrested */
    if ((m = any(p, SENSE_HEDGE)) != NULL && !bound)
        return arena_printf(p->arena, "hedged (%s): \"%s\"", m->value,
                            words_of(p, m->first, m->end));
    if ((m = any(p, SENSE_OPINION)) != NULL && !b->law)
        return arena_printf(p->arena, "an opinion: \"%s\"", words_of(p, m->first, m->end));
    if (b->law)
        return NULL;
    if ((m = any(p, SENSE_NOT_HELD)) != NULL)
        return arena_printf(p->arena, "no statistic of trade (%s): \"%s\"", m->value,
                            words_of(p, m->first, m->end));
    if (firms(p))
        return "of companies: official statistics do not name them";
    return NULL;
}
