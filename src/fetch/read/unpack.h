/* unpack.h - the one file inside an archive (7z, zip), bounded.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FETCH_UNPACK_H
#define FETCH_UNPACK_H

#include <stdint.h>

#include "base/err.h"

/* Writes the first file of an archive to a path.  ERR_INPUT: no archive, or a broken one, or one
 * without a file; ERR_LIMIT: it unpacks to more than `most` bytes. */
int unpack_file(const char *archive, const char *to, int64_t most, struct err *err) MUST_CHECK;

#endif
