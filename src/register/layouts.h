/* layouts.h - the published forms of lists that are known, and how a file is recognised.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REGISTER_LAYOUTS_H
#define REGISTER_LAYOUTS_H

#include <stdbool.h>

#include "base/arena.h"

enum layout_kind { BARE, HEADED, TABBED, SEMICOLONS, XML, LINES };

struct layout {
    const char *name, *list, *part, *title;
    enum layout_kind kind;
    int fields;        /* of BARE and of a header; 0: as the file has them */
    const char *begin; /* the header begins so; of XML the root element, and what is in its tag */
    int skip;          /* lines before the header */
};

/* The layout of a content that begins so; NULL: none that is known. */
const struct layout *layout_of(const char *head);

/* The list that a file of a layout belongs to, by its name. */
const char *layout_list(const struct layout *l, const char *path, struct arena *a);

/* Whether its publisher ends the file with 0x1A. */
bool layout_has_mark(const struct layout *l);

#endif
