/* sheet.h - a table of text with a header: CSV as RFC 4180 has it.
 *
 * For the small tables that are built into the program, which a check of the build has read before:
 * what is malformed is taken as it comes.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REF_SHEET_H
#define REF_SHEET_H

#include "base/arena.h"

struct sheet {
    const char **cell; /* row by row, the header first */
    int columns, rows; /* rows below the header */
};

void sheet_read(struct sheet *out, const char *text, size_t len, struct arena *a);

/* The column of that name, -1: there is none. */
int sheet_column(const struct sheet *s, const char *name);

/* A cell of a row, counted from 0; NULL where it is empty. */
const char *sheet_cell(const struct sheet *s, int row, int column);

#endif
