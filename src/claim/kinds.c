/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/kinds.h"

#include <string.h>

#define FLOW  "from to"
#define GOODS "code list group code_sets flow measure unit code_note"

static const struct claim_kind_info kinds[CLAIM_KINDS] = {
    [CLAIM_RATIO] = {"ratio", "growth", SAID_RATIO, FLOW " code|list|group|(all) period with says",
                     GOODS, "one period over another: says: more than tripled"},
    [CLAIM_CHANGE] = {"change", "difference", SAID_CHANGE,
                      FLOW " code|list|group|(all) period with says", GOODS,
                      "one period less another: says: 0.4 bn USD less"},
    [CLAIM_RECORD] = {"record", NULL, SAID_RECORD, FLOW " code|list|group|(all) period says",
                      GOODS " since", "the most or least of all such periods: says: the most"},
    [CLAIM_LEVEL] = {"level", "cumulative", SAID_LEVEL, FLOW " code|list|group|(all) period says",
                     GOODS " moved each", "an amount: says: about 700 tonnes"},
    [CLAIM_SHARE] = {"share", NULL, SAID_SHARE, FLOW " period of says", GOODS,
                     "of: exporters, destinations or goods; says: 45 to 50 %"},
    [CLAIM_RANK] = {"rank", NULL, SAID_RANK, FLOW " period says", GOODS " of",
                    "place among all exporters: says: main supplier"},
    [CLAIM_DESTINATION_RANK] = {"destination rank", NULL, SAID_RANK, FLOW " period says",
                                GOODS " of",
                                "place among all destinations of the exporter: says: first"},
    [CLAIM_COMPARE] = {"compare", NULL, SAID_RATIO,
                       FLOW " from_with code|list|group|(all) period says", GOODS,
                       "one exporter over another in one period: says: twice"},
    [CLAIM_UNIT_VALUE] = {"unit value", "price", SAID_RATIO, FLOW " code period with says",
                          GOODS " price",
                          "value per kg, one period over another; price: what it then is: 240 USD "
                          "a tonne"},
    [CLAIM_ZERO] = {"zero", "none", SAID_LEVEL, FLOW " code|list|group period", GOODS,
                    "nothing was reported in the period"},
    [CLAIM_FIRST] = {"first", NULL, SAID_LEVEL, FLOW " code|list|group when", GOODS,
                     "the first flow of all, in or around a period"},
    [CLAIM_RISE] = {"rise", "sharp increase", SAID_RATIO, FLOW " code|list|group when",
                    GOODS " says", "a sharp increase in or around a date"},
    [CLAIM_COINCIDENCE] = {"coincidence", NULL, SAID_TRUTH, FLOW " code|list|group event", GOODS,
                           "a rise whose date falls on an event"},
    [CLAIM_LAWFUL] = {"lawful", NULL, SAID_SHARE, FLOW " period status says", GOODS,
                      "share of value by legal status: status: prohibited; says: none"},
    [CLAIM_MUNITIONS] = {"munitions", "lethal goods", SAID_TRUTH, "to says", "from period",
                         "whether arms or ammunition were reported: says: none"},
    [CLAIM_COUNT] = {"count", NULL, SAID_COUNT, "treaty on says", "",
                     "states bound by a treaty on a day: says: 123"},
    [CLAIM_BOUND] = {"bound", NULL, SAID_TRUTH, "treaty state on says", "",
                     "whether a treaty bound a state on a day"},
    [CLAIM_WARRANT] = {"warrant", NULL, SAID_TRUTH, "person", "issuer charge on state says",
                       "who issued a warrant of arrest, for what"},
    [CLAIM_LISTED] = {"listed", NULL, SAID_TRUTH, "name says", "register_list on",
                      "whether a name is on a list that the store holds"},
    [CLAIM_LISTINGS] = {"listings", NULL, SAID_COUNT, "register_list on says", "of",
                        "how many were put on a list then: says: 54; of: persons or entities"},
    [CLAIM_LIST_COUNT] = {"list count", NULL, SAID_COUNT, "register_list on says", "of",
                          "how many are on a list that day: says: 1,212; of: persons or entities"},
    [CLAIM_MIRROR_GAP] = {"mirror_gap", "ghost trade", SAID_SHARE,
                          FLOW " code|list|group|(all) period says", "code_note",
                          "share of what exporters report that the importer's report lacks: says: "
                          "about half"},
    [CLAIM_DIVERTED] = {"diverted", "displaced", SAID_SHARE,
                        FLOW " code|list|group|(all) since says", "via of code_note",
                        "share of the fall since a month that intermediaries received; of: gross, "
                        "or net (of what other goods did)"},
};

const struct claim_kind_info *claim_kind_info(enum claim_kind k)
{
    return &kinds[k];
}
const char *claim_kind_name(enum claim_kind k)
{
    return kinds[k].name;
}
enum said_as claim_kind_says(enum claim_kind k)
{
    return kinds[k].says;
}

enum claim_kind claim_kind_of(const char *name)
{
    int k = 0;
    while (k < CLAIM_KINDS && strcmp(kinds[k].name, name) != 0 &&
           (!kinds[k].also || strcmp(kinds[k].also, name) != 0))
        k++;
    return (enum claim_kind)k;
}

static const struct field {
    const char *name;
    size_t at;
} fields[] = {
#define FIELD(name)                                                                                \
    {                                                                                              \
#name, offsetof(struct claim_test, name)                                                   \
    }
    FIELD(from),
    FIELD(from_with),
    FIELD(to),
    FIELD(via),
    FIELD(code),
    FIELD(code_sets),
    FIELD(list),
    FIELD(group),
    FIELD(flow),
    FIELD(period),
    FIELD(with),
    FIELD(when),
    FIELD(since),
    FIELD(on),
    FIELD(measure),
    FIELD(of),
    FIELD(status),
    FIELD(event),
    FIELD(treaty),
    FIELD(state),
    FIELD(person),
    FIELD(issuer),
    FIELD(charge),
    FIELD(name),
    FIELD(unit),
    FIELD(register_list),
    FIELD(moved),
    FIELD(each),
    FIELD(price),
    FIELD(code_note),
    {"says", offsetof(struct claim_test, says_text)},
};

const char **claim_field(struct claim_test *t, const char *name)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!strcmp(fields[i].name, name))
            return (const char **)(void *)((char *)t + fields[i].at);
    return NULL;
}
