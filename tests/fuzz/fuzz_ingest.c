/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "fuzz.h"
#include "ingest/ingest.h"

/* A whole file into a store, which is as it was afterwards. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    struct ingest_result r;
    struct store_counts c;
    struct ingest_options o = {.vintage = "2024-01-01",
                               .max_rejects = 1,
                               .flow = size % 3 ? "export" : NULL,
                               .period = size % 5 ? "2023-01" : NULL};
    int rc = ingest_file(&r, &a, fuzz_store(), fuzz_file(data, size), &o, &err);
    if (!rc && store_drop(fuzz_store(), r.loaded.source_id, &err))
        abort();
    if (store_count(fuzz_store(), &c, &err) || c.flows || c.sources || c.rejects)
        abort();
    return 0;
}
