/* asked.h - what was asked, as text that can be asked again, and its id.
 *
 * A question has an id: a digest of what is asked, of the files that the store was made of, of the
 * reference data and of the version of weir.  Items of an answer (a finding, a claim) are named
 * after it: ID/CHN-RUS-842952-2022, ID/claim.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_ASKED_H
#define APP_ASKED_H

#include "app/question.h"

/* {"command": "lists", "on": ..., "args": ["find", ...]}: the parameters that were given.  Where a
 * day was left out it is today's. */
struct fact *asked_facts(const struct question *q, const void *params, struct arena *a);
const char *asked_line(const struct question *q, const void *params, struct arena *a);

/* Reads that again; params are in the arena.  ERR_INPUT: it is no question that is traced. */
int asked_read(const struct question **q, void **params, const struct question *const *all,
               const char *json, struct arena *a, struct err *err) MUST_CHECK;

/* "weir surge --to RUS ..." */
const char *asked_words(const struct question *q, const void *params, struct arena *a);

/* A copy whose words and file can be changed. */
void *asked_copy(const struct question *q, const void *params, struct arena *a);

/* The i-th file that a question reads beside the store, as a place in its parameters; NULL: no
 * more. */
const char **asked_file(const struct question *q, void *params, int i);

/* The id of a question asked of the session's store.  ERR_IO where a file of it cannot be read.
 * Without a store the id is that of the registers alone. */
int asked_id(char id[EVIDENCE_ID], struct session *s, const struct question *q, const void *params,
             struct err *err) MUST_CHECK;

/* Of the question that is asked now. */
int asked_now(const char **id, struct session *s, struct err *err) MUST_CHECK;

#endif
