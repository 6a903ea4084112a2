/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "app/evidence/manifest.h"
#include "app/evidence/pack.h"
#include "base/temp.h"
#include "fuzz.h"

extern const struct question question_series, question_claim_check;
static const struct question *const all[] = {&question_series, &question_claim_check, NULL};

/* An archive, unpacked, and its manifest. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    struct words names;
    struct manifest manifest;
    bool sealed;
    char *dir;
    if (temp_dir(&dir, "fuzz", &a, &err))
        abort();
    if (!pack_extract(fuzz_file(data, size), dir, &names, &a, &sealed, &err))
        (void)!manifest_read(&manifest, dir, &names, all, &a, &err);
    temp_remove(dir);
    return 0;
}
