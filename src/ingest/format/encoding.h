/* encoding.h - files that are not UTF-8, by iconv.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef INGEST_FORMAT_ENCODING_H
#define INGEST_FORMAT_ENCODING_H

#include "ingest/format/scan.h"

/* True when iconv can read that encoding. */
bool encoding_is_known(const char *encoding);

/* The head of a file as UTF-8, read in that encoding, as far as it goes. */
char *encoding_head(const struct scan *s, const char *encoding, struct arena *a);

/* Writes the content as UTF-8, uncompressed, to `to`; encoding as iconv names it. */
int encoding_convert(const char *path, const char *to, const char *encoding,
                     struct err *err) MUST_CHECK;

#endif
