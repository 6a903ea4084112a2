/* SPDX-License-Identifier: Apache-2.0 */
#include "law/legal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "law/goods.h"
#include "model/table.h"

void legal_add(struct legal_flow **list, int *count, const struct series *s,
               enum legal_periods which, struct arena *a)
{
    const char *unit = arena_strdup(a, s->unit);
    for (int i = 0; i < s->n; i++) {
        if (which == LEGAL_SENT && !(s->value[i] > 0))
            continue;
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct legal_flow){unit, s->exporter, s->importer,
                                                  period_of(s->first + i, s->freq), s->value[i]};
    }
}

void legal_day(char out[DAY_TEXT], int period)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = period_is_month(period) ? period / 100 : period;
    int month = period_is_month(period) ? period % 100 : 12;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    int day = days[(month + 11) % 12] + (month == 2 && leap);
    snprintf(out, DAY_TEXT, "%04d-%02d-%02d", year % 10000, month % 100, day % 100);
}

/* "842952,870323": the goods of the flows, each once. */
static const char *units_of(const struct legal_flow *f, int count, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    const char **unit = arena_array(a, const char *, (size_t)count + 1);
    for (int i = 0; i < count; i++)
        unit[i] = f[i].unit;
    qsort(unit, (size_t)count, sizeof *unit, text_order);
    for (int i = 0; i < count; i++)
        if (!i || strcmp(unit[i - 1], unit[i]) != 0)
            buf_printf(&b, "%s%s", b.len ? "," : "", unit[i]);
    return arena_strdup(a, buf_str(&b));
}

static int by_unit(const void *key, const void *item)
{
    return strcmp(key, ((const struct ref_goods *)item)->unit);
}

/* Lists are of goods and bind exporters: of all goods as one, and of the World, they say nothing.
 */
static bool is_sum(const struct legal_flow *f)
{
    return !f->exporter || !f->importer || !strcmp(f->unit, "TOTAL");
}

static bool same_ends(const struct legal_flow *x, const struct legal_flow *y)
{
    return x->exporter == y->exporter && x->importer == y->importer && !strcmp(x->unit, y->unit);
}

static void runs_of(struct goods_runs *out, struct ref *r, const struct areas *areas,
                    const struct ref_goods *goods, int goods_count, const struct legal_flow *f,
                    struct arena *a)
{
    static const struct ref_goods none = {0};
    const struct ref_goods *g = goods_count ? bsearch(f->unit, goods, (size_t)goods_count,
                                                      sizeof *goods, by_unit)
                                            : NULL;
    struct flow_end from = {f->exporter, areas_iso3(areas, f->exporter)};
    struct flow_end to = {f->importer, areas_iso3(areas, f->importer)};
    struct flow_ends w = rule_ends(r, from, to);
    goods_runs(out, r, g ? g : &none, &w, a);
}

int legal_flows(enum legal **status, enum legal **before, struct ref *r, const struct legal_flow *f,
                int count, struct arena *a, struct err *err)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct goods_runs runs = {0};
    struct ref_goods *goods;
    const struct areas *areas;
    int goods_count;
    char day[DAY_TEXT];
    *status = arena_array(a, enum legal, (size_t)count + 1);
    if (before)
        *before = arena_array(a, enum legal, (size_t)count + 1);
    if (!count)
        return 0;
    TRY(ref_controls(r, &goods, &goods_count, units_of(f, count, &own), REF_FAMILIES, &own, err));
    TRY(ref_names(r, &areas, err));
    for (int i = 0; i < count; i++) {
        char freq = period_is_month(f[i].period) ? 'M' : 'A';
        (*status)[i] = LEGAL_UNSURE;
        if (before)
            (*before)[i] = LEGAL_UNSURE;
        if (is_sum(&f[i]))
            continue;
        if (!i || is_sum(&f[i - 1]) || !same_ends(&f[i - 1], &f[i]))
            runs_of(&runs, r, areas, goods, goods_count, &f[i], &own);
        legal_day(day, f[i].period);
        (*status)[i] = goods_run_on(&runs, day);
        legal_day(day, period_of(period_index(f[i].period) - 1, freq));
        if (before)
            (*before)[i] = goods_run_on(&runs, day);
    }
    return 0;
}

int legal_of(enum legal **status, struct ref *r, const struct finding *f, int count,
             struct arena *a, struct err *err)
{
    struct legal_flow *flows = arena_array(a, struct legal_flow, (size_t)count + 1);
    for (int i = 0; i < count; i++)
        flows[i] = (struct legal_flow){.unit = f[i].series->unit,
                                       .exporter = f[i].series->exporter,
                                       .importer = f[i].series->importer,
                                       .period = period_of(f[i].until, f[i].series->freq)};
    return legal_flows(status, NULL, r, flows, count, a, err);
}

void legal_sum(struct legal_sums *s, enum legal status, enum legal before, double value)
{
    s->of[status] += value;
    s->changed += status == before ? 0 : value;
}

void legal_totals(struct buf *to, const struct legal_sums *s, const char *currency,
                  const char *when)
{
    const double *sum = s->of;
    double all = 0;
    int shown = 0;
    for (int k = 0; k < LEGAL_KINDS; k++)
        all += sum[k];
    if (!(all > 0))
        return;
    buf_printf(to, "by law %s, of ", when);
    number_format(to, all, STYLE_AMOUNT);
    buf_printf(to, " %s:", currency);
    for (int k = LEGAL_KINDS - 1; k >= 0; k--)
        if (sum[k] > 0)
            buf_printf(to, "%s %.3g %% %s", shown++ ? "," : "", 100 * sum[k] / all,
                       legal_name((enum legal)k));
    if (s->changed > 0)
        buf_printf(to, "; %.3g %% in those within which it changed", 100 * s->changed / all);
    buf_puts(to, "\n");
}
