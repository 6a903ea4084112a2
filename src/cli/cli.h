/* cli.h - the command line: a door on the table of questions.
 *
 * Options, help, manual pages and completion come from the table alone; this room adds what every
 * question has (--store, --json, ...) and three commands about the table itself.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "app/question.h"

enum exit_code { EXIT_FINE, EXIT_FAILED, EXIT_USAGE, EXIT_ABOVE, EXIT_LACKING, EXIT_STOPPED = 130 };

/* Runs the command that argv names; returns the process's exit code. */
int cli_main(int argc, char **argv, const struct world *world);

/* The command line, read. */
/* limit CLI_WAIT: waiting for a process that writes to the store, seconds: told who has it, --wait
 * waits longer; */
/* Seconds that a question waits for a process that writes to its store. */
enum { CLI_WAIT = 10 };

struct line {
    const struct question *question;
    void *params;
    const char *store, *xlsx;
    int wait;
    bool json, csv, spreadsheet, quiet, help, man, schema;
};

/* options.c: fills line from the words after the question's name; ERR_USAGE names the fault. */
int options_parse(struct line *line, int argc, char **argv, struct arena *a,
                  struct err *err) MUST_CHECK;

/* An option as a person writes it: a parameter, or one word of PARAM_ONE_OF. */
struct option_info {
    const char *name, *argument, *help;
    char letter;
};
/* Calls fn for each option of q, its own ones first. */
typedef void (*option_fn)(void *ctx, const struct option_info *o);
void options_each(const struct question *q, option_fn fn, void *ctx, struct arena *a);

/* The parameter behind "--name", NULL where there is none; *word: which of PARAM_ONE_OF. */
const struct param *options_find(const struct question *q, const char *name, size_t len, int *word);

/* written.c: an answer as data: JSON with its notes, or CSV (spreadsheet: that no spreadsheet takes
 * for formulas). */
enum form { FORM_JSON, FORM_CSV, FORM_SPREADSHEET, FORM_PAGE, FORM_PARQUET };
void answer_data(struct buf *to, const struct answer *x, const struct question *q, enum form form,
                 struct arena *a);

/* help.c: texts for a terminal. */
void help_overview(const struct world *w, FILE *to);
void help_question(const struct question *q, FILE *to);
void help_verbs(const struct world *w, const char *first, FILE *to); /* that share a first word */

/* man.c: pages in mdoc, one for all questions with that first word; "weir" is that of weir itself.
 * false: there is none. */
bool man_page(const struct world *w, const char *name, FILE *to);

/* schema.c: the JSON of a question as JSON Schema.
 *
 * A shape is text: `text`, `number`, `int`, `truth`, `[shape]`, `{key shape, key? shape}`, `*` for
 * anything, and `shape | shape`.  All but lists and objects may be null; key? may be missing; {*}
 * is an object with any keys. */
void schema_write(const struct question *q, FILE *to);
struct fact *schema_facts(const struct question *q, struct arena *a);

/* commands.c: help, completion and complete; they answer by themselves. */
const struct question *commands_find(const char *name);
int commands_run(const struct world *w, const struct line *line, struct err *err);
void commands_add(const struct door *const *doors);
const struct question *const *commands_all(void);

/* complete.c: prints what may come next on a command line of these words. */
void complete_words(const struct world *w, int count, char **word);

#endif
