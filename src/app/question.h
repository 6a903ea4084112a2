/* question.h - what was asked, as text that can be asked again.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_QUESTION_H
#define APP_QUESTION_H

#include <stdbool.h>

#include "app/app.h"

/* Whether answers of a command can be traced: those that read a store or the registers. */
bool question_known(const char *command, const struct request *q);

/* {"command": ..., "from": ..., "args": [...]}: the fields that were given.  Where a day was left
 * out it is today's. */
const char *question_json(const char *command, const struct request *q, struct arena *a);

/* Reads that again.  ERR_INPUT: it is not such a text. */
int question_read(const char **command, struct request *q, const char *json, struct arena *a,
                  struct err *err) MUST_CHECK;

/* Asks it; a report that the command writes beside its answer is thrown away. */
int question_ask(struct answer *out, const char *command, const struct request *q, struct arena *a,
                 struct err *err) MUST_CHECK;

/* "weir surge --to RUS ..." */
const char *question_words(const char *command, const struct request *q, struct arena *a);

/* The file that a question reads beside the store, as a place in q; NULL: none. */
const char **question_file(const char *command, struct request *q);

#endif
