/* note.h - what an answer says about itself: warnings and remarks that are no figures.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_NOTE_H
#define MODEL_NOTE_H

#include <stdbool.h>

#include "base/arena.h"

enum note_level { NOTE_REMARK, NOTE_WARNING };

struct note {
    enum note_level level;
    const char *text;
};

struct notes {
    struct note *note;
    int count;
    bool printed, summed; /* totals that were printed; sums of what is held, where none was */
    bool mixed;           /* both, within one selection */
};

/* Totals beside sums of what is held: one says nothing of the other. */
static inline bool notes_mixed(const struct notes *n)
{
    return n->mixed || (n->printed && n->summed);
}

void notes_add(struct notes *n, enum note_level level, const char *text, struct arena *a);

/* "a; b"; NULL where there are none. */
const char *notes_text(const struct notes *n, struct arena *a);

#endif
