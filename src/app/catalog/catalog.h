/* catalog.h - what is held to ask with: goods, areas, groups.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_CATALOG_CATALOG_H
#define APP_CATALOG_CATALOG_H

#include "app/question.h"

/* The words of these questions: what is looked for. */
struct catalog_params {
    struct words words;
};

/* Fills the table with the rows of a kind ("codes") that have the words, column for column;
 * ERR_NOT_FOUND where there are none. */
int catalog_fill(struct answer *out, struct session *s, const char *kind,
                 const struct column *columns, int count, const struct catalog_params *q,
                 struct err *err) MUST_CHECK;

#endif
