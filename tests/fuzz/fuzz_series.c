/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "detect/reading.h"
#include "fuzz.h"

static void lies_within(const struct readings *found, int n)
{
    for (int i = 0; i < found->count; i++)
        if (found->reading[i].at < 0 || found->reading[i].at >= n ||
            !(found->reading[i].p >= 0 && found->reading[i].p <= 1))
            __builtin_trap();
}

/* One series by itself: figures of two bytes each, 0xffff for none.  What is
 * found lies in the series, and is found again. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { MOST = 400 };
    CLEANUP(arena_free) struct arena a = {0};
    struct readings found, again;
    double y[MOST];
    int n = size / 2 < MOST ? (int)(size / 2) : MOST;
    for (int i = 0; i < n; i++) {
        uint16_t v;
        memcpy(&v, data + 2 * i, 2);
        y[i] = v == 0xffff ? NAN : v % 7 ? ldexp(v, v % 40) : 0;
    }
    int season = size % 2 ? 12 : size % 3 ? 7 : 0;
    read_alone(&found, y, n, season, false, n / 3, &a);
    read_alone(&again, y, n, season, false, n / 3, &a);
    if (found.count != again.count)
        __builtin_trap();
    lies_within(&found, n);
    return 0;
}
