/* deeds.c - what an area owns and does in a trade: "China's exports", "Russia bought".
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "claim/prose/roles.h"

bool roles_export(const struct parsed *p, int i)
{
    return mention_over(p, i, SENSE_EXPORT_NOUN) || mention_over(p, i, SENSE_EXPORT_VERB) ||
           mention_over(p, i, SENSE_REEXPORT_NOUN) || mention_over(p, i, SENSE_REEXPORT_VERB);
}

bool roles_import(const struct parsed *p, int i)
{
    return mention_over(p, i, SENSE_IMPORT_NOUN) || mention_over(p, i, SENSE_IMPORT_VERB);
}

/* Words that may stand between an owner and what it owns. */
bool roles_light(const struct parsed *p, int i)
{
    return p->t.at[i].kind == TOKEN_OWNER || mention_over(p, i, SENSE_GOODS) ||
           mention_over(p, i, SENSE_ORDINAL) || span_over(p, i) ||
           word_among(&p->t, i,
                      "' total all largest biggest main top leading number one most important "
                      "combined monthly annual own new used growing fossil and overall average "
                      "major key second third fourth fifth sixth direct reported made sole only "
                      "mirror recorded official customs export import yearly merchandise foreign "
                      "crude raw enriched of such first former single");
}

bool roles_pressure(const struct parsed *p, int i)
{
    return word_is(&p->t, i, "from") &&
           word_among(&p->t, i - 1,
                      "pressure warning warnings demand demands threat threats criticism calls "
                      "protests objections approval permission visitors");
}

/* A word that is none of the tables: "olive" before "oil exports". */
static bool may_be_goods(const struct parsed *p, int i)
{
    if (p->t.at[i].kind != TOKEN_WORD || p->t.at[i].capital || strlen(p->t.at[i].word) < 3)
        return false;
    return !mention_any(p, i) && !word_at(p->t.at[i].at) &&
           !word_among(&p->t, i,
                       "that which who whose when where while the and but for with from into onto "
                       "has have had was were will been being are its their this these those not "
                       "also then than ever even just only still went goes came come");
}

/* The role of an owner by what it owns: "China's antimony exports". */
enum role roles_owned(const struct parsed *p, const struct mention *m, int end)
{
    bool goods = false;
    int i = m->end, strange = 0;
    bool ranked =
        false; /* China's biggest market is where China sells; the Russian market is Russia */
    for (int steps = 0; i < end && steps < 9; i++, steps++) {
        const struct word *w = p->t.at[i].kind == TOKEN_WORD ? word_at(p->t.at[i].at) : NULL;
        ranked |= w && w->kind == RANK;
        if (mention_over(p, i, SENSE_SUPPLIER) && !mention_over(p, i, SENSE_PEOPLE))
            return ROLE_TO;
        if (mention_over(p, i, SENSE_CUSTOMER) && !mention_over(p, i, SENSE_PEOPLE))
            return word_is(&p->t, i, "market") && !ranked ? ROLE_TO : ROLE_FROM;
        if (mention_over(p, i, SENSE_EXPORT_NOUN) || mention_over(p, i, SENSE_REEXPORT_NOUN))
            return ROLE_FROM;
        if (mention_over(p, i, SENSE_IMPORT_NOUN))
            return ROLE_TO;
        if (mention_over(p, i, SENSE_TRADE_NOUN))
            return ROLE_BOTH;
        if (mention_over(p, i, SENSE_SHARE_WORD))
            return ROLE_SHARE;
        if (mention_over(p, i, SENSE_PEOPLE))
            return ROLE_SUBJECT;
        goods |= mention_over(p, i, SENSE_GOODS) != NULL;
        if (word_among(&p->t, i, "statistics data figures authorities show shows showed put puts"))
            continue; /* Kyrgyz statistics show imports */
        if (!roles_light(p, i) && !amount_over(p, i) && (strange++ || !may_be_goods(p, i)))
            break;
    }
    return goods ? ROLE_FROM : ROLE_NONE;
}

