/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "fuzz.h"
#include "register/register.h"

/* A list of names, taken in and taken back. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    struct register_file f;
    struct register_options o = {.vintage = "2024-01-01"};
    struct register_source *list;
    int count;
    static bool prepared;
    if (!prepared && register_prepare(fuzz_store(), &err))
        abort();
    prepared = true;
    if (register_begin(fuzz_store(), &err))
        abort();
    int rc = register_load(&f, fuzz_store(), fuzz_file(data, size), &o, &a, &err);
    rc = rc ? rc : register_settle(fuzz_store(), &err);
    (void)!register_end(fuzz_store(), rc ? rc : ERR_CANCELLED, &err);
    if (register_sources(fuzz_store(), &list, &count, &a, &err) || count)
        abort();
    return 0;
}
