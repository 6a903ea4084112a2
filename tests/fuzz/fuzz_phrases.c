/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"
#include "claim/says.h"

/* A number as people say it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct said said;
    char *text = fuzz_text(data, size, &a);
    for (int as = SAID_LEVEL; as <= SAID_TRUTH; as++)
        if (said_parse(&said, text, (enum said_as)as, &a))
            (void)(said_holds(&said, 1) + said_direction(&said));
    return 0;
}
