/* fact.h - typed facts: what an answer says, before anybody writes it down.
 *
 * A tree of texts, numbers and truths under keys, built in order:
 *
 *     struct facts f = facts_new(arena);
 *     facts_open(&f, NULL, FACT_OBJECT);
 *     facts_text(&f, "state", "ARM");
 *     facts_truth(&f, "bound", 1);
 *     facts_close(&f);
 *     ... f.root
 *
 * The key is NULL inside a list and at the root.  Texts and arrays are kept by reference; nodes are
 * in the arena.  base/json.h writes a tree as JSON.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_FACT_H
#define BASE_FACT_H

#include <stdbool.h>

#include "base/arena.h"

enum fact_kind {
    FACT_TEXT,    /* text NULL: not known */
    FACT_NUMBER,  /* NAN: not known */
    FACT_TRUTH,   /* number 1, 0, or NAN: cannot be told */
    FACT_NUMBERS, /* an array of them */
    FACT_LIST,
    FACT_OBJECT,
};

struct fact {
    enum fact_kind kind;
    const char *key;
    const char *text;
    double number;
    const double *numbers;
    int count; /* of numbers, or of what is in it */
    struct fact *first, *last, *next;
};

enum { FACTS_DEEPEST = 16 };

struct facts {
    struct arena *arena;
    struct fact *root;
    struct fact *open[FACTS_DEEPEST];
    int depth;
};

struct facts facts_new(struct arena *a);

/* kind is FACT_OBJECT or FACT_LIST; what is added next goes into it until facts_close(). */
void facts_open(struct facts *f, const char *key, enum fact_kind kind);
void facts_close(struct facts *f);

void facts_text(struct facts *f, const char *key, const char *text);
void facts_number(struct facts *f, const char *key, double number);
void facts_truth(struct facts *f, const char *key, double truth);
void facts_numbers(struct facts *f, const char *key, const double *numbers, int count);

/* A list of texts: an array, or the parts of one text between any of `separators`; blanks before a
 * part are dropped. */
void facts_texts(struct facts *f, const char *key, const char *const *texts, int count);
void facts_parts(struct facts *f, const char *key, const char *text, const char *separators);

/* Adds a tree built elsewhere under a key. */
void facts_add(struct facts *f, const char *key, struct fact *tree);

#endif
