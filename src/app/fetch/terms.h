/* terms.h - what a user asks of a service that is fetched as documents, as its address has it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_FETCH_TERMS_H
#define APP_FETCH_TERMS_H

#include "app/fetch/fetching.h"

/* Values of the {names} in an address; NULL: not said. */
struct terms {
    const char *period, *dashed, *year, *from, *until, *reporters, *partners, *codes, *flow, *freq;
    const char *file;
    const char **code; /* each of codes; count 0: all of them */
    int code_count;
    const char *words; /* what it is about */
};

/* Whether the address has a name that begins so: "{period". */
bool terms_wanted(const struct service *s, const char *name);

const char *terms_address(const struct service *s, const struct terms *t, struct arena *a);

/* What a service has no use for would be ignored in silence: ERR_USAGE. */
int terms_refuse(const struct fetching *f, const struct service *s, struct err *err) MUST_CHECK;

/* Areas, codes, flow and frequency; ERR_USAGE where one is missing or not of the service. */
int terms_read(struct terms *t, const struct fetching *f, const struct service *s,
               struct err *err) MUST_CHECK;

/* Some of the codes as its address has them. */
const char *terms_codes(const struct service *s, const char *const *code, int count,
                        struct arena *a);

/* From when until when, at a frequency, within what the service can have published. */
int terms_window(struct window *out, const struct fetching *f, const struct service *s, char freq,
                 struct err *err) MUST_CHECK;

/* "census-export: --code is missing" */
int terms_missing(const struct service *s, const char *what, struct err *err);

#endif
