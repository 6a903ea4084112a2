/* legs.h - the flows that a diversion is made of: origin to target, origin to intermediary,
 * intermediary to target, and what they are compared with.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_DIVERT_LEGS_H
#define APP_DIVERT_LEGS_H

#include <stdint.h>

#include "app/flow/select.h"

enum leg {
    LEG_DIRECT,    /* origin to target */
    LEG_IN,        /* origin to intermediary */
    LEG_OUT,       /* intermediary to target, as the intermediary reports it */
    LEG_ARRIVED,   /* the same, as the target reports it */
    LEG_ELSEWHERE, /* origin to all that are neither target nor, where some are named, intermediary
                    */
    LEG_GOODS,     /* origin to intermediary or target, all goods: the printed total, or the sum */
    LEG_MIRROR,    /* origin to intermediary, as the intermediary reports it */
    LEG_IMPORTS,   /* all origins to the intermediary, as it reports them */
    LEGS
};

/* Whom goods come from: an area, or a group as one. */
struct origin {
    const char *label; /* "DEU", "EU27", "world" */
    const int *m49;
    int count; /* 0: the World */
};

struct link {
    int origin, via;  /* index of the origin, -1: all; m49 of the intermediary, 0: none or all */
    const char *unit; /* "": all goods */
    uint64_t goods;   /* its first eight letters, in their order: compared first */
    int importer, exporter; /* of the part, while parts are put together */
    int importers;          /* areas that it goes to */
    bool cut;               /* the store holds one side of a renumbering of its codes only */
    struct series *series;
};

struct links {
    struct link *link; /* by origin, via, unit */
    int count;
    bool other; /* some are there by another frequency only, and were left out */
};

struct divert_params {
    struct words words;
    struct flow_params flow;
    const char *via, *since, *by;
    int within, limit;
    double fdr;
};

struct legs {
    struct session *session;
    struct arena *arena;
    const struct divert_params *q;
    struct ref *ref;
    const struct areas *areas;
    struct origin *origin;
    int origins;
    int target;
    struct ref_areas *via; /* NULL: all */
    char freq;
    int since; /* index of the first period of the time after */
    const char *currency;
    bool foreign; /* what others say in another currency was left out */
    int last;     /* index of the last period of what origins send */
    struct behind {
        int area, until;
    } * behind; /* exporters of a group that have not reported so far */
    int behinds;
    struct links of[LEGS];
    struct units units;
    const char *sources;
};

/* Reads all that the store has of them.  ERR_NOT_FOUND: nothing of what was asked; ERR_CONFLICT:
 * figures in several currencies. */
int legs_read(struct legs *l, struct session *s, const struct divert_params *q,
              struct err *err) MUST_CHECK;

/* Sums series of one place into links, once all are read. */
void links_put_together(struct legs *l);
uint64_t link_goods(const char *unit);
int link_compare_goods(const struct link *a, const struct link *b); /* by unit */

/* Whether an area is of an origin. */
bool origin_has(const struct origin *o, int area);

/* Intermediaries that were named and that the store has nothing of from any origin: how many; area
 * has room for them all. */
int legs_unseen(const struct legs *l, int *area);

/* The exporters as --from named them; NULL: all. */
const char *legs_exporters(const struct legs *l);

/* NULL: there is none. */
const struct link *legs_find(const struct legs *l, enum leg leg, int origin, int via,
                             const char *unit);

/* Whether the store shows a leg for goods: another code of the same heading is there, so that
 * silence on these is no trade. */
bool legs_show(const struct legs *l, enum leg leg, int origin, int via, const char *unit);

#endif
