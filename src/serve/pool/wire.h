/* wire.h - messages between the server and its workers: lists of texts over a socket.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_WIRE_H
#define SERVE_WIRE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* limit WIRE_MAX: a message between server and worker, bytes: refused; */
enum { WIRE_MAX = 1 << 30, WIRE_TEXTS = 4096 };

/* False: the other side is gone, or sends what is none. */
bool wire_send(int fd, const char *const *text, int count); /* NULL stays NULL */
bool wire_receive(int fd, char ***text, int *count, struct arena *a);

#endif
