/* SPDX-License-Identifier: Apache-2.0 */
#include "app/price/prices.h"

#include <stdlib.h>
#include <string.h>

#include "ref/ref.h"

/* What the price is in: pieces have many names. */
static const char *per_of(const struct prices *p, const struct series *s)
{
    const char *in = s->measured_in;
    return strcmp(p->q->per, "piece")
               ? arena_strdup(p->arena, in)
               : arena_printf(p->arena, "%.*s/piece", (int)strcspn(in, "/"), in);
}

/* Of several families, or in several units, no price is one price. */
static int refuse(const struct prices *p, const struct series *s, struct err *err)
{
    const char *one = p->count ? p->flow[0].unit : s->unit;
    if (strcmp(one, s->unit) != 0) {
        err_set(err, ERR_USAGE, "%s and %s are several families: a price is of one", one, s->unit);
        return err_hint(err, "name it by six digits, as in --code 848220");
    }
    size_t slash = strcspn(p->per, "/");
    bool currencies = slash != strcspn(s->measured_in, "/") ||
                      strncmp(p->per, s->measured_in, slash);
    err_set(err, ERR_CONFLICT, "prices are in %s and in %s", p->per, s->measured_in);
    return err_hint(err, currencies ? "load a table of exchange rates (weir rates FILE), or name "
                                      "exporters of one currency"
                                    : "ask for --per kg");
}

/* Whether quantities of that unit are asked for. */
static bool is_asked(const struct prices *p, const struct series *s)
{
    const char *slash = strchr(s->measured_in, '/');
    return slash && slash[1] && (strcmp(p->q->per, "piece") || ref_counts_pieces(slash + 1));
}

/* Flows of the window that were traded without a quantity of that unit, and whose they are. */
static void count_silent(struct prices *p, const struct series *s, struct window w, bool asked)
{
    int silent = 0;
    for (int i = 0; i < s->n; i++) {
        int period = period_of(s->first + i, s->freq);
        bool inside = !p->w.from || (period >= w.from && period <= w.until);
        silent += inside && (s->status[i] == POINT_NOT_STATED ||
                             (!asked && s->status[i] != POINT_PARTIAL && s->value[i] > 0));
    }
    p->silent += silent;
    if (!silent)
        return;
    p->without = arena_grow(p->arena, p->without, (size_t)p->without_count, sizeof *p->without);
    p->without[p->without_count++] = s->exporter;
}

/* Exporters that have no flow with a quantity, each once. */
static void name_unstated(struct prices *p)
{
    for (int i = 0; i < p->without_count; i++) {
        bool there = false;
        for (int k = 0; k < p->count && !there; k++)
            there = p->flow[k].exporter == p->without[i];
        for (int k = 0; k < i && !there; k++)
            there = p->without[k] == p->without[i];
        if (!there)
            p->unstated = arena_printf(p->arena, "%s%s%s", p->unstated ? p->unstated : "",
                                       p->unstated ? ", " : "",
                                       areas_iso3(p->areas, p->without[i]));
    }
}

static int add_series(void *ctx, const struct series *s, struct err *err)
{
    struct prices *p = ctx;
    struct window w = window_on(p->w, s->freq);
    if (!is_asked(p, s)) {
        count_silent(p, s, w, false);
        return 0;
    }
    const char *per = per_of(p, s);
    if (p->per && (strcmp(p->per, per) || (p->count && strcmp(p->flow[0].unit, s->unit))))
        return refuse(p, s, err);
    p->per = per;
    p->mixed |= p->valuation && strcmp(p->valuation, s->valuation) != 0;
    p->valuation = arena_strdup(p->arena, s->valuation);
    for (int i = 0; i < s->n; i++) {
        int period = period_of(s->first + i, s->freq);
        if ((p->w.from && (period < w.from || period > w.until)) || !(s->value[i] > 0) ||
            !(s->weight[i] > 0) || s->status[i] == POINT_PARTIAL)
            continue;
        p->flow = arena_grow(p->arena, p->flow, (size_t)p->count, sizeof *p->flow);
        p->flow[p->count++] = (struct price_flow){s->exporter, s->importer,
                                                  period,      arena_strdup(p->arena, s->unit),
                                                  s->value[i], s->weight[i]};
    }
    count_silent(p, s, w, true);
    return 0;
}

static int by_place(const void *x, const void *y)
{
    const struct price_flow *a = x, *b = y;
    return a->exporter != b->exporter   ? (a->exporter < b->exporter ? -1 : 1)
           : a->importer != b->importer ? (a->importer < b->importer ? -1 : 1)
                                        : (a->period > b->period) - (a->period < b->period);
}

int prices_read(struct prices *p, struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    struct flow_params flow = p->q->flow;
    flow.measure = strcmp(p->q->per, "kg") ? MEASURE_UNIT_PRICE : MEASURE_UNIT_VALUE;
    TRY(session_areas(p->session, &p->areas, err));
    TRY(select_open(&selected, p->session, &flow, err));
    TRY(selected_units(selected, &p->units, p->arena, err));
    TRY(selected_each(selected, add_series, p, err));
    name_unstated(p);
    TRY(selected_sources(selected, &p->sources, p->arena, err));
    if (p->count)
        qsort(p->flow, (size_t)p->count, sizeof *p->flow, by_place);
    return 0;
}
