/* look.h - a JSON answer looked at before it is believed: is it whole, does it hold what was asked?
 *
 * {"count": N, "data": [{...}, ...], "error": ""}, as UN Comtrade answers, or {"value": [{...},
 * ...]} as OData 4 does (JSON Format, section 6: an "@odata.nextLink" says that there is more),
 * read as a stream: memory does not grow with it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FETCH_LOOK_H
#define FETCH_LOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* A field that every row has to have, and (NULL: any) the values between commas that were asked. */
struct look_field {
    const char *name, *asked;
    int length;  /* of its text; 0: any */
    bool filled; /* null will not do */
};

struct look {
    int64_t rows, count; /* count: what it says it has; -1: it does not say */
    bool more;           /* it says that it is not all */
};

/* ERR_INPUT: no JSON (with the place), no table in it, an error of the service in its words, a row
 * without a field or with a value that was not asked, another number of rows than it says.  fields
 * ends with a NULL name. */
int look_at(struct look *out, const char *path, const struct look_field *fields, struct arena *a,
            struct err *err) MUST_CHECK;

/* What an answer that is no table says of itself, "" where it says nothing. */
const char *look_message(const char *path, struct arena *a);

/* Calls for each row of such an answer with the values of some fields, which is for small ones. */
typedef void (*look_fn)(void *ctx, const char *const *value);
int look_each(const char *path, const char *const *names, look_fn fn, void *ctx, struct arena *a,
              struct err *err) MUST_CHECK;

#endif
