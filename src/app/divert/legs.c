/* SPDX-License-Identifier: Apache-2.0 */
#include "app/divert/legs.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ref/ref.h"

struct reading {
    struct legs *to;
    enum leg leg; /* of a selection that gives several the first */
    int asked;    /* the exporter of another frequency that was looked for last */
};

/* --- who is who --- */

bool origin_has(const struct origin *o, int area)
{
    for (int i = 0; i < o->count; i++)
        if (o->m49[i] == area)
            return true;
    return !o->count;
}

static bool is_via(const struct legs *l, int area)
{
    if (area == l->target)
        return false;
    for (int i = 0; l->via && i < l->via->count; i++)
        if (l->via->m49[i] == area)
            return true;
    return !l->via;
}

/* Whether each exporter of the store is an origin. */
static bool is_each(const struct legs *l)
{
    return !l->q->flow.from || !strcasecmp(l->q->flow.from, "all");
}

static bool is_named_via(const struct legs *l, int area)
{
    return l->via && is_via(l, area);
}

static void add_origin(struct legs *l, const char *label, const int *m49, int count)
{
    l->origin = arena_grow(l->arena, l->origin, (size_t)l->origins, sizeof *l->origin);
    l->origin[l->origins++] = (struct origin){label, m49, count};
}

/* Whose flows would count twice. */
static int refuse_overlap(const struct legs *l, const char *label, const int *m49, int count,
                          struct err *err)
{
    for (int i = 0; i < l->origins; i++)
        for (int k = 0; k < count; k++)
            if (origin_has(&l->origin[i], m49[k])) {
                err_set(err, ERR_USAGE, "%s is named twice: as %s and as %s",
                        areas_iso3(l->areas, m49[k]), l->origin[i].label, label);
                return err_hint(err, "name each exporter once, alone or in one group");
            }
    return 0;
}

/* An intermediary is neither the target nor an origin. */
static int check_via(const struct legs *l, struct err *err)
{
    for (int i = 0; l->via && i < l->via->count; i++) {
        int area = l->via->m49[i];
        const char *what = area == l->target ? "the target" : NULL;
        for (int k = 0; k < l->origins && !what; k++)
            if (l->origin[k].count && origin_has(&l->origin[k], area))
                what = "an origin";
        if (!what)
            continue;
        err_set(err, ERR_USAGE, "%s is %s: an intermediary is neither origin nor target",
                areas_iso3(l->areas, area), what);
        return err_hint(err, "leave it out of --via");
    }
    return 0;
}

/* A name is one origin, though it be a group; without any, each exporter of the store is. */
static int name_origins(struct legs *l, struct err *err)
{
    const char *list = l->q->flow.from;
    if (list && !strcasecmp(list, "world")) {
        add_origin(l, "world", NULL, 0);
        return 0;
    }
    for (const char *p = list ? list : ""; *p && strcasecmp(list, "all") != 0;) {
        size_t n = strcspn(p, ",");
        struct ref_areas areas;
        const char *name = arena_strndup(l->arena, p, n);
        TRY(ref_areas(l->ref, &areas, l->arena, name, err));
        if (ref_is_union(name)) {
            areas.m49 = arena_grow(l->arena, areas.m49, (size_t)areas.count, sizeof *areas.m49);
            areas.m49[areas.count++] = M49_EU;
        }
        const char *label = areas.count > 1 ? name : areas_iso3(l->areas, areas.m49[0]);
        TRY(refuse_overlap(l, label, areas.m49, areas.count, err));
        add_origin(l, label, areas.m49, areas.count);
        p += n + (p[n] == ',');
    }
    return 0;
}

static int origin_of(struct legs *l, int area)
{
    for (int i = 0; i < l->origins; i++)
        if (l->origin[i].count == 1 && *l->origin[i].m49 == area)
            return i;
    int *one = arena_array(l->arena, int, 1);
    *one = area;
    add_origin(l, areas_iso3(l->areas, area), one, 1);
    return l->origins - 1;
}

/* --- series into links --- */

static void add_link(struct reading *r, enum leg leg, int origin, int via, const struct series *s)
{
    struct links *to = &r->to->of[leg];
    struct arena *a = r->to->arena;
    to->link = arena_grow(a, to->link, (size_t)to->count, sizeof *to->link);
    struct series light = *s;
    light.weight = NULL; /* millions are kept */
    struct series *kept = series_keep(&light, a);
    const char *unit = leg == LEG_GOODS ? "" : kept->unit;
    to->link[to->count++] = (struct link){.origin = origin,
                                          .via = via,
                                          .unit = unit,
                                          .goods = link_goods(unit),
                                          .importer = s->importer,
                                          .exporter = s->exporter,
                                          .importers = 1,
                                          .cut = series_renumbered(s),
                                          .series = kept};
}

/* Of all exporters those that may be an origin: neither the target nor areas that are no state. */
static bool may_send(const struct legs *l, int area)
{
    return area != l->target && !isdigit((unsigned char)*areas_iso3(l->areas, area));
}

