/* redline.h - reported flows of the munitions group.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_LAW_REDLINE_H
#define APP_LAW_REDLINE_H

#include "app/session.h"

struct redline {
    struct group_flow *flow; /* by exporter, reporter and code */
    int count;
    const char *can;    /* reporters whose figures hold such goods, to whomever, and who published
                           all of the months asked; "": none */
    const char *cannot; /* whose hold none at all */
};

struct redline_question {
    const char *to;
    const char *from;  /* one exporter; NULL: all */
    const char *as_of; /* NULL: today */
    int first, last;   /* months yyyymm; a year of annual figures counts where it touches them */
};
int redline_read(struct redline *out, struct session *s, const struct redline_question *q,
                 struct err *err) MUST_CHECK;

#endif
