/* totals.h - what is to be said of totals: whether they were printed or added, how much headings
 * and their codes differ, what of a family lies over the edge of a chapter.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_FLOW_TOTALS_H
#define APP_FLOW_TOTALS_H

#include "model/note.h"
#include "series/series.h"

/* Adds a note for each; texts are in the arena. */
int totals_say(struct notes *to, struct selected *selected, const struct selection *sel,
               struct arena *a, struct err *err) MUST_CHECK;

#endif
