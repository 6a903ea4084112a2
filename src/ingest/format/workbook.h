/* workbook.h - the tables of a workbook of Eurostat's data browser, as CSV.
 *
 * Such a workbook (Office Open XML, ECMA-376 part 1, section 18) has one sheet a product: above the
 * table what is the same for all of it (PRODUCT, FLOW, INDICATORS), in the row TIME the periods,
 * below it rows of reporters and partners.  ':' is no trade.  Streams: memory does not grow with
 * the file, but for its shared strings.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef INGEST_FORMAT_WORKBOOK_H
#define INGEST_FORMAT_WORKBOOK_H

#include "base/err.h"

/* Writes the figures of all sheets to `to` with the columns of Eurostat's SDMX-CSV.  ERR_INPUT: no
 * workbook, broken, or without such a table; ERR_LIMIT: what it unpacks to is too large. */
int workbook_to_csv(const char *path, const char *to, struct err *err) MUST_CHECK;

#endif
