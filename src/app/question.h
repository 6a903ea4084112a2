/* question.h - one table of questions: what weir can be asked, and all that is known of it.
 *
 * A question is one file with one descriptor; main.c lists them.  From the table come options and
 * their reading, help, manual pages, completion, the journal of evidence and asking again, and the
 * schema of the JSON.  Adding a question is one file and one row.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_QUESTION_H
#define APP_QUESTION_H

#include <stdbool.h>
#include <stddef.h>

#include "app/answer.h"
#include "app/session.h"
#include "base/err.h"

/* The words after a question's name: files, a code, a destination.  Every parameter struct begins
 * with them. */
struct words {
    char **item;
    int count;
};

enum param_type {
    PARAM_TEXT,   /* const char *; NULL where it was not given */
    PARAM_DAY,    /* the same, YYYY-MM-DD */
    PARAM_FLAG,   /* bool */
    PARAM_SHARE,  /* double: 0.05, or 5 % */
    PARAM_NUMBER, /* double */
    PARAM_COUNT,  /* int */
    PARAM_ONE_OF, /* int: index among `words`, each an option of its own (--value, --weight) */
};

/* Where words for completion come from. */
enum complete {
    COMPLETE_NOTHING,
    COMPLETE_AREAS,
    COMPLETE_CODES,
    COMPLETE_LISTS,
    COMPLETE_GROUPS,
    COMPLETE_EVENTS,
    COMPLETE_FILES,
    COMPLETE_WORDS, /* those of `words` */
    COMPLETE_QUESTIONS,
};

struct param {
    const char *name; /* as in --as-of */
    enum param_type type;
    size_t at;            /* in the parameter struct */
    const char *argument; /* as in PERIOD; NULL: takes none */
    const char *help;     /* of PARAM_ONE_OF one for each word, '|' between */
    enum complete complete;
    const char *words; /* blank-separated */
    double fallback;   /* numbers where it was not given */
    int most;          /* a count may be; 0: QUESTION_COUNT_MAX */
    bool percent;      /* a share is written in percent */
    bool display;      /* how or where the answer is shown: not part of what is asked */
    bool file;         /* names a file that is read: it counts by what is in it */
    const char *key;   /* in the text of a question, where it is not the name; NULL: the name */
    char letter;       /* as in -o; 0: none */
};

/* A row of a table of parameters; more fields may follow. */
#define PARAM(params, field, name_, type_, argument_, help_, complete_)                            \
    .name = name_, .type = PARAM_##type_, .at = offsetof(struct params, field),                    \
    .argument = argument_, .help = help_, .complete = COMPLETE_##complete_

struct question {
    const char *name; /* "surge", "lists find" */
    const char *summary;
    const char *arguments;      /* the words, as in "FILE..."; "": none */
    enum complete complete;     /* of the words */
    const char *text;           /* paragraphs of help, separated by empty lines */
    const char *examples;       /* one command line per line */
    const struct param *params; /* a row without name ends; NULL: none */
    size_t size;                /* of the parameter struct */
    enum needs needs;
    bool main;          /* of several with one first word: the one that is meant without a second */
    bool traced;        /* kept in the journal, can be asked again and has an id */
    bool notes;         /* its JSON is an object with those of the answer */
    bool local;         /* about files of this machine: not asked from outside */
    bool named;         /* from outside only of what its words name, not all that there is */
    bool loads;         /* its file may be sent from outside by who has the right to */
    bool day;           /* its --on is today's where none is given */
    int file_word;      /* which word names a file that is read, from 1; 0: none */
    const char *method; /* where its method stands, for evidence */
    const char *tables; /* reference tables that it cites, blank-separated; NULL: none */
    bool lists;         /* it cites the lists of names in the store */
    const struct column *columns; /* of its table, where that is its JSON; a row without key ends */
    int column_count;             /* or so many; 0: to that row */
    const char *shape;            /* of its JSON where that is no table (see cli/cli.h) */
    int (*run)(struct answer *out, struct session *s, const void *params, struct err *err);
};

/* limit QUESTION_COUNT_MAX: a count such as --limit, : refused; */
/* The largest number that a count may be. */
enum { QUESTION_COUNT_MAX = 1000000 };
int question_most(const struct param *p);

/* The name's first word, and the second, NULL where there is none. */
size_t question_first(const struct question *q);
const char *question_verb(const struct question *q);

/* NULL: there is none. */
const struct question *question_find(const struct question *const *all, const char *name);

/* A parameter struct of q as it is where nothing was given. */
void *question_params(const struct question *q, struct arena *a);

/* Asks: notes of the session become those of the answer. */
int question_ask(struct answer *out, struct session *s, const struct question *q,
                 const void *params, struct err *err) MUST_CHECK;

#endif
