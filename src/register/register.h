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
#include "model/table.h"
#include "store/store.h"

struct register_file {
    const char *list, *part, *layout, *title;
    const char *vintage; /* as the user says, else as the file does, else today */
    int64_t entities, names, addresses, identifiers;
    bool known;          /* the same bytes are there already: nothing was taken in */
    const char *warning; /* NULL: none */
};

struct register_options {
    const char *vintage; /* YYYY-MM-DD, the day on which the list was published; NULL: as it says */
    const char *today;   /* where neither says it */
    const char *encoding; /* NULL: UTF-8, else Windows-1252 */
    bool shrunk;          /* a list may have fewer than four fifths of the entries of the vintage
                             before it */
    bool side_by_side; /* a list once more on its day takes nobody's place: as they were loaded */
};

/* Loads one file into the registers of the open store.  Part of the caller's transaction.
 * ERR_INPUT: not a list, a cut one, an empty one, one that shrank, or that is not what it says. */
int register_load(struct register_file *out, struct store *s, const char *path,
                  const struct register_options *o, struct arena *a, struct err *err) MUST_CHECK;

/* After the last file of a transaction: what follows from several files together. */
int register_settle(struct store *s, struct err *err) MUST_CHECK;

/* Makes the tables of the registers where they are missing. */
int register_prepare(struct store *s, struct err *err) MUST_CHECK;

/* Of what sql/schema.sql makes, see duck/definitions.h; the contract test says the true one. */
#define REGISTER_DIGEST "1ef80842d6c200d3e62d8fa72621f8edededf54f32d10d7a5dca3ccc230a9f1a"

/* Whether the store has any register, which is then weir's own; asked before any other question. */
int register_there(struct store *s, bool *there, struct err *err) MUST_CHECK;

/* Begins and ends the transaction in which files are taken in; rc: what came before, 0 commits. */
int register_begin(struct store *s, struct err *err) MUST_CHECK;
int register_end(struct store *s, int rc, struct err *err) MUST_CHECK;

/* --- what the registers hold --- */

/* A file that was loaded. */
struct register_source {
    int64_t id, entities, names, addresses, identifiers;
    const char *list, *part, *vintage, *path, *sha256;
    const char *encoding; /* as the user said; NULL: UTF-8 */
};
/* By list, part and vintage. */
int register_sources(struct store *s, struct register_source **list, int *count, struct arena *a,
                     struct err *err) MUST_CHECK;

/* What was loaded, a line each, in words that are the same on another machine. */
int register_identity(struct store *s, struct buf *to, struct err *err) MUST_CHECK;

/* A name or identifier that was looked up. */
struct register_hit {
    const char *list, *uid, *entity, *name, *kind, *quality, *script;
    const char *match; /* exact, identifier, normalised, words */
    const char *entity_kind, *program, *listed_on, *until, *country, *born, *born_precision,
        *birthplace, *remarks, *vintage;
};
/* On lists as known on `day` ("": the latest vintages); the surest matches first. */
int register_find(struct store *s, struct register_hit **list, int *count, const char *name,
                  const char *day, struct arena *a, struct err *err) MUST_CHECK;

/* How many entries of a list as known on `day`, or of these those listed from `from` to `day`;
 * programme: a part of its name; persons, others: only these. */
struct register_counting {
    const char *list, *programme, *day, *from; /* programme, from NULL: all */
    bool persons, others;
};
struct register_counted {
    int64_t entries, dated; /* dated: entries of the list that have a day of listing */
    const char *vintage;    /* of the latest file */
};
int register_count(struct store *s, struct register_counted *out, const struct register_counting *q,
                   struct arena *a, struct err *err) MUST_CHECK;

/* What the latest vintage of each part of a list added, removed and changed. */
struct register_change {
    const char *change, *part, *uid, *name;
};
/* *vintages: the most that any part has; with fewer than two nothing can differ. */
int register_diff(struct store *s, struct register_change **list, int *count, int *vintages,
                  const char *name, struct arena *a, struct err *err) MUST_CHECK;

#endif
