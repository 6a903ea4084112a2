/* xlsx.h - a table as a workbook: numbers as numbers, a frozen head with filters, and what it is.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORT_XLSX_H
#define REPORT_XLSX_H

#include "base/err.h"
#include "report/table.h"

/* Writes a sheet that says what the workbook is (question, version, what must be said, sources),
 * and one with the columns that CSV has.  Texts are never formulas.  The file is put there whole or
 * not at all; the same table gives the same bytes.  ERR_LIMIT past 1,048,575 rows. */
struct xlsx_about {
    const char *sheet;               /* what the table is called */
    const char *question;            /* the command line that asks it again */
    const char *weir;                /* version and reference data */
    const char *head, *foot, *notes; /* what is said of it, lines; NULL: nothing */
};
int xlsx_write(const struct table *t, const struct xlsx_about *about, const char *path,
               struct err *err) MUST_CHECK;

#endif
