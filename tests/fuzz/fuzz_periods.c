/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"
#include "model/period.h"

/* Months, windows and days. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct window w;
    struct days d;
    int period;
    char *text = fuzz_text(data, size, &a);
    if (period_parse(&period, text))
        (void)period_index(period);
    if (window_parse(&w, text))
        (void)window_months(w);
    (void)days_parse(&d, text);
    return 0;
}
