/* claim.h - a claim file, answered.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_CLAIM_CLAIM_H
#define APP_CLAIM_CLAIM_H

#include "app/claim/check/check.h"

struct checked {
    const struct claim *claim;
    struct outcome *outcomes; /* of its tests */
    int decisive;             /* the test whose verdict is the claim's */
    const char *evidence;     /* id */
};

/* All claims of a file; *list is in the arena. */
int claims_check(struct checked **list, int *count, const char *path, struct session *s,
                 struct err *err) MUST_CHECK;

/* Flows that would settle what cannot be told. */
void claims_wanted(struct wishes *out, const struct checked *list, int count, struct arena *a);

/* A claim's verdict, and that of its decisive test. */
const struct outcome *checked_outcome(const struct checked *x);

/* "17 claims: 11 confirmed, ..." */
const char *claims_summary(const struct checked *list, int count, struct arena *a);

/* "3.58 x" of a figure in the unit of its outcome. */
const char *checked_figure(const struct outcome *o, double v, struct arena *a);

#endif