/* "a shipment of plywood from Russia" */
static bool from_area(const struct parsed *p, int i, int end)
{
    for (; i + 1 < end; i++)
        if (word_is(&p->t, i, "from") && mention_over(p, i + 1, SENSE_AREA))
            return true;
    return false;
}

/* What a subject does: the first verb of trade behind it. */
enum role roles_done(const struct parsed *p, int i, int end)
{
    bool listed = word_among(&p->t, i, ", and or nor"); /* X and Y bought */
    int start = i;
    for (int steps = 0; i < end && steps < 14; i++, steps++) {
        if (mention_over(p, i, SENSE_OVERTAKE))
            return ROLE_SHARE;
        if (mention_over(p, i, SENSE_EXPORT_VERB) || mention_over(p, i, SENSE_REEXPORT_VERB))
            return ROLE_FROM;
        if (mention_over(p, i, SENSE_IMPORT_VERB))
            return ROLE_TO;
        bool had = word_among(&p->t, i,
                              "recorded reported registered posted saw logged had "
                              "made relied relies depends depended needs");
        for (int k = i + 1; had && k < end && k < i + 6; k++)
            if (mention_over(p, k, SENSE_EXPORT_NOUN) || mention_over(p, k, SENSE_IMPORT_NOUN))
                return mention_over(p, k, SENSE_EXPORT_NOUN) && !from_area(p, k, end) ? ROLE_FROM
                                                                                      : ROLE_TO;
        if (mention_over(p, i, SENSE_STOP) && i + 1 < end)
            return roles_import(p, i + 1)   ? ROLE_TO
                   : roles_export(p, i + 1) ? ROLE_FROM
                                            : ROLE_NONE;
        if (mention_over(p, i, SENSE_SHARE_VERB))
            return ROLE_SHARE;
        if (mention_over(p, i, SENSE_SUPPLIER))
            return ROLE_FROM;
        if (mention_over(p, i, SENSE_CUSTOMER))
            return ROLE_TO;
        bool area = mention_over(p, i, SENSE_AREA) || mention_over(p, i, SENSE_PEOPLE_OF);
        listed &= area || word_among(&p->t, i, ", and or nor the") || i == start;
        if (word_among(&p->t, i, "; but while") ||
            (steps > 0 && area && !listed && !word_is(&p->t, i - 1, "with")))
            return ROLE_NONE;
        if (mention_over(p, i, SENSE_PRONOUN) && i + 1 < end) /* doubled its purchases */
            for (int k = i + 1; k < end && k < i + 6; k++)
                if (mention_over(p, k, SENSE_IMPORT_NOUN) ||
                    mention_over(p, k, SENSE_EXPORT_NOUN) ||
                    mention_over(p, k, SENSE_REEXPORT_NOUN))
                    return mention_over(p, k, SENSE_IMPORT_NOUN) ? ROLE_TO : ROLE_FROM;
    }
    return ROLE_NONE;
}

/* The word of trade nearest before token i. */
enum role roles_traded(const struct parsed *p, int i, int first)
{
    for (int k = i - 1; k >= first && k > i - 14; k--) {
        if (roles_import(p, k))
            return ROLE_TO;
        if (roles_export(p, k))
            return ROLE_FROM;
    }
    return ROLE_NONE;
}

bool roles_changed(const struct parsed *p, int first, int end, int before)
{
    for (int i = first; i < end; i++) {
        const struct amount *v = amount_over(p, i);
        if ((v && v->kind == AMOUNT_MONEY) || mention_over(p, i, SENSE_SURGE))
            return true;
        if (i < before && word_among(&p->t, i,
                                     "fell fall falls fallen dropped drop declined decline shrank "
                                     "rose rise rises risen grew grow grown exceeded topped "
                                     "surpassed passed overtook overtaken"))
            return true;
    }
    return false;
}
