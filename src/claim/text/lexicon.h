/* lexicon.h - what words mean: the tables of data/phrase/en/, the areas and the goods.
 *
 * area.csv, goods.csv and word.csv give phrases, parted by semicolons; goods count in singular and
 * plural, but for words behind an =, and words ending in * are beginnings.  Other tongues come into
 * these words by a glossary (glossary.h).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_TEXT_LEXICON_H
#define CLAIM_TEXT_LEXICON_H

#include "claim/text/tokens.h"

enum sense {
    SENSE_NONE,
    SENSE_AREA,      /* value: ISO3, EU27, or a list */
    SENSE_PEOPLE_OF, /* the same as an adjective: Chinese */
    SENSE_GOODS,     /* value: codes, list:ID or group:NAME */
    SENSE_EXPORT_NOUN,
    SENSE_EXPORT_VERB,
    SENSE_IMPORT_NOUN,
    SENSE_IMPORT_VERB,
    SENSE_REEXPORT_NOUN,
    SENSE_REEXPORT_VERB,
    SENSE_TRADE_NOUN,
    SENSE_FLOW_TO,
    SENSE_FLOW_FROM,
    SENSE_SUPPLIER,
    SENSE_CUSTOMER,
    SENSE_SHARE_WORD,
    SENSE_SHARE_VERB,
    SENSE_PRICE_WORD,
    SENSE_COST_VERB,
    SENSE_AVERAGE,
    SENSE_PER_TONNE,
    SENSE_VALUE_WORD,
    SENSE_WEIGHT_WORD,
    SENSE_QUANTITY_WORD,
    SENSE_COMPARE,
    SENSE_YOY,
    SENSE_SAME,
    SENSE_MOM,
    SENSE_MONTH,
    SENSE_SPAN,
    SENSE_ORDINAL,
    SENSE_LAST,
    SENSE_THIS,
    SENSE_BEFORE_WAR,
    SENSE_SINCE_WAR,
    SENSE_WAR_YEAR,
    SENSE_EVENT,
    SENSE_COINCIDE,
    SENSE_AFTER_EVENT,
    SENSE_SURGE,
    SENSE_ZERO,
    SENSE_STOP,
    SENSE_FIRST_TIME,
    SENSE_MORE_THAN_ANY,
    SENSE_SECOND_ONLY,
    SENSE_OVERTAKE,
    SENSE_EACH,
    SENSE_OF_THEM,
    SENSE_PRONOUN,
    SENSE_THOSE,
    SENSE_HEDGE,
    SENSE_OPINION,
    SENSE_FIRM,
    SENSE_PEOPLE,
    SENSE_NOT_HELD,
    SENSE_LAWFUL,
    SENSE_UNLAWFUL,
    SENSE_MUNITIONS,
    SENSE_ROME,
    SENSE_ICC,
    SENSE_ISSUER,
    SENSE_WARRANT,
    SENSE_CHARGE,
    SENSE_RATIFY,
    SENSE_ARREST,
    SENSE_LISTING,
    SENSE_LISTED,
    SENSE_DELIST,
    SENSE_REGISTER,
    SENSE_PERSONS,
    SENSE_ENTITIES,
    SENSE_NOW_COUNT,
    SENSE_PACKAGE,
    SENSE_ADOPT,
    SENSE_BAN,
    SENSE_CAUSE,
    SENSE_SAID,
    SENSE_EXCLUDE,
    SENSES
};

struct entry {
    enum sense sense;
    const char *value;
    bool bulk;         /* goods that are weighed */
    bool whole;        /* every word must stand as it is written: no plurals */
    const char **word; /* of the phrase */
    int count;
    struct entry *next;
};

struct lexicon;

/* limit LEXICON_CODES_ASKED: goods of a text that codes are looked for, goods: no choices after; */
enum { LEXICON_CODES_ASKED = 300 };

/* Reads the tables; in the arena. */
struct lexicon *lexicon_read(struct arena *a);

/* Headings, then subheadings, of the HS whose label has a word: the likeliest readings of goods
 * that no table names.  How many, `most` at most. */
int lexicon_codes(struct lexicon *l, const char *word, const char **code, int most);

/* Calls for each phrase that stands at token i, the longest of each sense. */
typedef void (*lexicon_fn)(void *ctx, const struct entry *e);
void lexicon_at(const struct lexicon *l, const struct tokens *t, int i, lexicon_fn fn, void *ctx);

/* The language of a text: that whose commonest words it holds most of. */
const char *lexicon_language(const char *text, size_t len);

#endif
