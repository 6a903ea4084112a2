/* law.h - who is bound by what, on which day: control lists, treaties, warrants.
 *
 * Listed, prohibited and binding are three things.  A code may be on a list from a day on, to a
 * destination, in part; the list prohibits exports for those whom its regime binds; a flow from
 * anybody else is lawful there.  This room alone says who is bound (docs/method/status.md).
 *
 * Days are text, YYYY-MM-DD; areas are ISO 3166 codes, "EU27" the Union as a whole.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_LAW_H
#define LAW_LAW_H

#include "model/period.h"
#include "ref/ref.h"

/* Whether a regime binds exporters of an area on one of the days at least. */
bool law_regime_binds(struct ref *r, const char *regime, int m49, const char *iso3,
                      const struct days *on);

/* Whether an annex names a destination, and whether an entry of it that began on `since` (NULL: not
 * known, then with the annex) stood on a day. */
bool law_destination(const struct ref_annex *x, const char *importer);
bool law_stands(const struct ref_annex *x, const char *since, const char *day);

/* The regime that binds an area and whose codes are not held here; NULL: none. */
const struct ref_binding *law_own_regime(struct ref *r, const char *iso3);

/* Whether a regime binds the area of which codes are held for some chapters only: what is on no
 * list here may be prohibited still. */
bool law_held_in_part(struct ref *r, int m49, const char *iso3);

/* What a list says of a code. */
struct law_entry {
    const char *regime, *list, *annex, *code;
    const char *since, *until; /* last day */
    const char *basis, *act, *date_status;
    bool partial, binds;
    double prohibits; /* 1, 0, or NAN: cannot be told, the start is not in the source */
    bool later;       /* it begins after the days asked about */
};

struct law_question {
    const char *code, *exporter, *importer;
    struct days on;
};

/* All lists that held the code on one of the days or later, by regime, first day, annex. */
int law_entries(struct ref *r, struct law_entry **list, int *count, const struct law_question *q,
                struct arena *a, struct err *err) MUST_CHECK;

/* The states that a treaty bound on a day, by name. */
int law_bound(struct ref *r, struct ref_party **list, int *count, const char *treaty,
              const char *day, struct arena *a, struct err *err) MUST_CHECK;

/* A warrant, and what binds a state on a day. */
struct law_warrant {
    struct ref_warrant w;
    struct ref_party party; /* iso3 NULL: the state is no party */
    const char *state;
    bool bound;
    bool later; /* the warrant is of a later day */
};
struct law_warrant_question {
    const char *person, *state, *day;
};
int law_warrants(struct ref *r, struct law_warrant **list, int *count,
                 const struct law_warrant_question *q, struct arena *a, struct err *err) MUST_CHECK;

#endif
