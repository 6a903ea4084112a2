/* layout.h - which adapter a file is for.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef INGEST_LAYOUT_H
#define INGEST_LAYOUT_H

#include "ingest/adapter.h"
#include "ingest/reader.h"
#include "ingest/format/scan.h"

struct layout_question {
    const char *path;
    const struct scan *scan;
    const char *encoding; /* the user's, or NULL */
    const char *map;      /* the user's mapping file, or NULL */
};

/* The user's map, else the built-in adapter that recognises the most columns of the reader.  A
 * header that is not UTF-8 is tried in the encodings of the adapters, which changes the reader's
 * columns.  ERR_INPUT lists what is known. */
int layout_find(struct adapter *out, struct reader *reader, struct arena *a,
                const struct layout_question *ask, struct err *err) MUST_CHECK;

#endif
