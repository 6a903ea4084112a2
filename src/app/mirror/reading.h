/* reading.h - both reports while they are read, seen from inside this wing.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_MIRROR_READING_H
#define APP_MIRROR_READING_H

#include "app/mirror/pairs.h"

/* A period that a side of a pair has published. */
struct appeared {
    int exporter, importer, period;
    bool by[SIDES];
};

/* Who reports on fewer partners than these may have been asked about them only. */
enum { PARTNERS_LEAST = 5 };

struct reading {
    struct pairs *out;
    struct session *session;
    struct window w; /* as it was asked */
    int after;
    enum side side;
    enum measure measure;
    const char *in; /* currency of what is read; NULL: any */
    struct appeared *published;
    int periods;
    char freq[SIDES];
    const char *currency[SIDES];
    int partner[PARTNERS_LEAST], partners; /* of a side that says nothing of the other */
};

/* One side may have the Union as one where the other has its members: then both are the Union. */
int fold_union(struct reading *r, struct err *err) MUST_CHECK;

/* One side may have a heading where the other has its codes: then both are the heading. */
void fold_headings(struct pairs *p);

#endif
