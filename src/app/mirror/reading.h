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
    struct speaker {
        int area, partner[PARTNERS_LEAST], partners;
    } * speaker; /* of a side that says nothing of the other */
    int speakers;
};

/* Whether its reporter has published a period of a series, and that it has. */
bool reading_published(const struct series *s, int i);
void reading_add_period(struct reading *r, const struct series *s, int period);

/* Whether the side that is read says nothing of a pair that the other names; and of what it has
 * published with anybody that this is none.  ERR_NOT_FOUND: it says nothing of any, and reports on
 * too few to tell. */
bool silence_is_there(const struct reading *r);
int silence_read(struct reading *r, const struct flow_params *flow, struct err *err) MUST_CHECK;

/* One side may have the Union as one where the other has its members: then both are the Union. */
int fold_union(struct reading *r, struct err *err) MUST_CHECK;

/* One side may have a heading where the other has its codes: then both are the heading. */
void fold_headings(struct pairs *p);

#endif
