/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"
#include "ingest/format/json.h"

/* The table inside JSON. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err err = {0};
    (void)!json_to_csv(fuzz_file(data, size), fuzz_output(), NULL, &err);
    return 0;
}
