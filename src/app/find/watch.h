/* watch.h - what the summary and the report of weir watch share.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_FIND_WATCH_H
#define APP_FIND_WATCH_H

#include "app/divert/divert.h"
#include "app/find/find.h"
#include "app/price/fitted.h"

/* Findings drawn one by one on a page; the rest is in its ranking only. */
enum { PAGE_RISES = 400, PAGE_FALLS = 200 };

struct watch {
    const struct find_params *q;
    const char *to; /* the destination, as it was asked */
    struct find f;
    struct finding **up, **down, **tiers; /* tiers: rises on the high-priority list */
    int ups, downs, tier_count;
    struct finding **all; /* the rises, then the falls */
    const char *run;      /* id of the question */
    struct arena *arena;
    /* for charts: events, and the legal status of the flows of all[], period by period */
    const struct event *events;
    int event_count;
    enum legal **law;
    /* corridors through others; NULL: not asked, or none can be told, with `why` */
    const struct chains *corridors;
    const char *why;
    /* what goods of one family are traded at, with its flows; NULL: not asked */
    const struct prices *prices;
    const struct fitted *fitted;
};

/* Everything that rose or fell. */
int watch_gather(struct watch *w, struct session *s, const struct find_params *q,
                 struct err *err) MUST_CHECK;

/* The legal status of each period with trade of all[i], i < count, and the events. */
int watch_law(struct watch *w, struct session *s, int ups, int downs, struct err *err) MUST_CHECK;

/* The corridors through others. */
int watch_corridors(struct watch *w, struct session *s, struct err *err) MUST_CHECK;
void watch_through(struct buf *b, const struct watch *w, int top); /* "": not asked */

/* What the goods of a finding are; NULL: not known. */
const struct unit *watch_unit(const struct watch *w, const struct finding *f);

/* Sums by "exporter" or "group", before and after. */
struct table watch_baskets(const struct watch *w, const char *kind);

char *watch_headline(const struct watch *w);
void watch_lists(struct buf *b, const struct watch *w);          /* a sentence a line */
void watch_specific(struct buf *b, const struct watch *w);       /* how many rises stand out */
void watch_change(struct buf *b, const struct finding *finding); /* "up since 2022-06: ..." */

#endif
