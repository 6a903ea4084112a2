/* SPDX-License-Identifier: Apache-2.0 */
#include "model/near.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { LONGEST = 40 }; /* letters of a word that is looked at */

struct near near_to(const char *text, size_t n)
{
    return (struct near){.text = text, .n = n, .least = n < 5 ? 2 : 3};
}

static int least_of(int a, int b)
{
    return a < b ? a : b;
}

static bool same(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Edits between two words, a swap of neighbours being one (F. J. Damerau, 1964; in the form of
 * optimal string alignment). */
static int edits(const char *a, size_t n, const char *b)
{
    int d[LONGEST + 1][LONGEST + 1];
    size_t m = strlen(b);
    if (n > LONGEST || m > LONGEST)
        return LONGEST;
    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (!i || !j) {
                d[i][j] = (int)(i + j);
                continue;
            }
            d[i][j] = least_of(d[i - 1][j - 1] + !same(a[i - 1], b[j - 1]),
                               least_of(d[i - 1][j], d[i][j - 1]) + 1);
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
                d[i][j] = least_of(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[n][m];
}

void near_try(struct near *near, const char *candidate)
{
    int d = edits(near->text, near->n, candidate);
    if (d >= near->least)
        return;
    near->least = d;
    near->best = candidate;
}
