/* bulk.h - a file of names screened, pairs of names scored.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_SCREEN_BULK_H
#define APP_SCREEN_BULK_H

#include <stdio.h>

#include "app/screen/kept/audit.h"
#include "app/screen/names.h"
#include "app/screen/subject.h"

/* What a file is screened with. */
struct bulk {
    const struct screen_names *names;
    const struct profile *profile;
    double threshold;
    int most, threads; /* threads 0: as many as there are processors */
    const char *path, *column;
    bool ndjson; /* else CSV */
    const struct decisions *decisions;
    const char *log; /* path; NULL: none is kept */
    const char *context;
    bool secret;
};

struct bulk_counts {
    long rows, with_hits, hits, unscreenable, numbered;
};

/* Lines in the order of the rows to `to`, with bounded memory. */
int bulk_screen(struct bulk_counts *out, const struct bulk *b, FILE *to, struct session *s,
                struct err *err) MUST_CHECK;

#endif
