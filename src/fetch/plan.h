/* plan.h - what has to be asked of UN Comtrade for a wish, in as few calls as its caps allow.
 *
 * With second partner, customs procedure and transport asked as totals, a cell (reporter, partner,
 * code, flow, period) is one row: calls are cut so that their cells are fewer than the cap.  What
 * the cache holds of the same release is not asked again, what is not published is not asked at
 * all. An answer that has as many rows as the cap all the same is not used: its call is cut in two.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FETCH_PLAN_H
#define FETCH_PLAN_H

#include "fetch/get.h"
#include "fetch/wish.h"

/* How a part of the wish stands. */
enum piece_state {
    PIECE_WAITING,
    PIECE_FETCHED,
    PIECE_HELD,        /* the cache has it, of the same release */
    PIECE_EMPTY,       /* published, and nothing of this: no trade */
    PIECE_UNKNOWN,     /* an empty answer, and whether it is published is not known */
    PIECE_UNPUBLISHED, /* the reporter has not published these periods: not reported */
    PIECE_CUT,         /* at the cap: those that follow stand for it */
    PIECE_FAILED,
    PIECE_LEFT, /* for another day, or another time */
    PIECE_STATES,
};
const char *piece_name(enum piece_state s);

/* Lists are between commas, as the service takes them. */
struct piece {
    enum piece_state state;
    const char *reporters, *partners, *codes, *periods; /* partners "": all */
    int64_t cells;                                      /* rows that it may have at most */
    const struct call *call;                            /* NULL: none yet */
    const char *release;                                /* of what it asks; NULL: not known */
    const char *note;
};

/* A reporter's period that is published. */
struct published_on {
    int reporter, period;
    const char *release; /* "2024-03-01 10:11:12" */
};

struct plan {
    const struct wish *wish;
    const struct service *service; /* of the data */
    struct arena *arena;
    struct published_on *published; /* by reporter and period */
    int publishings;
    bool known; /* whether what is published could be asked */
    struct piece *piece;
    int count;
};

/* Takes one row of an answer about what is published. */
void plan_publish(struct plan *p, int reporter, int period, const char *release);

/* Fills the pieces; calls that the cache has of them are PIECE_HELD. */
void plan_make(struct plan *p, const struct cache *c);

const char *plan_address(const struct plan *p, const struct piece *x);

/* Codes that are named in one call at most. */
enum { PLAN_CODES = 300 };

struct piece *plan_add(struct plan *p, enum piece_state state);

/* Cuts piece i in two, a level in lists of its codes (PIECE_CUT; the halves follow it).  False: it
 * cannot be cut. */
bool plan_cut(struct plan *p, int i);

/* Calls that are still to be made. */
int plan_calls(const struct plan *p);

#endif
