/* kinds.h - which fields each kind of test takes.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_KINDS_H
#define CLAIM_KINDS_H

#include <stddef.h>

#include "claim/claim.h"

struct claim_kind_info {
    const char *name;
    const char *also; /* another name; NULL: none */
    enum said_as says;
    const char *needs; /* fields, blank-separated; a|b: one of them; |(all): or none */
    const char *takes; /* fields that may be there too */
    const char *help;
};
const struct claim_kind_info *claim_kind_info(enum claim_kind k);

/* The kind of that name; CLAIM_KINDS for none. */
enum claim_kind claim_kind_of(const char *name);

/* Where a field of a test is; NULL: there is no such field. */
const char **claim_field(struct claim_test *t, const char *name);

#endif
