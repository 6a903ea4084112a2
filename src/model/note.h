/* note.h - what an answer says about itself: warnings and remarks that are no figures.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_NOTE_H
#define MODEL_NOTE_H

#include "base/arena.h"

enum note_level { NOTE_REMARK, NOTE_WARNING };

struct note {
    enum note_level level;
    const char *text;
};

struct notes {
    struct note *note;
    int count;
};

void notes_add(struct notes *n, enum note_level level, const char *text, struct arena *a);

/* "a; b"; NULL where there are none. */
const char *notes_text(const struct notes *n, struct arena *a);

#endif
