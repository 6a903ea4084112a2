/* SPDX-License-Identifier: Apache-2.0 */
#include "series/series.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/resource.h"
#include "series/published.h"

static const char *sql_of(const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "src/series/sql/%s.sql", name);
    return resource_get(path)->text;
}

/* --- selection --- */

static const char *const measures[] = {"value", "weight", "quantity", "unit-value"};

static int refuse_codes(struct store *s, const struct selection *sel, struct err *err)
{
    int64_t families, codes;
    struct duck *d = store_duck(s);
    TRY(duck_int_of(d, &families, "SELECT count(*) FROM asked_family", NULL, 0, err));
    if (!families && (sel->list || sel->group)) {
        err_set(err, ERR_USAGE, "no %s '%s'", sel->list ? "list" : "product group",
                sel->list ? sel->list : sel->group);
        return err_hint(err, "weir sql \"SELECT DISTINCT %s\" lists them",
                        sel->list ? "regime, list, annex FROM ref.control"
                                  : "grp FROM ref.product");
    }
    TRY(duck_int_of(d, &codes, "SELECT count(*) FROM content", NULL, 0, err));
    if (!codes) {
        err_set(err, ERR_NOT_FOUND, "'%s' holds no flows", store_path(s));
        return err_hint(err, "load published files with weir ingest FILE...");
    }
    err_set(err, ERR_NOT_FOUND, "no source in '%s' has %s '%s'", store_path(s),
            sel->codes  ? "code"
            : sel->list ? "a code of the list"
                        : "a code of the group",
            sel->codes  ? sel->codes
            : sel->list ? sel->list
                        : sel->group);
    return err_hint(err, "that is not a zero: weir sources shows what was loaded");
}

static int refuse_flows(struct store *s, const struct selection *sel, struct err *err)
{
    err_set(err, ERR_NOT_FOUND, "no source in '%s' has flows between these areas%s", store_path(s),
            sel->codes || sel->list || sel->group ? " in these goods" : "");
    return err_hint(err, "that is not a zero where no source covers them: weir sources shows what "
                         "was loaded");
}

static int check_codes(const struct selection *sel, struct err *err)
{
    if (sel->codes && sel->codes[strspn(sel->codes, "0123456789XTOAL, ")])
        return err_set(err, ERR_USAGE, "'%s' is not a commodity code", sel->codes);
    for (const char *p = sel->codes; p && *p;) {
        size_t n = strcspn(p, ", ");
        if (n % 2) {
            err_set(err, ERR_USAGE, "'%.*s' is not a commodity code: it has %zu digits", (int)n, p,
                    n);
            return err_hint(err, "codes have 2, 4, 6, 8 or 10 digits; is a leading zero missing?");
        }
        p += n + strspn(p + n, ", ");
    }
    return 0;
}

int series_select(struct store *s, const struct selection *sel, struct err *err)
{
    char list[64] = "";
    const char *colon = sel->list ? strchr(sel->list, ':') : NULL;
    if (sel->list)
        snprintf(list, sizeof list, "%.*s",
                 (int)(colon ? (size_t)(colon - sel->list) : strlen(sel->list)), sel->list);
    struct duck_param p[] = {
        {"codes", sel->codes},
        {"list", sel->list ? list : NULL},
        {"part", colon ? colon + 1 : NULL},
        {"group", sel->group},
        {"exporters", sel->exporters},
        {"importers", sel->importers},
        {"flow", sel->flow},
        {"freq", sel->freq},
        {"as_of", sel->as_of},
        {"measure", measures[sel->measure]},
        {"convert", sel->own_currency ? "false" : "true"},
        {"alone", sel->alone ? "true" : "false"},
        {0},
    };
    int64_t count;
    struct duck *d = store_duck(s);
    TRY(check_codes(sel, err));
    TRY(duck_run(d, sql_of("units"), p, err));
    TRY(duck_int_of(d, &count, "SELECT count(*) FROM code_unit", NULL, 0, err));
    if (!count)
        return refuse_codes(s, sel, err);
    TRY(duck_run(d, sql_of("cells"), p, err));
    TRY(duck_int_of(d, &count, "SELECT count(*) FROM (FROM cell LIMIT 1)", NULL, 0, err));
    return count ? 0 : refuse_flows(s, sel, err);
}

