/* published.h - what each reporter has published, and where a data set begins or ends with a
 * renumbering: what a period without a row means.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERIES_PUBLISHED_H
#define SERIES_PUBLISHED_H

#include "base/arena.h"
#include "base/err.h"
#include "model/series.h"
#include "store/store.h"

/* One reporter in one layout, direction and frequency, and in the goods and with the partner that
 * sources hold. */
struct coverage {
    const char *adapter;
    const char *scope; /* chapter or heading; "": all goods */
    int partner;       /* -1: all */
    enum direction direction;
    char freq;
    int reporter;
    int first, n; /* indexes of periods */
    bool *published;
    int from, until; /* first and last published, -1: none */
    int last;        /* last published by any reporter of this layout and scope */
};

/* A family that is held from or until a period only. */
struct renumbering {
    const char *adapter; /* a layout; "LAYOUT/REPORTER" where several data sets share it */
    const char *family;
    enum direction direction;
    char freq;
    int from, until; /* indexes, 0: open */
};

struct published {
    struct arena arena; /* the owner frees it */
    struct coverage *coverage;
    int coverages;
    struct joined *joined; /* several of them as one, made when they are asked for */
    struct renumbering *renumbering;
    int renumberings;
};

/* Reads it as known on a day (NULL: today). */
int published_read(struct published *out, struct store *s, const char *as_of,
                   struct err *err) MUST_CHECK;

/* What was published as known today, read once for many selections of one store. */
struct published_memo {
    struct published today;
    bool read;
};
void published_forget(struct published_memo *m); /* for CLEANUP(), and when the store changes */

/* By the reporter, layout, direction and frequency of a series, its goods and partner; NULL:
 * nothing is known. */
const struct coverage *published_by(struct published *p, const struct series *s);

/* NULL: the series is in the data set at all times. */
const struct renumbering *published_renumbering(const struct published *p, const struct series *s);

#endif
