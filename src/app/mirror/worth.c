/* SPDX-License-Identifier: Apache-2.0 */
#include "app/mirror/worth.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/order.h"

static int by_unit(const void *x, const void *y)
{
    const struct worth *a = x, *b = y;
    int order = strcmp(a->unit, b->unit);
    return order ? order : (a->log > b->log) - (a->log < b->log);
}

static int cells_of(struct worth *out, const struct pairs *p)
{
    int n = 0;
    for (int i = 0; i < p->count; i++)
        for (int side = 0; side < SIDES; side++) {
            const struct pair *c = &p->cell[i];
            if (c->value[side] > 0 && c->weight[side] > 0)
                out[n++] = (struct worth){c->unit, log(c->value[side] / c->weight[side])};
        }
    return n;
}

void worths_read(struct worths *out, const struct pairs *p, struct arena *a)
{
    struct worth *cell = arena_array(a, struct worth, 2 * (size_t)p->count + 1);
    double *middle = arena_array(a, double, 2 * (size_t)p->count + 1);
    int n = cells_of(cell, p);
    *out = (struct worths){.of = cell};
    qsort(cell, (size_t)n, sizeof *cell, by_unit);
    for (int i = 0, j; i < n; i = j) {
        for (j = i; j < n && !strcmp(cell[i].unit, cell[j].unit);)
            j++;
        double low = cell[i + (j - i - 1) / 2].log, high = cell[i + (j - i) / 2].log;
        cell[out->count++] = (struct worth){cell[i].unit, (low + high) / 2};
    }
    for (int i = 0; i < out->count; i++)
        middle[i] = cell[i].log;
    double usual = out->count ? order_median(middle, out->count) : 0;
    for (int i = 0; i < out->count; i++)
        cell[i].log -= usual;
}

static int find_unit(const void *key, const void *of)
{
    return strcmp(key, ((const struct worth *)of)->unit);
}

double worths_of(const struct worths *w, const char *unit)
{
    const struct worth *x = bsearch(unit, w->of, (size_t)w->count, sizeof *w->of, find_unit);
    return x ? x->log : 0;
}
