/* update.h - what a store held before it was brought up to date, and what is told of that.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_FETCH_UPDATE_H
#define APP_FETCH_UPDATE_H

#include "app/fetch/fetching.h"
#include "register/register.h"

/* What a store holds: files of flows, files of names, whether it has rates. */
struct holding {
    struct source *flow;
    struct register_source *name;
    int flows, names;
    bool rates;
};

/* Figures that are not what they were since a source, listings that came and went, and the parts
 * that are missing, with why. */
int update_tell(struct answer *out, struct fetching *f, const struct holding *h,
                struct store *store, int64_t first_source, struct err *err) MUST_CHECK;

#endif
