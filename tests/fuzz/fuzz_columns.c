/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"
#include "ingest/column.h"
#include "ingest/format/encoding.h"
#include "ingest/reader.h"

/* The columns of a table: of a file of figures, of a header, in other encodings. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    struct scan scan;
    struct reader reader;
    const char *label, *path = fuzz_file(data, size);
    double *values;
    int n;
    (void)!column_read(&values, &n, &label, path, size % 2 ? NULL : "v", &a, &err);
    if (scan_file(&scan, &a, path, &err))
        return 0;
    (void)!reader_of_text(&reader, &a, "x", scan.head, &err);
    (void)!reader_of_text(&reader, &a, "x", encoding_head(&scan, "gb18030", &a), &err);
    (void)!encoding_convert(path, fuzz_output(), "latin1", &err);
    return 0;
}
