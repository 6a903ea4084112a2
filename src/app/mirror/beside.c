/* beside.c - what the store says beside both reports.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/mirror/cause.h"

struct reading {
    struct besides *to;
    const struct gaps *g;
    const char *exporters; /* m49 */
    int what;
};

/* Trade within a group is none that it brought in. */
static bool is_within(const struct reading *r, const struct series *s)
{
    const char *list = r->exporters;
    for (int area; r->what == BROUGHT && (area = next_area(&list));)
        if (area == s->exporter)
            return true;
    return false;
}

static int by_unit(const void *x, const void *y)
{
    return strcmp(((const struct beside *)x)->unit, ((const struct beside *)y)->unit);
}

/* The row of the goods: of a heading where the row is one. */
struct beside *besides_find(const struct besides *b, const char *unit)
{
    char heading[5] = {0};
    struct beside key = {.unit = unit};
    struct beside *x = bsearch(&key, b->list, (size_t)b->count, sizeof key, by_unit);
    if (x)
        return x;
    memcpy(heading, unit, strnlen(unit, 4));
    key.unit = heading;
    return bsearch(&key, b->list, (size_t)b->count, sizeof key, by_unit);
}

/* Numbers of UN Comtrade for partners that are not told: areas, regions, special categories, free
 * zones and bunkers. */
static bool is_unspecified(int area)
{
    static const int list[] = {290, 471, 472, 473, 527, 568, 577,
                               636, 637, 837, 838, 839, 879, 899};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (area == list[i])
            return true;
    return false;
}

static double sum_of(const struct gaps *g, const struct series *s)
{
    double sum = 0;
    struct window w = g->pairs.window;
    for (int i = 0; i < s->n; i++) {
        int period = period_of(s->first + i, s->freq);
        if (period >= w.from && period <= w.until && s->value[i] > 0 &&
            pairs_have(&g->pairs, period))
            sum += s->value[i];
    }
    return sum;
}

static int add_series(void *ctx, const struct series *s, struct err *err)
{
    struct reading *r = ctx;
    struct beside *x = besides_find(r->to, s->unit);
    (void)err;
    if (!x || is_within(r, s) || (s->freq == 'M') != r->g->pairs.monthly ||
        strcmp(s->measured_in, r->g->pairs.currency) != 0)
        return 0;
    double sum = sum_of(r->g, s);
    x->seen[r->what] = true;
    if (r->what == ARRIVED) {
        x->arrived += sum;
        x->unspecified += is_unspecified(s->exporter) ? sum : 0;
    } else if (r->what == BROUGHT) {
        x->brought += sum;
    } else {
        x->re_exported += sum;
    }
    return 0;
}

static int read_one(struct reading *r, struct session *s, struct flow_params p, struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    struct selection sel;
    p.measure = MEASURE_VALUE;
    TRY(select_flows(&sel, s, &p, err));
    TRY(select_if_any(&selected, s, &sel, err));
    return selected ? selected_each(selected, add_series, r, err) : 0;
}

/* Where importers report both kinds of partner. */
static int read_consigned(const struct besides *b, struct session *s, const struct flow_params *p,
                          const struct gaps *g, struct err *err)
{
    struct consigned *list;
    struct selection sel;
    struct store *store;
    int count;
    TRY(select_flows(&sel, s, p, err));
    TRY(session_store(s, &store, err));
    struct consigned_question q = {sel.exporters, sel.importers, g->pairs.window,
                                   g->pairs.monthly ? 'M' : 'A'};
    TRY(store_consigned(store, &list, &count, &q, g->arena, err));
    for (int i = 0; i < count; i++) {
        struct beside *x = besides_find(b, list[i].code);
        if (x && !strcmp(list[i].currency, g->pairs.currency) &&
            pairs_have(&g->pairs, list[i].period))
            x->consigned = isnan(x->consigned) ? list[i].by_consignment
                                               : x->consigned + list[i].by_consignment;
    }
    return 0;
}

int besides_read(struct besides *out, struct session *s, const struct flow_params *flow,
                 const struct gaps *g, struct err *err)
{
    struct reading r = {out, g, NULL, ARRIVED};
    struct flow_params p = *flow;
    struct selection sel;
    *out = (struct besides){0};
    if (strcmp(g->by, "code") != 0)
        return 0;
    out->list = arena_array(g->arena, struct beside, (size_t)g->count + 1);
    for (int i = 0; i < g->count; i++)
        out->list[out->count++] = (struct beside){.unit = g->line[i].key, .consigned = NAN};
    qsort(out->list, (size_t)out->count, sizeof *out->list, by_unit);
    TRY(select_flows(&sel, s, flow, err));
    r.exporters = sel.exporters;
    TRY(read_consigned(out, s, flow, g, err));
    p.flow = "import";
    p.from = NULL;
    TRY(read_one(&r, s, p, err));
    r.what = BROUGHT;
    p.to = flow->from;
    TRY(read_one(&r, s, p, err));
    r.what = RE_EXPORTED;
    p = *flow;
    p.flow = "re-export";
    return read_one(&r, s, p, err);
}
