/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"
#include "claim/claim.h"

/* A file of claims. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    struct claims claims;
    (void)!claims_read(&claims, fuzz_file(data, size), &a, &err);
    return 0;
}
