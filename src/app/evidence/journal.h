/* journal.h - the questions asked of a store, kept in a file beside it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_EVIDENCE_JOURNAL_H
#define APP_EVIDENCE_JOURNAL_H

#include "app/asked.h"

/* Adds the question to the journal of the session's store, once; where it cannot be written a note
 * says so, the answer stands. */
void journal_add(struct session *s, const char *id, const struct question *q, const void *params);

/* A question of the journal. */
struct recorded {
    const char *id;
    const struct question *question;
    void *params;
};
/* All of them, oldest first. */
int journal_read(struct recorded **list, int *count, struct session *s, struct err *err) MUST_CHECK;

#endif
