/* SPDX-License-Identifier: Apache-2.0 */
#include "base/resource.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Written by tools/embed. */
extern const struct resource resource_index[];
extern const size_t resource_count;

const struct resource *resource_get(const char *name)
{
    size_t low = 0, high = resource_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = strcmp(resource_index[mid].name, name);
        if (!c)
            return &resource_index[mid];
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    fprintf(stderr, "weir: built without '%s'\n", name);
    abort();
}

const struct resource *resource_next(const char *prefix, const struct resource *last)
{
    size_t i = last ? (size_t)(last - resource_index) + 1 : 0;
    for (; i < resource_count; i++)
        if (!strncmp(resource_index[i].name, prefix, strlen(prefix)))
            return &resource_index[i];
    return NULL;
}
