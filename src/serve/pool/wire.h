/* wire.h - messages between the server and its workers: lists of texts over a socket.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_WIRE_H
#define SERVE_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* limit WIRE_MAX: a message between server and worker, bytes: refused; */
enum { WIRE_MAX = 1 << 30, WIRE_TEXTS = 4096 };

/* Bytes of a message; s NULL stays NULL, and what is received ends with a NUL that n does not
 * count. */
struct bytes {
    const char *s;
    size_t n;
};
struct bytes bytes_of(const char *text);

/* False: the other side is gone, or sends what is none. */
bool wire_send(int fd, const struct bytes *text, int count);
bool wire_receive(int fd, struct bytes **text, int *count, struct arena *a);

#endif
