/* sentence.h - whether a sentence says what its test does: numbers, years and months, places,
 * goods.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_CLAIM_SENTENCE_H
#define APP_CLAIM_SENTENCE_H

#include "app/session.h"
#include "claim/claim.h"

/* What of a test its sentence says otherwise, in words, one for each; in the arena.  A sentence
 * that says nothing of it is no mismatch. */
int sentence_mismatch(const char ***list, int *count, struct session *s, const struct claim *c,
                      const struct claim_test *t, struct err *err) MUST_CHECK;

#endif
