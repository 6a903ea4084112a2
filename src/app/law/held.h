/* held.h - which lists are held, how far, and what is missing.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_LAW_HELD_H
#define APP_LAW_HELD_H

#include "model/table.h"
#include "ref/ref.h"

#define HELD_SHAPE                                                                                 \
    "[{regime text, list text, annex text, title text, measure text, destinations text, "          \
    "held_from text, held_until text, chapters text, completeness text, codes int, gap text}]"

/* All lists; of one destination where it is told. */
int held_table(struct table *out, struct ref *r, const char *destination, struct arena *a,
               struct err *err) MUST_CHECK;

#endif
