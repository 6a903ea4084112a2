/* rows.h - people to be screened, row by row from a file.
 *
 * CSV (RFC 4180, or with tabulators or semicolons) with a header, NDJSON, or plain text with a name
 * on each line
 * (.txt).  Nothing but the row at hand is kept.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_SCREEN_ROWS_H
#define APP_SCREEN_ROWS_H

#include <stdio.h>

#include "app/screen/subject.h"
#include "app/session.h"
#include "base/err.h"

/* limit ROW_BYTES: a row of a file that is screened, bytes: refused; */
/* limit ROW_CELLS: columns of a file that is screened, : refused; */
enum { ROW_BYTES = 4 << 20, ROW_CELLS = 500 };

enum row_field {
    ROW_NAME,
    ROW_BIRTH,
    ROW_COUNTRY,
    ROW_GENDER,
    ROW_TYPE,
    ROW_ID, /* what the row is called where it comes from: told again, and kept nowhere */
    ROW_OTHER,
    ROW_FIELDS
};

struct rows {
    FILE *file;
    const char *path;
    enum { ROWS_CSV, ROWS_NDJSON, ROWS_TEXT } format;
    char separator;
    int column[ROW_FIELDS]; /* of each field; -1: none */
    int columns;
    const char *name_column;
    const char **header; /* what the columns are called; NULL: there is none */
    long line;           /* of what was read last, from 1 */
    long long at, all;   /* bytes read, bytes of the file; all 0: not known */
    struct unread {
        long count, line; /* of the first */
    } unread[ROW_FIELDS]; /* particulars that say nothing that is known */
    char *record;
    size_t room, length;
    char *cell[ROW_CELLS];
};

/* column: the one with names; NULL: name, full_name or query.  second: another that must be there,
 * which is read as ROW_OTHER; NULL: none.  Path "-": standard input. */
int rows_open(struct rows *r, const char *path, const char *column, const char *second,
              struct arena *a, struct err *err) MUST_CHECK;
void rows_close(struct rows *r); /* for CLEANUP() */

/* One row as texts of the fields, NULL where there is none; they are gone with the next.  *there is
 * false at the end. */
int rows_next(struct rows *r, bool *there, const char *field[ROW_FIELDS], struct arena *a,
              struct err *err) MUST_CHECK;

/* Who a row is about: particulars as particulars.h reads them, those that say nothing left out and
 * counted.  Texts are in the arena. */
void rows_subject(struct rows *r, struct subject *who, const char *const field[ROW_FIELDS],
                  struct countries *c, struct arena *a);

/* Says what was read and what was left out. */
void rows_say(const struct rows *r, struct session *s);

/* Share of the file that was read, in percent; -1: not known. */
double rows_percent(const struct rows *r);

#endif
