/* number.c - Roman numbers.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/name/number.h"

#include <string.h>

int number_roman(const char *text)
{
    static const char *const units[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
    int tens = (int)strspn(text, "x");
    if (tens > 3 || !*text)
        return 0;
    /* an x before nothing but units; ix has its own */
    for (int i = 0; i < 10; i++)
        if (!strcmp(text + tens, units[i]))
            return 10 * tens + i;
    return 0;
}