/* --- one series --- */

struct walk {
    struct published published;
    struct arena scratch; /* of the current series */
    struct series series;
    series_fn fn;
    void *ctx;
};

/* The status of every period by what the reporter published, no row seen yet. */
static void lay_out(struct walk *w)
{
    struct series *s = &w->series;
    const struct coverage *c = published_by(&w->published, s);
    if (!c)
        return; /* no period of it is known: nothing can be said */
    s->from = c->from;
    s->until = c->until;
    s->first = c->first;
    s->n = c->last - s->first + 1 > c->n ? c->last - s->first + 1 : c->n;
    size_t n = (size_t)s->n;
    s->value = arena_array(&w->scratch, double, n);
    s->weight = arena_array(&w->scratch, double, n);
    s->status = arena_array(&w->scratch, enum point_status, n);
    for (int i = 0; i < s->n; i++) {
        int index = s->first + i;
        bool published = i < c->n && c->published[i];
        s->status[i] = published          ? POINT_NONE
                       : index > s->until ? POINT_NOT_YET_PUBLISHED
                                          : POINT_NOT_REPORTED;
        s->value[i] = published ? 0 : NAN;
        s->weight[i] = 0;
    }
}

static void cut_renumbered(struct walk *w)
{
    struct series *s = &w->series;
    const struct renumbering *r = published_renumbering(&w->published, s);
    for (int i = 0; r && i < s->n; i++) {
        int index = s->first + i;
        bool outside = (r->from && index < r->from) || (r->until && index > r->until);
        if (outside && (s->status[i] == POINT_NONE || s->status[i] == POINT_ZERO)) {
            s->status[i] = POINT_NOT_COVERED;
            s->value[i] = NAN;
        } else if (outside && s->status[i] == POINT_REPORTED) {
            s->status[i] = POINT_PARTIAL; /* the codes that are missing carried a part of it */
        }
    }
}

static void read_key(struct series *s, const struct duck_rows *r, struct arena *a)
{
    *s = (struct series){
        .exporter = (int)duck_int(r, 0),
        .importer = (int)duck_int(r, 1),
        .unit = duck_text(r, 2, a),
        .freq = *duck_text(r, 3, a),
        .direction = duck_text(r, 4, a),
        .currency = duck_text(r, 5, a),
        .valuation = duck_text(r, 6, a),
        .adapter = duck_text(r, 7, a),
        .measured_in = duck_text(r, 8, a),
        .reporter = (int)duck_int(r, 9),
    };
}

/* Adds one figure: several rows of a period are its codes. */
static void add_figure(struct series *s, int i, double amount, double weight, bool withheld)
{
    bool first = s->status[i] == POINT_NONE;
    s->weight[i] += weight;
    if (isnan(amount)) {
        s->value[i] = first ? (double)NAN : s->value[i];
        if (first || s->status[i] == POINT_ZERO)
            s->status[i] = withheld ? POINT_CONFIDENTIAL : POINT_REPORTED;
        return;
    }
    s->value[i] = isnan(s->value[i]) ? amount : s->value[i] + amount;
    s->status[i] = s->value[i] == 0 ? POINT_ZERO : POINT_REPORTED;
}

struct figure {
    int32_t period;
    double amount, weight;
    bool withheld;
};

static int compare_reals(double a, double b)
{
    return isnan(a) || isnan(b) ? isnan(a) - isnan(b) : (a > b) - (a < b);
}

static int compare_figures(const void *x, const void *y)
{
    const struct figure *a = x, *b = y;
    int c = a->period < b->period ? -1 : a->period > b->period;
    c = c ? c : compare_reals(a->amount, b->amount);
    c = c ? c : compare_reals(a->weight, b->weight);
    return c ? c : a->withheld - b->withheld;
}

