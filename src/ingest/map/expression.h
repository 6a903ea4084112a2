/* expression.h - what a field of a mapping file may say: one expression over a row of the file.
 *
 * expression = test, then any number of AND test, OR test
 * test       = [NOT] side, then nothing or one of
 *              = <> != < <= > >= side; IS [NOT] NULL; [NOT] IN (side, ...);
 *              [NOT] BETWEEN side AND side
 * side       = term, then any number of + - * / % || term
 * term       = [-] and one of
 *              number; 'text'; NULL; TRUE; FALSE; column; "column";
 *              $flow; $period; $reporter; $currency;
 *              (expression); function(expression, ...); TRY_CAST(expression AS type);
 *              CASE [side] WHEN expression THEN expression ... [ELSE expression] END
 *
 * Every name is a column of the file or one of the functions named in expression.c, each of which
 * works on one row, in time and room that grow with the row alone.  Nothing else can be said: a map
 * may come from a stranger.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef INGEST_EXPRESSION_H
#define INGEST_EXPRESSION_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

/* limit EXPRESSION_BYTES_MAX: a field of a map, bytes: refused, with its place;
 * limit EXPRESSION_DEPTH_MAX: brackets and CASE within each other in a field, levels: refused, with
 * its place; limit EXPRESSION_COLUMNS_MAX: columns that a field names, times: refused, with its
 * place; */
enum { EXPRESSION_BYTES_MAX = 8000, EXPRESSION_DEPTH_MAX = 32, EXPRESSION_COLUMNS_MAX = 100 };

/* Where a text stands; lines that follow in the text begin at column 1. */
struct place {
    const char *path;
    long line, column;
};

struct expression {
    char *sql;
    char **columns; /* names it mentions, count of them */
    int count;
    bool is_column; /* it is one column and nothing else */
};

/* Translates a text to SQL; a fault names its place.  Owned by the arena. */
int expression_read(struct expression *out, struct arena *a, const char *text, struct place at,
                    struct err *err) MUST_CHECK;

#endif
