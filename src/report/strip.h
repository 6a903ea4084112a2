/* strip.h - figures on one line: what was found with its interval, what was claimed, what else
 * could be computed.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORT_STRIP_H
#define REPORT_STRIP_H

#include "base/buf.h"

struct strip {
    double value, low, high; /* NAN: none */
    double claimed;          /* likewise */
    const double *other;
    int others;
    const char *value_text, *claimed_text;
    const char *label; /* what it shows, for those who do not see it */
};

/* Linear from zero, logarithmic where the figures reach over a hundred times; nothing where there
 * are fewer than two of them. */
void strip_svg(struct buf *to, const struct strip *s);

#endif