/* What an origin sends: to the target, to an intermediary, elsewhere. */
static void add_sent(struct reading *r, int origin, const struct series *s)
{
    struct legs *l = r->to;
    const struct origin *o = &l->origin[origin];
    if ((o->count && origin_has(o, s->importer)) ||
        ((is_each(l) || !o->count) && is_named_via(l, s->exporter)))
        return; /* within a group, or an intermediary's own */
    if (r->leg == LEG_GOODS)
        add_link(r, LEG_GOODS, origin, s->importer, s);
    else if (s->importer == l->target)
        add_link(r, LEG_DIRECT, origin, 0, s);
    else if (is_via(l, s->importer))
        add_link(r, LEG_IN, origin, s->importer, s);
    else
        add_link(r, LEG_ELSEWHERE, origin, 0, s);
}

/* What an intermediary says that it received. */
static void add_received(struct reading *r, const struct series *s)
{
    struct legs *l = r->to;
    if (!is_via(l, s->importer))
        return;
    add_link(r, LEG_IMPORTS, -1, s->importer, s);
    for (int i = 0; i < l->origins; i++)
        if (origin_has(&l->origin[i], s->exporter))
            add_link(r, LEG_MIRROR, i, s->importer, s);
}

static int refuse_currencies(const struct legs *l, const char *other, struct err *err)
{
    err_set(err, ERR_CONFLICT, "figures are in %s and in %s and cannot be compared", l->currency,
            other);
    return err_hint(err, "load a table of exchange rates (weir rates FILE), or name exporters of "
                         "one currency");
}

/* --- which currency --- */

enum { CURRENCIES = 8 };

struct currencies {
    char name[CURRENCIES][16];
    int series[CURRENCIES], count;
};

static int count_currency(void *ctx, const struct series *s, struct err *err)
{
    struct currencies *c = ctx;
    int i = 0;
    (void)err;
    while (i < c->count && strcmp(c->name[i], s->measured_in) != 0)
        i++;
    if (i == CURRENCIES)
        return 0;
    if (i == c->count)
        snprintf(c->name[c->count++], sizeof c->name[i], "%s", s->measured_in);
    c->series[i]++;
    return 0;
}

/* Of all exporters those of the currency of most series are looked at. */
static int pick_currency(struct legs *l, struct selected *selected, struct err *err)
{
    struct currencies c = {.count = 0};
    int best = 0;
    if (l->q->flow.from)
        return 0;
    TRY(selected_each(selected, count_currency, &c, err));
    for (int i = 1; i < c.count; i++)
        best = c.series[i] > c.series[best] ? i : best;
    l->currency = c.count ? arena_strdup(l->arena, c.name[best]) : NULL;
    return 0;
}

static bool has_via(const struct links *x, int area)
{
    for (int i = 0; i < x->count; i++)
        if (x->link[i].via == area)
            return true;
    return false;
}

/* How far each exporter of a group has reported. */
static void note_reported(struct legs *l, const struct series *s)
{
    int i = 0;
    bool member = false;
    for (int k = 0; k < l->origins; k++)
        member |= l->origin[k].count > 1 && origin_has(&l->origin[k], s->exporter);
    if (!member)
        return; /* of one alone nothing is left out */
    l->last = s->until > l->last ? s->until : l->last;
    while (i < l->behinds && l->behind[i].area != s->exporter)
        i++;
    if (i == l->behinds) {
        l->behind = arena_grow(l->arena, l->behind, (size_t)l->behinds, sizeof *l->behind);
        l->behind[l->behinds++] = (struct behind){s->exporter, s->until};
    }
    l->behind[i].until = s->until > l->behind[i].until ? s->until : l->behind[i].until;
}

static int add_series(void *ctx, const struct series *s, struct err *err)
{
    struct reading *r = ctx;
    struct legs *l = r->to;
    if (r->leg == LEG_IN && s->freq == l->freq)
        note_reported(l, s);
    if (s->freq != l->freq) {
        if (s->exporter != r->asked)
            l->of[r->leg].other |= is_via(l, s->exporter) && !has_via(&l->of[r->leg], s->exporter);
        r->asked = s->exporter;
        return 0;
    }
    if (!l->currency)
        l->currency = arena_strdup(l->arena, s->measured_in);
    if (strcmp(l->currency, s->measured_in) != 0) {
        if (l->q->flow.from && (r->leg == LEG_IN || r->leg == LEG_GOODS))
            return refuse_currencies(l, s->measured_in, err);
        l->foreign |= is_via(l, r->leg == LEG_IMPORTS ? s->importer : s->exporter);
        return 0;
    }
    if (r->leg == LEG_OUT || r->leg == LEG_ARRIVED) {
        if (is_via(l, s->exporter))
            add_link(r, r->leg, -1, s->exporter, s);
    } else if (r->leg == LEG_IMPORTS) {
        add_received(r, s);
    } else {
        bool each = is_each(l);
        if (each && may_send(l, s->exporter))
            add_sent(r, origin_of(l, s->exporter), s);
        for (int i = 0; !each && i < l->origins; i++)
            if (origin_has(&l->origin[i], s->exporter))
                add_sent(r, i, s);
    }
    return 0;
}

