/* cli.h - the command line: options, commands, help, pages and completion, all from two tables.
 *
 * A command is one file with one exported descriptor; main.c lists them.  The options of all
 * commands are one table (options.c), of which a command names those it takes.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "app/app.h"

enum exit_code { EXIT_FINE, EXIT_FAILED, EXIT_USAGE, EXIT_ABOVE };

/* The command line, parsed. */
struct line {
    struct request request;
    bool json, csv, quiet, help, man, weight, quantity, unit_value;
    bool limit_given;
    const char *xlsx;
};

struct command {
    const char *name;
    const char *arguments; /* as in "FILE..." */
    const char *summary;
    const char *options;  /* names, blank-separated; those of every command are implied */
    const char *text;     /* paragraphs of help, separated by empty lines */
    const char *examples; /* one command line per line */
    int (*app)(struct answer *out, struct arena *a, const struct request *q, struct err *err);
    int (*run)(const struct command *self, struct line *line); /* in place of app */
};

/* Runs the command that argv names; returns the process's exit code. */
int cli_main(int argc, char **argv, const struct command *const *commands);

/* For commands that look at the others: the list given to cli_main(). */
const struct command *const *cli_commands(void);
const struct command *cli_find(const char *name);

/* options.c: fills line from argv[1..]; ERR_USAGE names the fault. */
int options_parse(struct line *line, const struct command *c, int argc, char **argv,
                  struct arena *a, struct err *err) MUST_CHECK;

struct option_info {
    const char *name, *argument, *help;
};
/* Calls for each option of c, own ones first; NULL ends. */
const struct option_info *options_next(const struct command *c, const struct option_info *last);

/* help.c */
void help_overview(FILE *to);
void help_command(const struct command *c, FILE *to);
void help_man(const struct command *c, FILE *to); /* mdoc; NULL: the page of weir itself */

#endif
