/* SPDX-License-Identifier: Apache-2.0 */
#include "app/mirror/reading.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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
    *c = (struct pair){
        .exporter = s->exporter, .importer = s->importer, .period = period, .unit = unit};
    if (r->measure == MEASURE_QUANTITY) {
        c->quantity[r->side] = value;
        c->counted[r->side] = arena_strdup(r->session->arena, s->measured_in);
        return;
    }
    (r->measure == MEASURE_WEIGHT ? c->weight : c->value)[r->side] = value;
}

void reading_add_period(struct reading *r, const struct series *s, int period)
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
                             ? "load the one that is by year by month too; --freq year asks for "
                               "years, where both report these"
                             : "load a table of exchange rates: weir rates FILE");
}

/* Whether its reporter has published a period of a series. */
bool reading_published(const struct series *s, int i)
{
    static const enum point_status not [] = {POINT_NOT_REPORTED, POINT_NOT_YET_PUBLISHED,
                                             POINT_STOPPED, POINT_NOT_COVERED};
    for (size_t k = 0; k < sizeof not / sizeof *not ; k++)
        if (s->status[i] == not [k])
            return false;
    return true;
}

/* The pair that is read by the other frequency has no partner here. */
static void leave_other(struct reading *r, const struct series *s)
{
    struct pairs *p = r->out;
    for (int i = 0; i < p->others; i++)
        if (p->other[i].exporter == s->exporter && p->other[i].importer == s->importer)
            return;
    p->other = arena_grow(r->session->arena, p->other, (size_t)p->others, sizeof *p->other);
    p->other[p->others++] = (struct partners){s->exporter, s->importer};
}

static int add_series(void *ctx, const struct series *s, struct err *err)
{
    struct reading *r = ctx;
    const char *unit = arena_strdup(r->session->arena, s->unit);
    if (r->in && strcmp(r->in, s->measured_in) != 0)
        return 0;
    if (!r->currency[r->side]) {
        r->currency[r->side] = arena_strdup(r->session->arena, s->measured_in);
        r->out->valuation[r->side] = arena_strdup(r->session->arena, s->valuation);
        r->freq[r->side] = s->freq;
    }
    if (strcmp(r->currency[r->side], s->measured_in) != 0)
        return refuse_mix(r, "figures of one side", r->currency[r->side], s->measured_in, err);
    if (s->freq != r->freq[r->side])
        return leave_other(r, s), 0;
    for (int i = 0; i < s->n; i++) {
        int period = period_of(s->first + i, s->freq);
        if (!is_in(r, period, s->freq) || s->first + i < s->from || s->first + i > s->until)
            continue;
        if (reading_published(s, i))
            reading_add_period(r, s, period);
        if (s->value[i] > 0)
            add_cell(r, s, unit, period, s->value[i]);
    }
    return 0;
}

/* Weights and quantities, where they are stated. */
static int add_more(void *ctx, const struct series *s, struct err *err)
{
    struct reading *r = ctx;
    const char *unit = arena_strdup(r->session->arena, s->unit);
    (void)err;
    for (int i = 0; i < s->n && s->freq == r->freq[r->side]; i++) {
        int period = period_of(s->first + i, s->freq);
        if (s->value[i] > 0 && is_in(r, period, s->freq))
            add_cell(r, s, unit, period, s->value[i]);
    }
    return 0;
}

static int read_more(struct reading *r, const struct flow_params *flow, enum measure measure,
                     struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    struct flow_params p = *flow;
    struct selection sel;
    p.flow = r->side == SIDE_EXPORTER ? "export" : "import";
    p.measure = (int)measure;
    r->measure = measure;
    TRY(select_flows(&sel, r->session, &p, err));
    TRY(select_if_any(&selected, r->session, &sel, err));
    return selected ? selected_each(selected, add_more, r, err) : 0;
}

static int read_side(struct reading *r, const struct flow_params *flow, struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    struct flow_params p = *flow;
    struct err none = {0};
    p.flow = r->side == SIDE_EXPORTER ? "export" : "import";
    r->measure = MEASURE_VALUE;
    int rc = select_open(&selected, r->session, &p, &none);
    if (rc == ERR_NOT_FOUND)
        return 0; /* silence_read() sees whether it reports at all */
    if (rc)
        return *err = none, rc;
    if (!r->out->units.count)
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

static void add_to(struct pair *sum, const struct pair *c)
{
    for (int k = 0; k < SIDES; k++) {
        sum->value[k] += c->value[k];
        sum->weight[k] += c->weight[k];
        sum->quantity[k] += c->quantity[k];
        if (sum->counted[k] && c->counted[k] && strcmp(sum->counted[k], c->counted[k]) != 0)
            sum->quantity[k] = (double)NAN;
        sum->counted[k] = sum->counted[k] ? sum->counted[k] : c->counted[k];
    }
}

static void merge_cells(struct pairs *p)
{
    int n = 0;
    if (p->count)
        qsort(p->cell, (size_t)p->count, sizeof *p->cell, compare_cells);
    for (int i = 0; i < p->count; i++) {
        if (n && !compare_cells(&p->cell[n - 1], &p->cell[i]))
            add_to(&p->cell[n - 1], &p->cell[i]);
        else
            p->cell[n++] = p->cell[i];
    }
    p->count = n;
}

/* One entry for each pair and period, whichever of its series and sides has it. */
static void merge_published(struct reading *r)
{
    int n = 0;
    if (r->periods)
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

static int ascending(const void *x, const void *y)
{
    int a = *(const int *)x, b = *(const int *)y;
    return a < b ? -1 : a > b;
}

/* The periods that both sides of a pair have published. */
static void find_common(struct reading *r)
{
    struct pairs *p = r->out;
    p->common = arena_array(r->session->arena, int, (size_t)r->periods + 1);
    for (int i = 0; i < r->periods; i++)
        if (r->published[i].by[SIDE_EXPORTER] && r->published[i].by[SIDE_IMPORTER])
            p->common[p->commons++] = r->published[i].period;
    if (p->commons)
        qsort(p->common, (size_t)p->commons, sizeof *p->common, ascending);
}

bool pairs_have(const struct pairs *p, int period)
{
    return p->commons &&
           bsearch(&period, p->common, (size_t)p->commons, sizeof *p->common, ascending);
}

int pairs_read(struct pairs *out, struct session *s, const struct flow_params *flow,
               struct window w, int after, bool measures, const char *in, struct err *err)
{
    struct reading r = {.out = out, .session = s, .w = w, .after = after, .in = in};
    *out = (struct pairs){0};
    TRY(session_areas(s, &out->areas, err));
    for (int k = 0; k < SIDES; k++) {
        r.side = (enum side)k;
        TRY(read_side(&r, flow, err));
        for (int i = 0; i < 2 && measures; i++)
            TRY(read_more(&r, flow, i ? MEASURE_QUANTITY : MEASURE_WEIGHT, err));
    }
    for (int k = 0; k < SIDES; k++) {
        r.side = (enum side)k;
        r.speakers = 0;
        if (!r.out->sources[k] || (flow->from && flow->to && silence_is_there(&r)))
            TRY(silence_read(&r, flow, err));
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
    TRY(fold_union(&r, err));
    fold_headings(out);
    merge_cells(out);
    merge_published(&r);
    find_common(&r);
    if (!out->commons) {
        err_set(err, ERR_NOT_FOUND, "there is no period of these that both sides have published");
        return err_hint(err, "weir coverage shows who reports what; a mirror needs both reports");
    }
    leave_out(&r);
    return 0;
}
