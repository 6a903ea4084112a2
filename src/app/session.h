/* session.h - what a door has opened for those who ask through it.
 *
 * A door (the command line; a server later) makes one session and hands it to every use case.  A
 * use case opens no store, prints nothing, and writes to no path that it was not given.  What it
 * has to say beside its answer it leaves as a note.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include <stdatomic.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/note.h"
#include "series/published.h"
#include "store/store.h"

struct question;
struct door;
struct measures;

/* What main.c names: all questions, all backends of stores and all doors, NULL at the end. */
struct world {
    const struct question *const *questions;
    const struct store_backend *const *backends;
    const struct door *const *doors;
};

/* What a question needs of a session. */
enum needs {
    NEEDS_NOTHING,
    NEEDS_REFERENCE, /* the reference tables */
    NEEDS_READ,      /* a store, if it gets that far */
    NEEDS_WRITE,     /* a store, made where there is none */
    NEEDS_QUERY,     /* a store that SQL of the user reads */
    NEEDS_EXPORT,    /* a store whose rows are written to a file */
};

/* The state of program and reference data that ids of answers are made of. */
struct build {
    const char *version, *reference;
};

enum { EVIDENCE_ID = 16 };

struct session {
    const struct world *world;
    struct arena *arena;
    const char *path; /* of the store */
    struct build build;
    struct notes notes;
    const struct question *asked; /* now */
    enum needs needs;             /* of it */
    const void *params;
    bool again;                /* asked to compare: nothing is written beside the answer */
    const atomic_bool *cancel; /* NULL: never */
    FILE *lines;               /* where lines go that are too many for an answer; NULL: nowhere */
    bool sent;                 /* the file is a copy of what was sent: its name alone is kept */
    int wait;                  /* seconds for a process that writes to the store */

    /* opened when first wanted */
    struct store *store;
    enum needs opened; /* what it was opened for */
    struct ref *own_reference;
    struct published_memo published;
    const char *identity;      /* what the store was made of */
    struct measures *measures; /* figures of claims, see app/claim/measure.h */
};

/* Makes one over a store that need not be there yet.  Everything is in the caller's arena. */
struct session session_new(const struct world *world, const char *path, struct arena *a);
void session_close(struct session *s); /* for CLEANUP() */

/* What was read of the store is read again: a question has changed it. */
void session_changed(struct session *s);

/* Whether a store is there, or what may be one. */
bool session_has_store(const struct session *s);

/* The store, opened as the question that is asked needs it: anew where it was opened for less, or
 * with more in reach than SQL of the user may have. */
int session_store(struct session *s, struct store **out, struct err *err) MUST_CHECK;

/* Another store than that of the session, to copy it; the caller closes it.  See store_copy(). */
int session_other(struct session *s, struct store **out, const char *url,
                  struct err *err) MUST_CHECK;
int session_copy(struct session *s, struct store *from, const char *url,
                 struct store_counts *counts, struct err *err) MUST_CHECK;

/* The reference tables: those of the store where it is there, which the id of an answer needs
 * anyway. */
int session_reference(struct session *s, struct ref **out, struct err *err) MUST_CHECK;

/* Names of areas. */
int session_areas(struct session *s, const struct areas **out, struct err *err) MUST_CHECK;

void session_note(struct session *s, enum note_level level, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
