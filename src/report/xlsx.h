/* xlsx.h - a table as a workbook: numbers as numbers, a frozen head with filters.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORT_XLSX_H
#define REPORT_XLSX_H

#include "base/err.h"
#include "report/table.h"

/* Writes the columns that CSV has.  Texts are never formulas.  The file is put there whole or not
 * at all; the same table gives the same bytes.  ERR_LIMIT past 1,048,575 rows. */
int xlsx_write(const struct table *t, const char *sheet, const char *path,
               struct err *err) MUST_CHECK;

#endif
