/* names.h - the listed names that are screened against, of a store or of files.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_SCREEN_NAMES_H
#define APP_SCREEN_NAMES_H

#include "app/session.h"
#include "screen/index/index.h"

struct screen_names {
    struct index index;
    const char *identity; /* what it was made of, in words that are the same on another machine */
    const char *lists;    /* "ofac-sdn 2026-02-27, un 2026-03-01" */
};

/* files: lists as published, comma-separated; NULL: those of the store, as known on `day` ("": the
 * latest vintages).  more: further files. */
struct screen_source {
    const char *files, *day;
    char *const *more;
    int more_count;
};
int screen_names_open(struct screen_names *out, struct session *s, const struct screen_source *of,
                      struct err *err) MUST_CHECK;
void screen_names_close(struct screen_names *n); /* for CLEANUP() */

#endif
