/* tabulate.h - rows of a query as the table of an answer.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_TABULATE_H
#define APP_TABULATE_H

#include "duck/duck.h"
#include "report/table.h"

/* Columns as given; each is read from the query's column of that place. */
int tabulate(struct table *out, struct duck_rows *rows, const struct column *columns, int count,
             struct arena *a, struct err *err) MUST_CHECK;

/* Columns named as the query says; text as text, all else as numbers. */
int tabulate_any(struct table *out, struct duck_rows *rows, struct arena *a,
                 struct err *err) MUST_CHECK;

#endif
