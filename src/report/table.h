/* table.h - the ways to write a table: text for a terminal, CSV, JSON, HTML.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include "model/table.h"

/* Text: aligns columns, gives the amounts of a column one unit, and has no character in it that a
 * terminal would obey.  width: columns of a terminal, to which the widest text column is wrapped
 * and others cut (paths at their beginning); 0: nothing is cut. */
void table_lines(const struct table *t, int width, struct buf *to);

/* As RFC 4180 says; spreadsheet: no text can be taken for a formula. */
void table_csv(const struct table *t, bool spreadsheet, struct buf *to);

/* One text as a cell of it. */
void csv_text(struct buf *to, const char *s, bool spreadsheet);

/* <table> with a caption, sortable by web/report.js. */
void table_html(const struct table *t, const char *caption, struct buf *to);

#endif
