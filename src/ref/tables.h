/* tables.h - a struct ref, seen from inside this room.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REF_TABLES_H
#define REF_TABLES_H

#include "ref/sheet.h"
#include "duck/duck.h"
#include "ref/ref.h"

struct membership {
    const char *group, *iso3, *from, *until; /* NULL: open */
    int m49;
};

/* A name of an area; the lowest rank has it. */
struct area_name {
    const char *key;
    int rank, m49;
};

/* Between two areas, a < b. */
struct distance {
    int a, b, km;
    bool contiguous;
};

struct ref {
    struct ref_word *word; /* of data/hs/word.csv; words 0: not read yet */
    int words;
    struct ref_word *called; /* of data/hs/short.csv, by code; callings 0: likewise */
    int callings;
    struct duck *duck;
    bool own; /* the connection is its own, opened when it is first wanted */
    struct arena arena;
    struct areas *areas;
    struct event *event;
    int events;
    struct membership *membership;
    int memberships;
    struct ref_list *list;
    int lists;
    struct ref_act *act; /* by id, from 1 */
    int acts;
    struct ref_spell **spell; /* by id; NULL: not asked for yet */
    int spells;
    struct ref_watched *watched;
    int watches;
    struct ref_binding *binding;
    int bindings;
    struct area_name *name;
    int names;
    struct distance *distance; /* by a and b */
    int distances;
};

/* A table of data/ as it was built into the program, and a field of a row, NULL where it is empty.
 */
void ref_sheet(struct sheet *out, const char *name, struct arena *a);
const char *ref_field(const struct sheet *s, int row, const char *name);

/* Reads the memberships of groups, once. */
void ref_read_members(struct ref *r);

/* Runs src/ref/sql/<name>.sql. */
int ref_query(struct ref *r, struct duck_rows **out, const char *name,
              const struct duck_param *params, struct err *err) MUST_CHECK;

#endif
