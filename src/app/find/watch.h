/* watch.h - what the summary and the report of weir watch share.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_FIND_WATCH_H
#define APP_FIND_WATCH_H

#include "app/divert/divert.h"
#include "app/find/find.h"
#include "app/price/fitted.h"

/* Findings that a page draws one by one; all are in its tables. */
enum { WATCH_CARDS = 10 };

struct watch {
    const struct find_params *q;
    const char *to;      /* the destination, as it was asked */
    const char *name;    /* its name */
    const char *targets; /* M49 numbers of the areas that it is, "643" */
    struct ref *ref;
    struct source *source; /* of the store */
    int sources;
    struct find f;
    struct finding **up, **down, **tiers; /* tiers: rises on the high-priority list */
    int ups, downs, tier_count;
    int flows; /* tested: of one exporter to one importer each */
    struct finding *
        *as_one; /* rises and falls of a group as one, whose members are in up and down */
    int sums;
    struct finding **all; /* the rises, the falls, then those of the group as one */
    int all_count;
    const char *run; /* id of the question */
    struct arena *arena;
    /* the largest rises, as many of each currency; their legal status period by period; events */
    struct finding **card;
    enum legal **law;                    /* by card */
    const struct law_entry **transition; /* likewise: what let older contracts run; NULL: nothing */
    int cards;
    const struct event *events;
    int event_count;
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

/* Picks the cards, with their legal status, and the events. */
int watch_cards(struct watch *w, struct err *err) MUST_CHECK;

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
