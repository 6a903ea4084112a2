/* roles.h - the part that each area of a clause has in its trade.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_PROSE_ROLES_H
#define CLAIM_PROSE_ROLES_H

#include "claim/prose/frame.h"

enum role {
    ROLE_NONE,
    ROLE_FROM,    /* sells */
    ROLE_TO,      /* buys */
    ROLE_BOTH,    /* does both: the trade of Armenia */
    ROLE_PARTNER, /* with whom */
    ROLE_SHARE,   /* has a share or a rank */
    ROLE_SUBJECT, /* its firms do what the verb says */
    ROLE_SIDE     /* what it is compared with */
};

/* Fills in who sells and who buys, whose share it is, and of whom the clause speaks. */
void roles_read(struct frame *out, const struct parsed *p, const struct clause *c, long offset,
                const struct frame *before);

/* Whether a word says that goods are sold, or bought. */
bool roles_export(const struct parsed *p, int i);
bool roles_import(const struct parsed *p, int i);

/* "fell for the first time", "topped $10 billion for the first time": of a change or a mark, and
 * not of a first flow.  before: where "for the first time" stands. */
bool roles_changed(const struct parsed *p, int first, int end, int before);

/* "under pressure from Washington": no goods come from there. */
bool roles_pressure(const struct parsed *p, int i);

/* Whether a word may stand between an owner and what it owns. */
bool roles_light(const struct parsed *p, int i);

/* The part of an owner by what it owns, of a subject by the verbs from token i on, and that of the
 * word of trade nearest before token i. */
enum role roles_owned(const struct parsed *p, const struct mention *m, int end);
enum role roles_done(const struct parsed *p, int i, int end);
enum role roles_traded(const struct parsed *p, int i, int first);

#endif
