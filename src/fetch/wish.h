/* wish.h - what is wanted of UN Comtrade, checked before anything is sent: the service answers a
 * bad parameter with an empty success, which looks like no trade.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FETCH_WISH_H
#define FETCH_WISH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "ref/ref.h"

/* As a user says it; NULL: not said. */
struct wish_words {
    const char *reporter, *partner, *code, *flow, *freq, *from, *until;
    bool breakdowns; /* by second partner, customs procedure and transport too, beside the totals */
};

/* Several of them, each once. */
struct wishes {
    struct wish_words *of;
    int count;
};
void wishes_add(struct wishes *list, const struct wish_words *w, struct arena *a);

/* "weir fetch comtrade --reporter CHN ..." */
const char *wish_command(const struct wish_words *w, const char *service, struct arena *a);

struct wish {
    const int *reporter, *partner; /* m49 */
    int reporters, partners;
    bool all_partners;       /* partner is all there are then */
    const char *const *code; /* codes of two, four or six digits, TOTAL, or one level (AG6) */
    int codes;
    int level;        /* of AG2, AG4, AG6; 0: codes */
    char freq;        /* 'M', 'A' */
    const char *flow; /* "X", "M", "RX", "RM" */
    int first, last;  /* index of periods, both included */
    bool breakdowns;  /* a cell is one row and more then */
};

/* "export" for "X". */
const char *wish_flow(const char *code);

/* How many codes a level may have in an answer, at most. */
int wish_codes_of(int level);

/* ERR_USAGE names the word that is at fault and what to say instead. */
int wish_read(struct wish *out, const struct wish_words *w, struct ref *ref, struct arena *a,
              struct err *err) MUST_CHECK;

/* All codes of a level, over the revisions that are held: for a level that is asked in parts. */
int wish_level_codes(const char ***out, int level, struct arena *a);

#endif
