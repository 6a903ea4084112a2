/* unit.c - names of units of quantity.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>

#include "ref/ref.h"

bool ref_counts_pieces(const char *unit)
{
    /* 796: all-Russian classifier of units; c62 and h87: UN/ECE Recommendation 20; nos: India. */
    static const char *const names[] = {
        "items", "item", "number of items", "u",    "nar",    "no",  "pieces", "piece",
        "pcs",   "p/st", "units",           "unit", "number", "nos", "796",    "c62",
        "h87",   "set",  "\xd1\x88\xd1\x82"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcasecmp(unit, names[i]))
            return true;
    return !strncmp(unit, "u (", 3);
}
