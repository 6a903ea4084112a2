/* select.h - what was asked in words, as a selection over an open store.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_SELECT_H
#define APP_SELECT_H

#include "app/app.h"
#include "series/series.h"
#include "store/store.h"

/* Opens the store for reading and finds the areas of the request.  A store that another process
 * is making is ERR_STORE. */
int select_open(struct store **s, struct selection *sel, struct arena *a, const struct request *q,
                struct err *err) MUST_CHECK;

/* Names of areas. */
struct areas;
int areas_read(struct areas **out, struct store *s, struct arena *a, struct err *err) MUST_CHECK;
const char *areas_iso3(const struct areas *areas, int m49); /* M49 as text where there is none */
const char *areas_name(const struct areas *areas, int m49);

/* "EU27" for what was asked as one name, else the one area, else "all". */
const char *select_label(const struct areas *areas, const char *asked, int m49);

/* Lines naming the sources of the selected cells with their vintage. */
char *select_sources(struct store *s, const struct selection *sel, struct arena *a,
                     struct err *err);

/* The last month and the first that any monthly source of the selection has published, as yyyymm;
 * 0 where there is none. */
int select_span(struct store *s, int *first, int *last, struct err *err) MUST_CHECK;

#endif
