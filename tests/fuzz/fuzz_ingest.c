/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/temp.h"
#include "fuzz.h"
#include "ingest/ingest.h"
#include "store/backend.h"

static const struct store_backend *const backends[] = {&store_on_duck, NULL};
static struct arena kept;

static struct store *store(void)
{
    static struct store *s;
    struct store_options o = {.backends = backends, .mode = STORE_WRITE};
    char *dir;
    if (!s && (temp_dir(&dir, "fuzz", &kept, NULL) ||
               store_open(&s, arena_printf(&kept, "%s/store.weir", dir), &o, NULL)))
        abort();
    return s;
}

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
    int rc = ingest_file(&r, &a, store(), fuzz_file(data, size), &o, &err);
    if (!rc && store_drop(store(), r.loaded.source_id, &err))
        abort();
    if (store_count(store(), &c, &err) || c.flows || c.sources || c.rejects)
        abort();
    return 0;
}
