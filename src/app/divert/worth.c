/* SPDX-License-Identifier: Apache-2.0 */
#include "app/divert/worth.h"

#include <math.h>
#include <string.h>

enum { BEFORE, AFTER, SIDES };

struct sums {
    double value[SIDES], weight[SIDES];
};

struct reading {
    const struct chains *o;
    struct sums *of; /* by link of LEG_IN */
};

static void add(struct sums *sums, const struct series *s, const struct chains *o)
{
    int since = o->legs->since, year = s->freq == 'M' ? 12 : 1;
    for (int i = 0; i < s->n; i++) {
        int t = s->first + i;
        if (t < since - year || t > o->until || !(s->weight[i] > 0) || isnan(s->value[i]))
            continue;
        int side = t < since ? BEFORE : AFTER;
        sums->value[side] += s->value[i];
        sums->weight[side] += s->weight[i];
    }
}

static int add_series(void *ctx, const struct series *s, struct err *err)
{
    struct reading *r = ctx;
    const struct legs *l = r->o->legs;
    (void)err;
    for (int i = 0; i < l->origins && s->freq == l->freq; i++) {
        const struct link *x = legs_find(l, LEG_IN, i, s->importer, s->unit);
        if (x && origin_has(&l->origin[i], s->exporter))
            add(&r->of[x - l->of[LEG_IN].link], s, r->o);
    }
    return 0;
}

/* The families of those that are shown, each once where they follow each other. */
static const char *families_of(const struct chains *o)
{
    CLEANUP(buf_free) struct buf b = {0};
    const char *last = "";
    for (int i = 0; i < o->shown; i++) {
        const char *unit = o->corridor[i].in_link->unit;
        if (strcmp(unit, last) != 0)
            buf_printf(&b, "%s%s", b.len ? "," : "", unit);
        last = unit;
    }
    return b.len ? arena_strdup(o->legs->arena, b.s) : NULL;
}

int worth_read(struct chains *o, struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    const struct legs *l = o->legs;
    struct flow_params p = l->q->flow;
    struct reading r = {o, arena_array(l->arena, struct sums, (size_t)l->of[LEG_IN].count + 1)};
    struct selection sel;
    p.code = families_of(o);
    if (!p.code)
        return 0;
    p.from = legs_exporters(l);
    p.to = p.list = p.group = NULL;
    p.freq = l->freq == 'M' ? "month" : "year";
    p.measure = MEASURE_UNIT_VALUE;
    TRY(select_flows(&sel, l->session, &p, err));
    TRY(select_if_any(&selected, l->session, &sel, err));
    if (!selected)
        return 0;
    TRY(selected_each(selected, add_series, &r, err));
    for (int i = 0; i < o->shown; i++) {
        struct corridor *c = &o->corridor[i];
        const struct sums *s = &r.of[c->in_link - l->of[LEG_IN].link];
        if (s->weight[BEFORE] > 0 && s->weight[AFTER] > 0)
            c->unit_value = s->value[AFTER] / s->weight[AFTER] /
                            (s->value[BEFORE] / s->weight[BEFORE]);
    }
    return 0;
}
