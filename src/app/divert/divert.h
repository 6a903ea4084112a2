/* divert.h - corridors to a destination for those who show them beside other findings.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_DIVERT_DIVERT_H
#define APP_DIVERT_DIVERT_H

#include "app/divert/chain.h"
#include "fetch/wish.h"

/* All intermediaries; *out is NULL where the store does not show any, and *why says so. */
int divert_to(const struct chains **out, const char **why, struct session *s,
              const struct flow_params *flow, const char *since, double fdr,
              struct err *err) MUST_CHECK;

/* Flows whose lack keeps corridors from being told: the years before too. */
void divert_wanted(struct wishes *out, const struct chains *o);

/* Says what was left out, and of whom nothing is told. */
void divert_notes(const struct chains *o, struct session *s);

/* "158 of 6,775 corridors are a pattern of diversion or consistent with it" and what is missing. */
void divert_summary(struct buf *b, const struct chains *o);

/* "EU27 by KAZ, 870324 Vehicles ...: 118.4 M EUR diverted (41.8 M to 133.3 M), 0.46 of the fall;
 * direct since 2022-03, in since 2022-05, out not in the store". */
void divert_words(struct buf *b, const struct chains *o, const struct corridor *c);

#endif
