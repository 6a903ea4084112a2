/* law.h - reference tables without a store, and days as users write them.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_LAW_H
#define APP_LAW_H

#include "app/app.h"
#include "duck/duck.h"
#include "report/json.h"

/* A database with the reference tables: the store where it is there and holds these very ones, else
 * one in memory. */
int law_open(struct duck **out, const char *store, struct err *err) MUST_CHECK;

/* YYYY-MM-DD, YYYY-MM, YYYY or two of them with ".." between, as first and last day.  NULL is
 * today. */
struct days {
    char from[40], until[40];
};
int law_days(struct days *out, const char *text, struct err *err) MUST_CHECK;

/* ISO 3166 code of an area by any of its names; "EU27" for the Union as a whole. */
int law_area(const char **iso3, struct duck *d, const char *name, struct arena *a,
             struct err *err) MUST_CHECK;

/* As json_pair() for "true", "false" and NULL. */
void law_json_bool(struct buf *b, const char *key, const char *value, const char *before);

#endif
