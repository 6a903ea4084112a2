/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/prose/prose.h"
#include "fuzz.h"

/* A text, in the form that its first byte says: places of what was read lie within it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct readings all;
    if (!size)
        return 0;
    prose_read(&all, (const char *)data + 1, size - 1, (enum prose_form)(*data % 3), "2024-01-07",
               &a);
    for (int i = 0; i < all.count; i++) {
        const struct reading *r = &all.at[i];
        if (r->start < 0 || r->end > (long)size - 1 || r->start > r->end)
            __builtin_trap();
        for (int k = 0; k < r->tests; k++)
            for (int f = 0; f < r->test[k].fields; f++)
                if (r->test[k].field[f].end > (long)size - 1)
                    __builtin_trap();
    }
    return 0;
}
