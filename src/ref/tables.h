/* tables.h - a struct ref, seen from inside this room.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REF_TABLES_H
#define REF_TABLES_H

#include "duck/duck.h"
#include "ref/ref.h"

struct membership {
    const char *group, *iso3, *from, *until; /* NULL: open */
    int m49;
};

struct family {
    const char *hs6, *family;
};

struct ref {
    struct duck *duck;
    bool own; /* the connection is its own */
    struct arena arena;
    struct areas *areas;
    struct event *event;
    int events;
    struct membership *membership;
    int memberships;
    struct ref_annex *annex;
    int annexes;
    struct ref_binding *binding;
    int bindings;
    struct ref_listing *listing;
    int listings;
    struct family *family;
    int families;
};

/* Runs src/ref/sql/<name>.sql. */
int ref_query(struct ref *r, struct duck_rows **out, const char *name,
              const struct duck_param *params, struct err *err) MUST_CHECK;

#endif