int legs_unseen(const struct legs *l, int *area)
{
    int n = 0;
    for (int i = 0; l->via && i < l->via->count; i++)
        if (!has_via(&l->of[LEG_IN], l->via->m49[i]))
            area[n++] = l->via->m49[i];
    return n;
}

/* --- selections --- */

const char *legs_exporters(const struct legs *l)
{
    const char *from = l->q->flow.from;
    return from && strcasecmp(from, "world") != 0 ? from : NULL;
}

/* The exporters and importers of what a leg is read from; NULL: all. */
static struct flow_params asked_of(const struct legs *l, enum leg leg)
{
    struct flow_params p = l->q->flow;
    const char *from = legs_exporters(l);
    const char *via = l->via ? l->q->via : NULL, *target = p.to;
    bool to_target = leg == LEG_OUT || leg == LEG_ARRIVED;
    p.from = to_target ? via : leg == LEG_IMPORTS ? NULL : from;
    p.to = to_target ? target : leg == LEG_IMPORTS ? via : NULL;
    if (leg == LEG_GOODS) {
        p.code = "TOTAL";
        p.list = p.group = NULL;
    }
    p.flow = leg == LEG_OUT                             ? "export"
             : leg == LEG_ARRIVED || leg == LEG_IMPORTS ? "import"
                                                        : p.flow;
    p.freq = l->freq == 'M' ? "month" : l->freq == 'A' ? "year" : p.freq;
    return p;
}

/* Notes intermediaries whose flow is there by the other frequency only. */
static int note_other(struct reading *r, struct selection sel, struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    sel.freq = r->to->freq == 'M' ? "A" : "M";
    TRY(select_if_any(&selected, r->to->session, &sel, err));
    return selected ? selected_each(selected, add_series, r, err) : 0;
}

/* What was asked has to be there; of what it is compared with, what there is. */
static int read_leg(struct legs *l, enum leg leg, struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    struct reading r = {.to = l, .leg = leg};
    struct flow_params p = asked_of(l, leg);
    struct selection sel;
    struct store *store;
    struct err none = {0};
    bool monthly, first = leg == LEG_IN;
    int since;
    TRY(select_flows(&sel, l->session, &p, err));
    TRY(session_store(l->session, &store, err));
    int rc = selected_open(&selected, &l->session->published, store, &sel, &none);
    if (rc == ERR_NOT_FOUND && !first)
        return leg == LEG_OUT || leg == LEG_ARRIVED ? note_other(&r, sel, err) : 0;
    if (rc)
        return *err = none, rc;
    if (first) {
        TRY(selected_monthly(selected, &monthly, err));
        l->freq = monthly ? 'M' : 'A';
        TRY(select_since(&since, selected, l->q->since, err));
        l->since = monthly ? period_index(since) : since / 100;
        TRY(selected_units(selected, &l->units, l->arena, err));
        TRY(selected_sources(selected, &l->sources, l->arena, err));
        TRY(pick_currency(l, selected, err));
    }
    TRY(selected_each(selected, add_series, &r, err));
    return leg == LEG_OUT || leg == LEG_ARRIVED ? note_other(&r, sel, err) : 0;
}

static int name_areas(struct legs *l, struct err *err)
{
    TRY(session_areas(l->session, &l->areas, err));
    TRY(session_reference(l->session, &l->ref, err));
    struct ref_areas target;
    TRY(ref_areas(l->ref, &target, l->arena, l->q->flow.to, err));
    l->target = target.m49[0];
    if (target.count > 1) {
        err_set(err, ERR_USAGE, "--to '%s' is several areas: a target is one", l->q->flow.to);
        return err_hint(err, "ask for one after the other, as in --to RUS");
    }
    if (l->q->via && strcasecmp(l->q->via, "all") != 0) {
        l->via = arena_new(l->arena, struct ref_areas);
        TRY(ref_areas(l->ref, l->via, l->arena, l->q->via, err));
    }
    TRY(name_origins(l, err));
    return check_via(l, err);
}

int legs_read(struct legs *l, struct session *s, const struct divert_params *q, struct err *err)
{
    static const enum leg read[] = {LEG_IN, LEG_OUT, LEG_ARRIVED, LEG_GOODS, LEG_IMPORTS};
    *l = (struct legs){.session = s, .arena = s->arena, .q = q};
    TRY(name_areas(l, err));
    const struct flow_params *f = &q->flow;
    for (size_t i = 0; i < sizeof read / sizeof *read; i++)
        if (read[i] != LEG_GOODS || f->code || f->list || f->group)
            TRY(read_leg(l, read[i], err));
    links_put_together(l);
    return 0;
}
