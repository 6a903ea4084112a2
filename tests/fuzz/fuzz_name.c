/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "fuzz.h"
#include "screen/index/index.h"
#include "screen/ofac.h"

/* What listed names are like. */
static const struct listed listed[] = {
    {.name = "Vladimir Vladimirovich PUTIN", .list = "l", .uid = "1"},
    {.name = "Red Maple Trading LLC", .list = "l", .uid = "2"},
    {.name = "\xd9\x85\xd8\xad\xd9\x85\xd8\xaf \xd8\xb9\xd9\x84\xd9\x8a", .list = "l", .uid = "3"},
    {.name = "A.B.C. 44 Company", .list = "l", .uid = "4"},
    {.name = "\xe4\xb9\xa0\xe8\xbf\x91\xe5\xb9\xb3", .list = "l", .uid = "5"},
};

static void score_pair(const struct name *a, const struct name *b)
{
    static struct weighed x, y;
    static struct score s;
    const struct profile *p = profile_of(MODE_DEFAULT);
    double sum = 0;
    if (a->unscreenable || b->unscreenable)
        return;
    score_weigh(&x, a, p, NULL);
    score_weigh(&y, b, p, NULL);
    score_names(&s, &x, &y, p, 1);
    for (int i = 0; i < s.count; i++)
        sum += (double)s.item[i].adds;
    if (!(s.score >= 0 && s.score <= 1) || fabs(sum - s.score) > 1e-4)
        __builtin_trap();
}

/* Two names, parted by the end of a line: each has parts or says why not, what their items add is
 * the score, and the index finds what a comparison with all finds. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct index x;
    static struct finder *finder;
    static struct name a, b;
    static struct found kept[8];
    const char *text = (const char *)data;
    const char *end = size ? memchr(text, '\n', size) : NULL;
    size_t first = end ? (size_t)(end - text) : size;
    const struct found *found;
    if (!x.block) {
        index_build(&x, listed, sizeof listed / sizeof *listed, NULL);
        finder = finder_new(&x, profile_of(MODE_DEFAULT));
    }
    name_read(&a, text, first);
    if (!a.unscreenable && !a.count)
        __builtin_trap();
    size_t n = finder_search(finder, &found, &a, .5);
    if (n)
        memcpy(kept, found, n * sizeof *found);
    if (finder_compare_all(finder, &found, &a, .5) != n ||
        (n && memcmp(kept, found, n * sizeof *found) != 0))
        __builtin_trap();
    if (end)
        name_read(&b, end + 1, size - first - 1);
    if (end)
        score_pair(&a, &b);
    return 0;
}
