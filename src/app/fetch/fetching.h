/* fetching.h - what the sources of weir fetch share: parameters, rows of what was done, loading.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_FETCH_FETCHING_H
#define APP_FETCH_FETCHING_H

#include "app/question.h"
#include "fetch/plan.h"

struct fetch_params {
    struct words words;
    const char *reporter, *partner, *code, *flow, *freq, *from, *until;
    const char *key_file, *cache, *services, *needs;
    int limit;
    bool dry_run, offline, lines, later, breakdowns;
};

/* What the store takes it for. */
enum load_as { LOAD_NOTHING = -1, LOAD_FLOWS, LOAD_LIST, LOAD_RATES };

/* One part of what was asked, and what became of it. */
struct fetched {
    const char *service, *what, *flow;
    const char *reporters, *partners, *codes, *periods; /* "": not of this source */
    enum piece_state state;
    const char *address;
    const struct call *call; /* NULL: none */
    const char *vintage;     /* day that it was published; NULL: of the call */
    const char *note;
    int64_t kept; /* rows of the store; -1: not loaded */
    int source;   /* of the store; 0: none */
    enum load_as as;
    const char *list; /* of names, once it is loaded */
    bool fresh;       /* of names: the store did not have it */
    bool refused;     /* it came, and could not be loaded */
};

struct fetching {
    const struct fetch_params *q;
    struct session *session;
    struct arena *arena;
    struct services services;
    struct cache cache;
    struct getter getter;
    struct fetched *row;
    int count;
    int failed, left, unknown;     /* parts that are missing, or of which nothing is known */
    int to_call;                   /* calls of a plan */
    int64_t cells;                 /* that they may have at most */
    const struct service *service; /* that the calls are to */
};

/* Sources: each plans or fetches, adding rows. */
int fetch_comtrade(struct fetching *f, const struct service *s, const struct wish_words *words,
                   struct err *err) MUST_CHECK;
int fetch_documents(struct fetching *f, const struct service *s, struct err *err) MUST_CHECK;
/* A document by its address; release: day that it was published, NULL: as it says. */
int fetch_document(struct fetching *f, const struct service *s, const char *address,
                   const char *words, const char *release, struct err *err) MUST_CHECK;
int fetch_bulk(struct fetching *f, const struct service *s, struct err *err) MUST_CHECK;

/* An answer that the service works off later: requested once, asked about until it is there. */
int fetch_later(const struct call **out, struct fetching *f, const struct get *get,
                struct err *err) MUST_CHECK;
int fetch_guide(struct fetching *f, const struct service *s, struct err *err) MUST_CHECK;

/* What the question of --for lacks. */
int fetch_needs(struct fetching *f, struct err *err) MUST_CHECK;

struct fetched *fetching_row(struct fetching *f, const struct service *s);

/* Says what there would be, or was, as words, and as a table. */
void fetching_say(struct answer *out, struct fetching *f);
int fetching_table(struct answer *out, struct fetching *f, struct err *err) MUST_CHECK;

/* Opens services and cache as asked. */
int fetching_open(struct fetching *f, struct session *s, const struct fetch_params *q,
                  struct err *err) MUST_CHECK;
void fetching_count(struct fetching *f);

/* Puts what was fetched into the store, each answer whole or not at all; what cannot be loaded is
 * told in its row. */
int fetching_load(struct fetching *f, struct err *err) MUST_CHECK;

/* "call 3 of 7, 20 s left" */
const char *fetching_label(const struct fetching *f, int done, int all, const struct service *s);

#endif
