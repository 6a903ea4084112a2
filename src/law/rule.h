/* rule.h - what one list says of one code, for one flow, on one day.
 *
 * Listed, prohibited and binding are three things.  A code may be on a list from a day on, wholly
 * or in part; the list prohibits exports to the destinations that it names (or imports from them)
 * for those whom its regime binds, and for nobody else.  This room alone says who is bound.
 *
 * Days are text, YYYY-MM-DD; areas are ISO 3166 codes, "EU27" the Union as a whole.  The words are
 * defined in docs/method/law.md.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_RULE_H
#define LAW_RULE_H

#include "model/period.h"
#include "ref/ref.h"

/* In the order of their weight. */
enum legal {
    LEGAL_NOT_LISTED,  /* on no list held, and no list that is not held could name it */
    LEGAL_LISTED,      /* on a list that prohibits nothing there */
    LEGAL_NOT_BINDING, /* prohibited by a list that does not bind the exporter */
    LEGAL_UNSURE,      /* by a list without a sure day, or a regime that is not held could bind */
    LEGAL_CONDITIONAL, /* prohibited above a price */
    LEGAL_PARTLY,      /* prohibited for the exporter: a part of the goods */
    LEGAL_PROHIBITED,  /* prohibited for the exporter */
    LEGAL_KINDS
};

const char *legal_name(enum legal k);

/* The two ends of a flow; m49 serves where iso3 is NULL. */
struct flow_end {
    int m49;
    const char *iso3;
};
struct flow_ends {
    struct flow_end exporter, importer;
    bool target; /* lists that are held name the importer */
};
struct flow_ends rule_ends(struct ref *r, struct flow_end exporter, struct flow_end importer);

/* Whether a regime binds one side on one of the days at least. */
bool rule_binds(struct ref *r, const char *regime, const struct flow_end *who,
                const struct days *on);
bool rule_binds_on(struct ref *r, const char *regime, const struct flow_end *who, const char *day);
const struct ref_binding *rule_binding(struct ref *r, const char *regime);

/* How a spell covers a code on a day. */
enum cover {
    COVER_NONE,
    COVER_EXCEPTED,   /* it is among the exceptions of its heading */
    COVER_RENUMBERED, /* the act names a code that the HS of the day lacks */
    COVER_PART,
    COVER_WHOLE,
};
enum cover rule_cover(const struct ref_cover *c, const struct ref_member *m, const char *day);

/* Of goods of which a list names some only by a condition, or above a price: what it says. */
bool rule_conditional(const struct ref_spell *s, const char *code);

/* What a spell means for a flow on a day.  LEGAL_NOT_LISTED where it does not stand then. */
enum legal rule_of(struct ref *r, const struct ref_spell *s, enum cover c,
                   const struct flow_ends *w, const char *day);

/* Whether a list is of the flow: an export ban of its importer, an import ban of its exporter. */
bool rule_concerns(const struct ref_list *l, const struct flow_ends *w);

/* The i-th list that is not held (or not whole) and could bind a flow of the chapter that day;
 * NULL: no more. */
const struct ref_list *rule_gap(struct ref *r, const struct flow_ends *w, const char *code,
                                const char *day, int i);

/* The first day on which a spell surely stood. */
const char *rule_start(const struct ref_spell *s);

#endif
