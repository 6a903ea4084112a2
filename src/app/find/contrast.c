/* SPDX-License-Identifier: Apache-2.0 */
#include "app/find/contrast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A sum over all destinations of one exporter's goods, or over all its goods to one. */
struct total {
    int exporter, importer; /* importer 0: all */
    const char *unit;       /* "": all */
    char freq;
    const char *measured_in;
    struct series *sum;
};

struct totals {
    struct total *total; /* sorted by compare() */
    int count;
    bool by_goods; /* totals of a family over destinations */
    struct arena *arena;
};

static int compare(const void *x, const void *y)
{
    const struct total *a = x, *b = y;
    if (a->exporter != b->exporter)
        return a->exporter < b->exporter ? -1 : 1;
    if (a->importer != b->importer)
        return a->importer < b->importer ? -1 : 1;
    int c = strcmp(a->unit, b->unit);
    c = c ? c : a->freq - b->freq;
    return c ? c : strcmp(a->measured_in, b->measured_in);
}

static struct total key_of(const struct totals *t, const struct series *s)
{
    return (struct total){s->exporter,
                          t->by_goods ? 0 : s->importer,
                          t->by_goods ? s->unit : "",
                          s->freq,
                          s->measured_in,
                          NULL};
}

static struct total *find(const struct totals *t, const struct series *s)
{
    struct total key = key_of(t, s);
    return t->count ? bsearch(&key, t->total, (size_t)t->count, sizeof key, compare) : NULL;
}

static void want(struct totals *t, struct finding *const *list, int count)
{
    t->total = arena_array(t->arena, struct total, (size_t)count + 1);
    for (int i = 0; i < count; i++)
        t->total[t->count++] = key_of(t, list[i]->series);
    qsort(t->total, (size_t)t->count, sizeof *t->total, compare);
    int kept = 0;
    for (int i = 0; i < t->count; i++)
        if (!kept || compare(&t->total[kept - 1], &t->total[i]) != 0)
            t->total[kept++] = t->total[i];
    t->count = kept;
}

static int add(void *ctx, const struct series *s, struct err *err)
{
    struct totals *t = ctx;
    struct total *x = series_renumbered(s) ? NULL : find(t, s);
    (void)err;
    if (x && !x->sum)
        x->sum = series_keep(s, t->arena);
    else if (x)
        series_add(x->sum, s, t->arena);
    return 0;
}

/* "156,276" and "842952,870423": what the findings are about, each once. */
static void name_all(struct finding *const *list, int count, struct buf *exporters,
                     struct buf *units)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char **exporter = arena_array(&a, const char *, (size_t)count + 1);
    const char **unit = arena_array(&a, const char *, (size_t)count + 1);
    for (int i = 0; i < count; i++) {
        exporter[i] = arena_printf(&a, "%d", list[i]->series->exporter);
        unit[i] = list[i]->series->unit;
    }
    qsort(exporter, (size_t)count, sizeof *exporter, text_order);
    qsort(unit, (size_t)count, sizeof *unit, text_order);
    for (int i = 0; i < count; i++) {
        if (strcmp(exporter[i], "0") != 0 && (!i || strcmp(exporter[i - 1], exporter[i]) != 0))
            buf_printf(exporters, "%s%s", exporters->len ? "," : "", exporter[i]);
        if (!i || strcmp(unit[i - 1], unit[i]) != 0)
            buf_printf(units, "%s%s", i ? "," : "", unit[i]);
    }
}

/* The selection of the findings, widened: `importers` and `codes` NULL are all.  Who has no figures
 * there is missing from what is compared only, of which nothing is said. */
static int sum_up(struct totals *t, struct session *s, struct selection sel, const char *importers,
                  const char *codes, struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    sel.importers = importers;
    sel.codes = codes;
    TRY(select_if_any(&selected, s, &sel, err));
    return selected ? selected_each(selected, add, t, err) : 0;
}

/* The rest of a total: what is left when the series itself is taken out. */
static struct series *rest(const struct totals *t, const struct series *s, struct arena *a)
{
    const struct total *x = find(t, s);
    if (!x || !x->sum)
        return NULL;
    struct series *r = series_keep(x->sum, a);
    for (int i = 0; i < r->n; i++) {
        int at = r->first + i - s->first;
        double own = at >= 0 && at < s->n && !isnan(s->value[at]) ? s->value[at] : 0;
        double left = r->value[i] - own;
        r->value[i] = left <= 1e-9 * r->value[i] ? 0 : left;
    }
    return r;
}

int contrast_findings(struct find *out, struct finding *const *list, int count, struct session *s,
                      const struct flow_params *q, struct err *err)
{
    CLEANUP(buf_free) struct buf exporters = {0}, units = {0};
    CLEANUP(arena_free) struct arena own = {0};
    struct totals goods = {.by_goods = true, .arena = &own}, rest_of = {.arena = &own};
    struct selection sel;
    if (!count)
        return 0;
    TRY(select_flows(&sel, s, q, err));
    const char *importers = sel.importers;
    sel.list = sel.group = NULL;
    name_all(list, count, &exporters, &units);
    sel.exporters = exporters.s;
    out->contrasts = arena_array(s->arena, struct find_contrast, (size_t)out->findings.count + 1);
    if (!exporters.len) /* sums only */
        return 0;
    want(&goods, list, count);
    want(&rest_of, list, count);
    TRY(sum_up(&rest_of, s, sel, importers, NULL, err));
    TRY(sum_up(&goods, s, sel, NULL, units.s, err));
    for (int i = 0; i < count; i++) {
        const struct finding *f = list[i];
        struct find_contrast *c = &out->contrasts[f - out->findings.finding];
        c->elsewhere_series = rest(&goods, f->series, s->arena);
        c->others_series = rest(&rest_of, f->series, s->arena);
        c->elsewhere = contrast_series(f->series, c->elsewhere_series, f->since, f->until);
        c->others = contrast_series(f->series, c->others_series, f->since, f->until);
        c->verdict = contrast_judge(f->direction, &c->elsewhere, &c->others);
    }
    return 0;
}
