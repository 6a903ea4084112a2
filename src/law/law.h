/* law.h - entries of lists in words, treaties, warrants.
 *
 * Days are text, YYYY-MM-DD; areas are ISO 3166 codes, "EU27" the Union as a whole.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_LAW_H
#define LAW_LAW_H

#include "law/rule.h"

/* The tables that an answer about the law rests on. */
#define LAW_TABLES                                                                                 \
    "data/control/list.csv data/control/act.csv data/control/spell.csv data/regime/binding.csv"

/* What a list says of a code that was asked about. */
struct law_entry {
    const char *regime, *list, *annex, *code, *measure, *destinations;
    const char *since, *until; /* until: last day */
    const char *basis, *act, *article, *date_status;
    const char *condition;  /* of which goods, above which price; NULL: all */
    const char *held_until; /* of its list: the first day held no more; NULL: open */
    const char *wind_down, *contracts_before; /* older contracts, the last day and of before when */
    bool partial, binds;
    bool elsewhere;   /* it names other destinations only */
    double prohibits; /* 1, 0, or NAN: cannot be told, the start is not in the source */
    enum legal status;
    bool later; /* it begins after the days asked about */
};

struct law_question {
    struct ref_member *member;
    struct flow_ends sides;
    struct days on;
};

/* All lists that held the code on one of the days or later, the strongest first. */
void law_entries(struct ref *r, struct law_entry **list, int *count, const struct law_question *q,
                 struct arena *a);

/* Of entries that rest on status k on a day: the first, where each of them lets older contracts or
 * a time of transition run on that day; else NULL. */
const struct law_entry *law_transition(const struct law_entry *entry, int count, enum legal k,
                                       const char *day);

/* The states that a treaty bound on a day, by name, and their territories that have statistics of
 * their own. */
int law_bound(struct ref *r, struct ref_party **list, int *count, const char *treaty,
              const char *day, struct arena *a, struct err *err) MUST_CHECK;

/* False of a territory of which it is not known whether it was ever bound. */
int law_knows_party(struct ref *r, bool *known, const char *treaty, const char *iso3,
                    struct arena *a, struct err *err) MUST_CHECK;

/* Leaves the territories out; returns how many are left. */
int law_states(struct ref_party *list, int count);

/* A warrant, and what binds a state on a day. */
struct law_warrant {
    struct ref_warrant w;
    struct ref_party party; /* iso3 NULL: the state is no party */
    const char *state;      /* NULL: of none was asked */
    bool bound;
    bool unknown; /* whether it is bound */
    bool later;   /* the warrant is of a later day */
};
struct law_warrant_question {
    const char *person, *state, *day; /* state NULL: of none is asked */
};
int law_warrants(struct ref *r, struct law_warrant **list, int *count,
                 const struct law_warrant_question *q, struct arena *a, struct err *err) MUST_CHECK;

#endif
