/* access.h - who may ask: tokens with rights, read anew when their file has changed.
 *
 * A line: TOKEN RIGHT[,RIGHT] [# whose]; rights: read, load, admin.  Compared in constant time.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_ACCESS_H
#define SERVE_ACCESS_H

#include <stdbool.h>

#include "base/err.h"

enum right { RIGHT_READ = 1, RIGHT_LOAD = 2, RIGHT_ADMIN = 4 };

struct access;

/* ERR_INPUT with the line; ERR_USAGE: others may read the file, a token is shorter than 16. */
int access_open(struct access **out, const char *path, struct err *err) MUST_CHECK;
void access_close(struct access **a);

/* The rights of "Bearer TOKEN"; 0: none.  While a
 * file that has changed cannot be read, or others may read it, nobody has any. */
int access_rights(struct access *a, const char *authorization);

#endif
