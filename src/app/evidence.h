/* evidence.h - names for answers, so that a figure can be traced to its sources and computed again.
 *
 * A question has an id: a digest of what is asked, of the files that the store was made of, of the
 * reference data and of the version of weir.  Items of an answer (a finding, a claim) are named
 * after it: ID/CHN-RUS-842952-2022, ID/claim.  Questions asked are kept in a journal beside the
 * store.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_EVIDENCE_H
#define APP_EVIDENCE_H

#include "app/app.h"
#include "model/series.h"

enum { EVIDENCE_ID = 16 };

/* ERR_IO where a file of the question cannot be read.  Without a store the id is that of the
 * registers alone. */
int evidence_of(char id[EVIDENCE_ID], const char *command, const struct request *q,
                struct err *err) MUST_CHECK;
int evidence_of_claims(char id[EVIDENCE_ID], const char *store, const char *path,
                       struct err *err) MUST_CHECK;

/* Adds the question to the journal of its store, once; a journal that cannot be written is said on
 * stderr, the answer stands. */
void evidence_record(const char id[EVIDENCE_ID], const char *command, const struct request *q);

/* A question of the journal. */
struct recorded {
    const char *id, *command;
    struct request request;
};
/* All of them, oldest first; store is set in each request. */
int evidence_journal(struct recorded **list, int *count, const char *store, struct arena *a,
                     struct err *err) MUST_CHECK;

#endif
