/* describe.h - the table of questions for programs: what may be asked, with which values.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_DESCRIBE_H
#define SERVE_DESCRIBE_H

#include "base/fact.h"
#include "serve/request.h"

/* A schema of what a question takes: an object of its parameters, and `arguments` for its words or
 * `file` for a body. */
void describe_input(struct facts *f, const char *key, const struct question *q);

/* "lists find" as one word, with '/' for routes or '_' for tools. */
const char *describe_name(const struct question *q, char between, struct arena *a);

/* The length of a question's name at the start of a text, written so; 0: it is another. */
size_t describe_match(const struct question *q, char between, const char *text);

/* The routes as OpenAPI 3.1. */
void describe_routes(struct buf *to, const struct world *w, const char *version);

#endif
