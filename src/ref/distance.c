/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "ref/tables.h"

static int compare(const void *x, const void *y)
{
    const struct distance *a = x, *b = y;
    return a->a != b->a ? (a->a < b->a ? -1 : 1) : (a->b > b->b) - (a->b < b->b);
}

static void read_distances(struct ref *r)
{
    struct sheet s;
    if (r->distances)
        return;
    ref_sheet(&s, "data/area/distance.csv", &r->arena);
    r->distance = arena_array(&r->arena, struct distance, (size_t)s.rows);
    for (int i = 0; i < s.rows; i++)
        r->distance[r->distances++] = (struct distance){
            .a = atoi(ref_field(&s, i, "a")),
            .b = atoi(ref_field(&s, i, "b")),
            .km = atoi(ref_field(&s, i, "km")),
            .contiguous = *ref_field(&s, i, "contiguous") == 't',
        };
}

bool ref_distance(struct ref *r, int a, int b, int *km, bool *contiguous)
{
    struct distance key = {.a = a < b ? a : b, .b = a < b ? b : a};
    read_distances(r);
    const struct distance *x = bsearch(&key, r->distance, (size_t)r->distances, sizeof key,
                                       compare);
    if (!x)
        return false;
    *km = x->km;
    *contiguous = x->contiguous;
    return true;
}
