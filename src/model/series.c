/* SPDX-License-Identifier: Apache-2.0 */
#include "model/series.h"

#include <math.h>
#include <string.h>

static void *copy(struct arena *a, const void *p, size_t size)
{
    return p ? memcpy(arena_alloc(a, size), p, size) : NULL;
}

bool series_pair(const struct series *s, int since, int t, double *before, double *after)
{
    int year = s->freq == 'M' ? 12 : 1;
    *before = series_known(s, since - year + (t - since) % year);
    *after = series_known(s, t);
    return !isnan(*before) && !isnan(*after);
}

int series_since(const struct series *s, int since, int until, double *before, double *after)
{
    int known = 0;
    *before = *after = 0;
    for (int t = since; t <= until; t++) {
        double x, y;
        if (!series_pair(s, since, t, &x, &y))
            continue;
        *before += x;
        *after += y;
        known++;
    }
    return known;
}

/* The texts of a series, one behind the other. */
static void copy_texts(struct series *s, struct arena *a)
{
    const char **text[] = {&s->unit, &s->currency, &s->valuation, &s->measured_in, &s->adapter};
    enum { TEXTS = sizeof text / sizeof *text };
    size_t size[TEXTS], all = 0;
    for (int i = 0; i < TEXTS; i++)
        all += size[i] = *text[i] ? strlen(*text[i]) + 1 : 0;
    char *at = arena_alloc(a, all);
    for (int i = 0; i < TEXTS; at += size[i++])
        if (size[i])
            *text[i] = memcpy(at, *text[i], size[i]);
}

struct series *series_keep(const struct series *s, struct arena *a)
{
    struct series *k = copy(a, s, sizeof *s);
    size_t n = (size_t)s->n;
    copy_texts(k, a);
    k->value = copy(a, s->value, n * sizeof *s->value);
    k->weight = copy(a, s->weight, n * sizeof *s->weight);
    k->status = copy(a, s->status, n * sizeof *s->status);
    k->parts = NULL;
    return k;
}

bool series_reconciled(const struct series *s)
{
    return !strcmp(s->adapter, "baci") || !strcmp(s->adapter, "sample_china");
}

double series_at(const struct series *s, int index)
{
    int i = index - s->first;
    return i < 0 || i >= s->n ? (double)NAN : s->value[i];
}

double series_known(const struct series *s, int index)
{
    int i = index - s->first;
    return i < 0 || i >= s->n || point_is_part(s->status[i]) ? NAN : s->value[i];
}

bool series_renumbered(const struct series *s)
{
    for (int i = 0; i < s->n; i++)
        if (s->status[i] == POINT_NOT_COVERED || (s->freq == 'M' && s->status[i] == POINT_PARTIAL))
            return true;
    return false;
}

int series_compare(const struct series *a, const struct series *b)
{
    if (a->exporter != b->exporter)
        return a->exporter < b->exporter ? -1 : 1;
    if (a->importer != b->importer)
        return a->importer < b->importer ? -1 : 1;
    int c = a->unit && b->unit ? strcmp(a->unit, b->unit) : 0;
    c = c ? c : (int)a->direction - (int)b->direction;
    c = c ? c : a->freq - b->freq;
    return c ? c : strcmp(a->measured_in, b->measured_in);
}
