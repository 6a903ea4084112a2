/* worker.h - a process that answers questions for the server, one after the other.
 *
 * Asked: { name, form, body, number of words, words..., names and values... }, or
 * { "mcp", message }.  It answers { status, type, evidence, body }, after messages of how
 * far it is.  SIGINT ends the question, not the worker.  The store stays open
 * between two questions until somebody wants to write to it, or its file is another.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_WORKER_H
#define SERVE_WORKER_H

#include "app/session.h"

enum { REPLY_STATUS, REPLY_TYPE, REPLY_EVIDENCE, REPLY_BODY, REPLY_TEXTS };

/* What comes before: { label, per cent }. */
enum { PROGRESS_LABEL, PROGRESS_PERCENT, PROGRESS_TEXTS };

/* Works until the other side of its socket (standard input) is gone. */
int worker_run(const struct world *w, const char *store, int wait);

/* What is wrong as problem+json (RFC 9457), for a status. */
char *problem_text(int status, const struct err *err, struct arena *a);
int problem_status(const struct err *err);

#endif