/* The database lists the figures of a period in no order: sums must not depend on it. */
static void read_points(struct series *s, const struct duck_rows *r, struct arena *a)
{
    int n, weights, flags;
    const int32_t *period = duck_list_int(r, 10, &n);
    const double *amount = duck_list_real(r, 11, &n);
    const double *weight = duck_list_real(r, 12, &weights);
    const int32_t *withheld = duck_list_int(r, 13, &flags);
    struct figure *f = arena_array(a, struct figure, (size_t)n + 1);
    for (int k = 0; k < n; k++)
        f[k] = (struct figure){period[k], amount[k], weights ? weight[k] : 0, withheld[k] != 0};
    qsort(f, (size_t)n, sizeof *f, compare_figures);
    for (int k = 0; k < n; k++) {
        int i = period_index(f[k].period) - s->first;
        bool known = i >= 0 && i < s->n && s->status[i] != POINT_NOT_REPORTED &&
                     s->status[i] != POINT_NOT_YET_PUBLISHED;
        if (known) /* else of a month that is not published yet */
            add_figure(s, i, f[k].amount, f[k].weight, f[k].withheld);
    }
}

static int walk_rows(struct walk *w, struct duck_rows *r, struct err *err)
{
    while (duck_next(r)) {
        arena_free(&w->scratch);
        read_key(&w->series, r, &w->scratch);
        lay_out(w);
        read_points(&w->series, r, &w->scratch);
        cut_renumbered(w);
        TRY(w->fn(w->ctx, &w->series, err));
    }
    return duck_end(r, err);
}

static void walk_free(struct walk *w)
{
    arena_free(&w->published.arena);
    arena_free(&w->scratch);
}

int series_each(struct store *s, const struct selection *sel, series_fn fn, void *ctx,
                struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(walk_free) struct walk w = {.fn = fn, .ctx = ctx};
    TRY(published_read(&w.published, s, sel->as_of, err));
    TRY(duck_stream(store_duck(s), &r, sql_of("stream"), NULL, err));
    return walk_rows(&w, r, err);
}

/* --- units and sources --- */

int series_units(struct store *s, struct units *out, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    *out = (struct units){0};
    TRY(duck_query(store_duck(s), &r, sql_of("labels"), NULL, err));
    while (duck_next(r)) {
        out->unit = arena_grow(a, out->unit, (size_t)out->count, sizeof *out->unit);
        out->unit[out->count++] = (struct unit){
            .unit = duck_text(r, 0, a),
            .label = duck_text(r, 1, a),
            .codes = duck_text(r, 2, a),
            .tier = duck_text(r, 3, a),
            .tier_since = duck_text(r, 4, a),
            .tier_status = duck_text(r, 5, a),
            .listed = duck_text(r, 6, a),
            .groups = duck_text(r, 7, a),
        };
    }
    return duck_end(r, err);
}

static int compare_unit(const void *key, const void *item)
{
    return strcmp(key, ((const struct unit *)item)->unit);
}

const struct unit *units_find(const struct units *units, const char *unit)
{
    return units->count
               ? bsearch(unit, units->unit, (size_t)units->count, sizeof *units->unit, compare_unit)
               : NULL;
}

int series_sources(struct store *s, const struct selection *sel, struct series_source **out,
                   int *count, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = {{"as_of", sel->as_of}, {0}};
    *out = NULL;
    *count = 0;
    TRY(duck_query(store_duck(s), &r, sql_of("sources"), p, err));
    while (duck_next(r)) {
        *out = arena_grow(a, *out, (size_t)*count, sizeof **out);
        (*out)[(*count)++] = (struct series_source){
            .source_id = duck_int(r, 0),
            .title = duck_text(r, 1, a),
            .path = duck_text(r, 2, a),
            .vintage = duck_text(r, 3, a),
            .sha256 = duck_text(r, 4, a),
            .rows = duck_int(r, 5),
        };
    }
    return duck_end(r, err);
}
