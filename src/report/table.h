/* table.h - the ways to write a table: text for a terminal, CSV, JSON, HTML.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include <stdio.h>

#include "model/table.h"

enum format { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON };

/* JSON is an array of objects.  Text aligns columns and keeps to `width` columns of the terminal
 * by cutting the widest text column; 0: no limit. */
void table_write(const struct table *t, enum format format, int width, FILE *to);

/* <table> with a caption, sortable by web/report.js. */
void table_html(const struct table *t, const char *caption, struct buf *to);

#endif
