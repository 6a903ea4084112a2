/* lines.h - JSON lines, checked before a database reads them.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REGISTER_LINES_H
#define REGISTER_LINES_H

#include "base/err.h"

/* Copies the content of path, uncompressed, to `to`; each line must be one JSON object.  A fault is
 * ERR_INPUT with line and column. */
int lines_check(const char *path, const char *to, struct err *err) MUST_CHECK;

#endif
