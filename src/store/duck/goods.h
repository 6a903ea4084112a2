/* goods.h - which codes of a store a selection asks for, and the unit each belongs to.
 *
 * The unit of a code is its family over HS revisions; the code itself below six digits (HS4 tables)
 * and where one national code is asked.  A family belongs to the heading and chapter of its lowest
 * code.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_DUCK_GOODS_H
#define STORE_DUCK_GOODS_H

#include "store/duck/store.h"

struct goods_item {
    const char *code, *unit, *family; /* family NULL: in no conversion table */
};

/* A unit, and what it is labelled as: its family, heading or chapter; asked: the other code of the
 * family by which it was asked, NULL: none. */
struct goods_unit {
    const char *unit, *label, *asked;
};

struct goods {
    struct goods_item *item; /* by code */
    int count;
    struct goods_unit *unit; /* each once, in order */
    int unit_count, chapters;
    const char **heading; /* asked codes of 2 and 4 digits */
    int heading_count;
    bool reaches_over; /* a family of these has codes that begin otherwise, or a code of them is of
                          a family elsewhere */
    bool list_known;   /* the list or group that is asked has goods */
};

/* What it gives is in the arena. */
int goods_choose(struct duck_store *s, struct goods *out, const struct selection *sel,
                 struct arena *a, struct err *err) MUST_CHECK;

#endif
