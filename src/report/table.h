/* table.h - the ways to write a table: text for a terminal, CSV, JSON, HTML.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include "model/table.h"

/* Text for a terminal: aligns columns, keeps to `width` columns by cutting the widest text column
 * (0: no limit), and has no character in it that a terminal would obey. */
void table_lines(const struct table *t, int width, struct buf *to);

/* As RFC 4180 says; spreadsheet: no text can be taken for a formula. */
void table_csv(const struct table *t, bool spreadsheet, struct buf *to);

/* <table> with a caption, sortable by web/report.js. */
void table_html(const struct table *t, const char *caption, struct buf *to);

#endif
