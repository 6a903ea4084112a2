/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"
#include "register/xml.h"

/* The XML of a list, flattened. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err err = {0};
    (void)!xml_flatten(fuzz_file(data, size), fuzz_output(), &err);
    return 0;
}
