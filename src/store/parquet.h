/* parquet.h - a table of an answer as Parquet.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_PARQUET_H
#define STORE_PARQUET_H

#include "base/err.h"
#include "model/table.h"

/* Columns and values are those of JSON: lists are lists, periods texts, what is missing NULL. */
int parquet_write(const char *path, const struct table *t, struct err *err) MUST_CHECK;

#endif
