/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"
#include "ingest/map/expression.h"
#include "ingest/map/map.h"

/* A mapping file, and the same bytes as one expression. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    struct adapter adapter;
    struct expression e;
    char *text = fuzz_text(data, size, &a);
    (void)!map_read(&adapter, &a, text, "x.map", &err);
    (void)!expression_read(&e, &a, text, (struct place){"x.map", 1, 1}, &err);
    return 0;
}
