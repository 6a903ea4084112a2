/* redline.h - reported flows of the munitions group.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_REDLINE_H
#define APP_REDLINE_H

#include "app/app.h"

/* One row per exporter, reporter and code, as weir redline prints them. */
struct redline {
    struct table flows;
    const char *can;    /* reporters whose figures hold such goods, to whomever, and who published
                           all of the months asked; "": none */
    const char *cannot; /* whose hold none at all */
};

struct redline_ask {
    const char *store, *to;
    const char *from;  /* one exporter; NULL: all */
    const char *as_of; /* NULL: today */
    int first, last;   /* months yyyymm; a year of annual figures counts where it touches them */
};
int redline_read(struct redline *out, const struct redline_ask *q, struct arena *a,
                 struct err *err) MUST_CHECK;

#endif
