/* SPDX-License-Identifier: Apache-2.0 */
#include "app/mirror/pairs.h"

#include <stdlib.h>
#include <string.h>

/* A period that a side of a pair has published. */
struct appeared {
    int exporter, importer, period;
    bool by[SIDES];
};

struct reading {
    struct pairs *out;
    struct session *session;
    struct window w; /* as it was asked */
    int after;
    enum side side;
    struct appeared *published;
    int periods;
    char freq[SIDES];
    const char *currency[SIDES];
};

/* --- one report --- */

/* Of the importer also the months after, in which what was sent may arrive. */
static bool is_in(const struct reading *r, int period, char freq)
{
    struct window m = window_on(r->w, freq);
    if (freq == 'M' && r->side == SIDE_IMPORTER)
        m.until = period_of(period_index(m.until) + r->after, freq);
    return period >= m.from && period <= m.until;
}

static void add_cell(struct reading *r, const struct series *s, const char *unit, int period,
                     double value)
{
    struct pairs *p = r->out;
    p->cell = arena_grow(r->session->arena, p->cell, (size_t)p->count, sizeof *p->cell);
    struct pair *c = &p->cell[p->count++];
    *c = (struct pair){s->exporter, s->importer, period, unit, {0}};
    c->value[r->side] = value;
}

static void add_period(struct reading *r, const struct series *s, int period)
{
    r->published = arena_grow(r->session->arena, r->published, (size_t)r->periods,
                              sizeof *r->published);
    struct appeared *x = &r->published[r->periods++];
    *x = (struct appeared){s->exporter, s->importer, period, {false}};
    x->by[r->side] = true;
}

static int refuse_mix(const struct reading *r, const char *what, const char *x, const char *y,
                      struct err *err)
{
    err_set(err, ERR_CONFLICT, "%s are in %s and in %s and cannot be compared", what, x, y);
    return err_hint(err, r->freq[0] != r->freq[1] && r->freq[0] && r->freq[1]
                             ? "load the other report by month too, or ask for --freq year"
                             : "load a table of exchange rates: weir rates FILE");
}

static int add_series(void *ctx, const struct series *s, struct err *err)
{
    struct reading *r = ctx;
    const char *unit = arena_strdup(r->session->arena, s->unit);
    if (!r->currency[r->side]) {
        r->currency[r->side] = arena_strdup(r->session->arena, s->measured_in);
        r->out->valuation[r->side] = arena_strdup(r->session->arena, s->valuation);
        r->freq[r->side] = s->freq;
    }
    if (strcmp(r->currency[r->side], s->measured_in) != 0)
        return refuse_mix(r, "figures of one side", r->currency[r->side], s->measured_in, err);
    if (s->freq != r->freq[r->side])
        return 0; /* the pair that is read by the other frequency has no partner here */
    for (int i = 0; i < s->n; i++) {
        int period = period_of(s->first + i, s->freq);
        if (!is_in(r, period, s->freq) || s->first + i < s->from || s->first + i > s->until)
            continue;
        add_period(r, s, period);
        if (s->value[i] > 0)
            add_cell(r, s, unit, period, s->value[i]);
    }
    return 0;
}

static int read_side(struct reading *r, const struct flow_params *flow, struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    struct flow_params p = *flow;
    p.flow = r->side == SIDE_EXPORTER ? "export" : "import";
    int rc = select_open(&selected, r->session, &p, err);
    if (rc == ERR_NOT_FOUND) {
        err_set(err, ERR_NOT_FOUND, "the store has no %s's report of what was asked",
                r->side == SIDE_EXPORTER ? "exporter" : "importer");
        return err_hint(err, "weir coverage shows who reports what; a mirror needs both reports");
    }
    if (rc)
        return rc;
    if (r->side == SIDE_EXPORTER)
        TRY(selected_units(selected, &r->out->units, r->session->arena, err));
    TRY(selected_each(selected, add_series, r, err));
    return selected_sources(selected, &r->out->sources[r->side], r->session->arena, err);
}

/* --- both --- */

