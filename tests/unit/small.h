/* small.h - a session on a small store, for tests of what is asked.
 *
 * The store holds India's exports of four subheadings to Russia (tests/data/v0.1.0/small.csv) once
 * small_load() was called.  Every question is asked through a session of its own, as a door does.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SMALL_H
#define SMALL_H

#include "app/question.h"
#include "test.h"

struct small {
    struct arena arena;
    char *dir, *store;
    struct session session; /* of the last question */
    struct err err;         /* of the last that failed */
};
extern struct small small;

/* Setup and teardown of a group: a directory of its own; the second with small.csv loaded. */
int small_open(void **state);
int small_open_loaded(void **state);
int small_close(void **state);

/* A file in that directory. */
char *small_path(const char *name);
char *small_write(const char *name, const char *text);

/* Loads small.csv. */
void small_load(void);

/* Asks as on a command line, words and options, and keeps the question in the journal; the first
 * fails the test where the question does, the second where it does not, and gives its code. */
struct answer small_ask(const struct question *q, const char *line);
int small_fails(const struct question *q, const char *line);

/* Several questions through one session, which the caller closes: gives the question's code. */
struct session small_session(void);
int small_ask_on(struct answer *out, struct session *s, const struct question *q, const char *line);

/* A cell of the answer's table; a fact by its path, as "points.0.value". */
double small_number(const struct answer *a, int row, const char *key);
const char *small_text(const struct answer *a, int row, const char *key);
const struct fact *small_fact(const struct answer *a, const char *path);

/* Whether a note of the answer has those words. */
bool small_noted(const struct answer *a, const char *words);

#endif
