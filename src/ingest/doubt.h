/* doubt.h - what speaks against a file whose rows are staged: numbers that others of its rows show
 * to be written otherwise than they were read, codes that are not of the HS, every row twice.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef INGEST_DOUBT_H
#define INGEST_DOUBT_H

#include "duck/duck.h"

/* More rows than `most` of them were rejected: an error, of the first. */
struct doubt_share {
    int64_t rejected, read;
    double most;
};
int doubt_rejects(struct duck *stage, const char *path, const struct doubt_share *s,
                  struct arena *a, struct err *err) MUST_CHECK;

/* adds: rows of one cell are parts of it; values: each row has its value.  warning: an empty text,
 * where nothing is to be said. */
int doubt_file(struct duck *stage, const char *path, bool adds, bool values, const char **warning,
               struct arena *a, struct err *err) MUST_CHECK;

#endif