static int compare_cells(const void *x, const void *y)
{
    const struct pair *a = x, *b = y;
    if (a->exporter != b->exporter)
        return a->exporter < b->exporter ? -1 : 1;
    if (a->importer != b->importer)
        return a->importer < b->importer ? -1 : 1;
    int c = strcmp(a->unit, b->unit);
    return c ? c : (a->period > b->period) - (a->period < b->period);
}

static int compare_published(const void *x, const void *y)
{
    const struct appeared *a = x, *b = y;
    if (a->exporter != b->exporter)
        return a->exporter < b->exporter ? -1 : 1;
    if (a->importer != b->importer)
        return a->importer < b->importer ? -1 : 1;
    return (a->period > b->period) - (a->period < b->period);
}

static void merge_cells(struct pairs *p)
{
    int n = 0;
    qsort(p->cell, (size_t)p->count, sizeof *p->cell, compare_cells);
    for (int i = 0; i < p->count; i++) {
        if (n && !compare_cells(&p->cell[n - 1], &p->cell[i]))
            for (int k = 0; k < SIDES; k++)
                p->cell[n - 1].value[k] += p->cell[i].value[k];
        else
            p->cell[n++] = p->cell[i];
    }
    p->count = n;
}

/* One entry for each pair and period, whichever of its series and sides has it. */
static void merge_published(struct reading *r)
{
    int n = 0;
    qsort(r->published, (size_t)r->periods, sizeof *r->published, compare_published);
    for (int i = 0; i < r->periods; i++) {
        if (n && !compare_published(&r->published[n - 1], &r->published[i]))
            for (int k = 0; k < SIDES; k++)
                r->published[n - 1].by[k] |= r->published[i].by[k];
        else
            r->published[n++] = r->published[i];
    }
    r->periods = n;
}

/* Cells of periods that one side has not published are none of a gap. */
static void leave_out(struct reading *r)
{
    struct pairs *p = r->out;
    int n = 0;
    for (int i = 0; i < p->count; i++) {
        const struct pair *c = &p->cell[i];
        struct appeared key = {c->exporter, c->importer, c->period, {false}};
        const struct appeared *x = bsearch(&key, r->published, (size_t)r->periods,
                                           sizeof *r->published, compare_published);
        if (c->period > p->window.until || (x && x->by[0] && x->by[1])) {
            p->cell[n++] = *c;
            continue;
        }
        for (int k = 0; k < SIDES; k++)
            p->left[k] += c->value[k] > 0;
    }
    p->count = n;
}

static bool have_common(const struct reading *r)
{
    for (int i = 0; i < r->periods; i++)
        if (r->published[i].by[SIDE_EXPORTER] && r->published[i].by[SIDE_IMPORTER])
            return true;
    return false;
}

int pairs_read(struct pairs *out, struct session *s, const struct flow_params *flow,
               struct window w, int after, struct err *err)
{
    struct reading r = {.out = out, .session = s, .w = w, .after = after};
    *out = (struct pairs){0};
    TRY(session_areas(s, &out->areas, err));
    for (int k = 0; k < SIDES; k++) {
        r.side = (enum side)k;
        TRY(read_side(&r, flow, err));
    }
    if (!r.currency[0] || !r.currency[1]) {
        err_set(err, ERR_NOT_FOUND, "one side has no figures in these periods");
        return err_hint(err, "weir coverage shows who reports what; a mirror needs both reports");
    }
    if (r.freq[0] != r.freq[1])
        return refuse_mix(&r, "the two reports", r.freq[0] == 'M' ? "months" : "years",
                          r.freq[1] == 'M' ? "months" : "years", err);
    if (strcmp(r.currency[0], r.currency[1]) != 0)
        return refuse_mix(&r, "the two reports", r.currency[0], r.currency[1], err);
    out->currency = r.currency[0];
    out->monthly = r.freq[0] == 'M';
    out->window = window_on(w, r.freq[0]);
    merge_cells(out);
    merge_published(&r);
    if (!have_common(&r)) {
        err_set(err, ERR_NOT_FOUND, "there is no period of these that both sides have published");
        return err_hint(err, "weir coverage shows who reports what; a mirror needs both reports");
    }
    leave_out(&r);
    return 0;
}
