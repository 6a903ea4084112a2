/* SPDX-License-Identifier: Apache-2.0 */
#include "model/unit.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *key, const void *item)
{
    return strcmp(key, ((const struct unit *)item)->unit);
}

struct unit *units_find(const struct units *units, const char *unit)
{
    return units->count
               ? bsearch(unit, units->unit, (size_t)units->count, sizeof *units->unit, compare)
               : NULL;
}

int unit_tier(const struct unit *u)
{
    return u && u->tier && *u->tier >= '1' && *u->tier <= '4' ? *u->tier - '0' : 0;
}
