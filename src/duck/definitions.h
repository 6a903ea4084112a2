/* definitions.h - whether a database file is defined as this program defines it.
 *
 * A file may come from a stranger: a view in the place of a table, a generated column or a macro
 * with the name of a function would be run by whoever asks it.  Macros are out of reach once
 * duck_guard() was called; tables, views and indexes are compared with those that the program's own
 * SQL makes, before anything of the file is read.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUCK_DEFINITIONS_H
#define DUCK_DEFINITIONS_H

#include "base/digest.h"
#include "duck/duck.h"

/* Tables, views and indexes of a database, by kind, schema and name. */
struct definition {
    const char *kind, *schema, *name, *sql;
};

struct definitions {
    struct definition *item;
    int count;
};

/* Owned by d: read once, until definitions_forget(), which duck_define() calls. */
int definitions_read(const struct definitions **out, struct duck *d, struct err *err) MUST_CHECK;
void definitions_forget(struct duck *d);

/* NULL: there is none. */
const struct definition *definitions_find(const struct definitions *x, const char *kind,
                                          const char *schema, const char *name);

/* The digest of those in one schema. */
void definitions_digest(char hex[DIGEST_HEX], const struct definitions *x, const char *schema);

/* ERR_STORE where those in a schema are not the ones that `ddl` makes; names the first.  digest:
 * the known digest of these, which spares making them. */
int definitions_check(const struct definitions *x, const char *schema, const char *digest,
                      const char *ddl, struct err *err) MUST_CHECK;

#endif
