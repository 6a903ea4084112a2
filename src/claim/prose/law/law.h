/* law.h - the parts of reading lists, warrants, treaties, bans, arms and lawfulness.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_PROSE_LAW_LAW_H
#define CLAIM_PROSE_LAW_LAW_H

#include "claim/prose/build.h"

/* Whether such a sentence was found; its tests are added. */
bool law_treaty(struct building *b);
bool law_warrant(struct building *b);
bool law_listings(struct building *b);
void law_wanted(struct building *b); /* "bound to arrest him": that there is a warrant */

/* The first mention of a sense in the sentence; NULL: none. */
const struct mention *law_any(const struct building *b, enum sense s);

/* The day that is said, NULL: none; the day a test is of, else that of publication. */
const struct span *law_day_said(const struct building *b);
void law_add_day(struct building *b, struct reading_test *t);

/* Whether a word is of a name of somebody; the first run of such words. */
bool law_name_at(const struct parsed *p, int i);
bool law_name_from(const struct parsed *p, int i, int end, int *first, int *last);

bool law_negated(const struct parsed *p);

#endif
