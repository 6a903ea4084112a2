/* SPDX-License-Identifier: Apache-2.0 */
#include "model/note.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"

void notes_add(struct notes *n, enum note_level level, const char *text, struct arena *a)
{
    for (int i = 0; i < n->count; i++)
        if (!strcmp(n->note[i].text, text))
            return;
    n->note = arena_grow(a, n->note, (size_t)n->count, sizeof *n->note);
    n->note[n->count++] = (struct note){level, text};
}

const char *notes_text(const struct notes *n, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (int i = 0; i < n->count; i++)
        buf_printf(&b, "%s%s", i ? "; " : "", n->note[i].text);
    return n->count ? arena_strdup(a, b.s) : NULL;
}
