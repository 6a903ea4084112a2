/* digest.h - sha256 as hexadecimal text.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>

#include "base/err.h"

enum { DIGEST_HEX = 65 };

void digest_bytes(char hex[DIGEST_HEX], const void *bytes, size_t n);

/* Of the first `length` bytes of a file; length -1: of all. */
int digest_file(char hex[DIGEST_HEX], const char *path, long length, struct err *err) MUST_CHECK;

#endif
