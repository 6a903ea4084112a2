/* held.h - what earlier answers of UN Comtrade in the cache are about, read from their addresses.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FETCH_HELD_H
#define FETCH_HELD_H

#include "fetch/cache.h"
#include "fetch/wish.h"

struct held {
    const struct call *call;
    const char *reporters, *partners, *codes, *periods, *flow; /* partners "": all */
    char freq;
    bool breakdowns;
};

/* Whole answers about cells, in order of time. */
int held_read(struct held **out, const struct cache *c, struct arena *a);

/* Whether a list between commas has a number. */
bool held_has(const char *list, int number);

/* Whether it is of the flow, the frequency and all the partners of a wish. */
bool held_fits(const struct held *h, const struct wish *w);

/* Whether it is of a code, by name or as one of its level. */
bool held_code(const struct held *h, const char *code);

#endif
