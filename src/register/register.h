/* register.h - lists of names (sanctions, export denial) as published, with their vintages.
 *
 * A file is recognised by its layout, checked to its end and taken in whole or not at all.  Each
 * layout is one SQL file in sql/ that fills entities, names, addresses and identifiers from the
 * table `raw`; XML is turned into a table of its elements first (xml.h).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REGISTER_REGISTER_H
#define REGISTER_REGISTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "duck/duck.h"

struct register_file {
    const char *list, *part, *layout, *title;
    int64_t entities, names, addresses, identifiers;
    bool known; /* the same bytes are there already: nothing was taken in */
};

/* Loads one file into the registers of the open store; vintage is YYYY-MM-DD, the day on which the
 * list was published.  encoding NULL: UTF-8.  Part of the caller's transaction. */
int register_load(struct register_file *out, struct duck *d, const char *path, const char *vintage,
                  const char *encoding, struct arena *a, struct err *err) MUST_CHECK;

/* After the last file of a transaction: what follows from several files together. */
int register_settle(struct duck *d, struct err *err) MUST_CHECK;

/* Makes the tables of the registers where they are missing. */
int register_prepare(struct duck *d, struct err *err) MUST_CHECK;

/* Whether the store has any register. */
int register_there(struct duck *d, bool *there, struct err *err) MUST_CHECK;

#endif
