/* same.h - whether two answers say the same.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_EVIDENCE_SAME_H
#define APP_EVIDENCE_SAME_H

#include "base/arena.h"

/* Of one version: to the byte, but for white space between values.  NULL: they are; else where they
 * part, in the arena. */
const char *same_text(const char *was, const char *is, struct arena *a);

/* Facts of the earlier answer, and those of the later that it does not say. */
struct same_facts {
    long compared, unsaid;
};

/* Of two versions: every fact of the earlier answer stands in the later one, with the same value
 * and in the same place of its list; the later may say more under the keys `since`,
 * blank-separated: those that came after the earlier version. */
const char *same_facts(struct same_facts *n, const char *was, const char *is, const char *since,
                       struct arena *a);

#endif
