/* same.h - whether two answers say the same.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_EVIDENCE_SAME_H
#define APP_EVIDENCE_SAME_H

#include "base/arena.h"

/* Of one version: to the byte, but for white space between values.  NULL: they are; else where they
 * part, in the arena. */
const char *same_text(const char *was, const char *is, struct arena *a);

/* Of two versions: every fact of the earlier answer stands in the later one, with the same value
 * and in the same place of its list; a later version may say more. */
const char *same_facts(const char *was, const char *is, struct arena *a);

#endif
