/* watch.h - what the summary and the report of weir watch share.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_WATCH_H
#define APP_WATCH_H

#include "app/app.h"
#include "app/evidence.h"
#include "app/find.h"

struct watch {
    const struct request *q;
    struct find f;
    struct finding **up, **down, **tiers; /* tiers: rises on the high-priority list */
    int ups, downs, tier_count;
    struct finding **all; /* the rises, then the falls */
    const char *report;
    char run[EVIDENCE_ID]; /* id of the question */
    struct arena *arena;
};

/* Everything that rose or fell; run and report are set before. */
int watch_gather(struct watch *w, struct arena *a, const struct request *q,
                 struct err *err) MUST_CHECK;

/* What the goods of a finding are; NULL: not known. */
const struct unit *watch_unit(const struct watch *w, const struct finding *f);

/* Sums by "exporter" or "group", before and after. */
struct table watch_baskets(const struct watch *w, const char *kind);

char *watch_headline(const struct watch *w);
void watch_lists(struct buf *b, const struct watch *w);          /* a sentence a line */
void watch_specific(struct buf *b, const struct watch *w);       /* how many rises stand out */
void watch_change(struct buf *b, const struct finding *finding); /* "up since 2022-06: ..." */

#endif
