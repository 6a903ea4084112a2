/* request.h - a question as it comes from outside: by name, with values as text; what of it is
 * allowed there.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_REQUEST_H
#define SERVE_REQUEST_H

#include "cli/cli.h"

struct pair {
    const char *name, *value;
};

struct request {
    const struct question *question;
    struct pair *pair;
    int pairs;
    const char **word;
    int words;
    const char *body; /* what takes the place of the file that the question reads, or where a file
                       * that is to be loaded lies; NULL: nothing */
    enum form form;
    int rows; /* of a table, the most that are told: the rest is named in a note; 0: all */
};

/* Whether a question may be asked from outside: it reads, and writes nothing. */
bool request_allows(const struct question *q);

/* Whether it loads a file that is sent. */
bool request_loads(const struct question *q);

/* Whether a parameter may be said: no file, and not how an answer is shown. */
bool request_allows_param(const struct param *p);

/* Whether its words are a file, which comes as the body. */
bool request_takes_body(const struct question *q);

/* Adds a value or a word; NULL values are flags. */
void request_add(struct request *r, const char *name, const char *value, struct arena *a);
void request_word(struct request *r, const char *word, struct arena *a);

/* An answer as data; the caller frees the text. */
struct reply {
    struct buf text;
    char evidence[EVIDENCE_ID]; /* "" where it has none */
    struct notes notes;
};

/* Asks.  The faults of options_parse() and of the question. */
int request_ask(struct reply *out, struct session *s, const struct request *r,
                struct err *err) MUST_CHECK;

#endif
