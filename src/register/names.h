/* names.h - the names that lists hold, one by one: what a screening engine matches against.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REGISTER_NAMES_H
#define REGISTER_NAMES_H

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

/* Strings are valid until the callback returns.  An entity is named by list and uid. */
struct register_name {
    const char *list, *uid;
    const char *name;
    const char *kind;    /* primary, aka, fka, nka, original script */
    const char *quality; /* strong, weak, as the list's issuer grades aliases */
    const char *script;  /* Latin, Cyrillic, Han, Arabic, Hangul, Greek, other */
    const char *entity;  /* person, entity, vessel, aircraft, unknown */
    const char *vintage; /* day of publication of the list */
    /* of the entity; "" where the list does not say it */
    const char *title; /* its main name */
    const char *program, *listed_on, *country, *born, *gender;
};
typedef int (*register_name_fn)(void *ctx, const struct register_name *n, struct err *err);

/* Calls fn for every name of the lists as they were known on `day` (YYYY-MM-DD; "": the latest
 * vintage of each), by list, uid and name.  A failing fn ends the walk with its code. */
int register_names(struct store *s, const char *day, register_name_fn fn, void *ctx,
                   struct err *err) MUST_CHECK;

#endif
