/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"
#include "register/lines.h"

/* JSON lines. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err err = {0};
    (void)!lines_check(fuzz_file(data, size), fuzz_output(), &err);
    return 0;
}
