/* route.h - a path with its values as a question.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_ROUTE_H
#define SERVE_ROUTE_H

#include "serve/http/exchange.h"

/* "lists/find/Name" as a question, its words taken; NULL: there is none. */
const struct question *route_find(struct exchange *x, const char *path);

/* What is asked for: by the end of the name, or by what is accepted first. */
enum form route_form(const struct exchange *x, const char *path);

/* What the sender of a file calls it: the value of `name`. */
const char *route_file_name(const struct exchange *x);

/* Whether events are accepted first: "text/event-stream", then what the answer is to be. */
bool route_streams(const struct exchange *x);

void route_take_values(struct exchange *x);

/* The question for a worker, and what its answer depends on: the store, the question, the form;
 * each text with its length, so that none is taken for two. */
const struct bytes *route_texts(struct exchange *x);
const char *route_key(struct exchange *x);

#endif
