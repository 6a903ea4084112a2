/* redline.h - reported flows of the munitions group.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_REDLINE_H
#define APP_REDLINE_H

#include "app/app.h"

/* One row per exporter, reporter and code, as weir redline prints them. */
struct redline {
    struct table flows;
    const char *can;    /* reporters whose figures hold such goods, to whomever; "": none */
    const char *cannot; /* whose hold none at all */
};

/* Towards a destination, as known on the day as_of (NULL: today). */
int redline_read(struct redline *out, const char *store, const char *to, const char *as_of,
                 struct arena *a, struct err *err) MUST_CHECK;

#endif
