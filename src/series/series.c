/* SPDX-License-Identifier: Apache-2.0 */
#include "series/series.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/resource.h"

static const char *sql_of(const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "src/series/sql/%s.sql", name);
    return resource_get(path)->text;
}

/* --- selection --- */

static const char *const measures[] = { "value", "weight", "quantity", "unit-value" };

static int refuse_codes(struct store *s, const struct selection *sel, struct err *err)
{
    int64_t families, codes;
    struct duck *d = store_duck(s);
    TRY(duck_int_of(d, &families, "SELECT count(*) FROM asked_family", NULL, 0, err));
    if (!families && (sel->list || sel->group)) {
        err_set(err, ERR_USAGE, "no %s '%s'", sel->list ? "list" : "product group",
                sel->list ? sel->list : sel->group);
        return err_hint(err, "weir sql \"SELECT DISTINCT %s\" lists them",
                        sel->list ? "regime, list, annex FROM ref.control" : "grp FROM ref.product");
    }
    TRY(duck_int_of(d, &codes, "SELECT count(*) FROM content", NULL, 0, err));
    if (!codes) {
        err_set(err, ERR_NOT_FOUND, "the store '%s' is empty", store_path(s));
        return err_hint(err, "load published files with weir ingest FILE...");
    }
    err_set(err, ERR_NOT_FOUND, "no source in '%s' has %s '%s'", store_path(s),
            sel->codes   ? "code"
            : sel->list ? "a code of the list"
                        : "a code of the group",
            sel->codes ? sel->codes : sel->list ? sel->list : sel->group);
    return err_hint(err, "that is not a zero: weir sources shows what was loaded");
}

static int refuse_flows(struct store *s, const struct selection *sel, struct err *err)
{
    err_set(err, ERR_NOT_FOUND, "no source in '%s' has flows between these areas%s",
            store_path(s), sel->codes || sel->list || sel->group ? " in these goods" : "");
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
        { "codes", sel->codes },
        { "list", sel->list ? list : NULL },
        { "part", colon ? colon + 1 : NULL },
        { "group", sel->group },
        { "exporters", sel->exporters },
        { "importers", sel->importers },
        { "flow", sel->flow },
        { "freq", sel->freq },
        { "as_of", sel->as_of },
        { "measure", measures[sel->measure] },
        { "convert", sel->own_currency ? "false" : "true" },
        { 0 },
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

/* --- what was published --- */

struct coverage {
    const char *adapter, *direction;
    char freq;
    int reporter;
    int first, n; /* indexes of periods */
    bool *published;
    int from, until; /* first and last published, -1: none */
    int last;        /* last published by any reporter of this layout */
};

struct renumbering {
    const char *adapter, *direction, *family;
    char freq;
    int from, until; /* indexes, 0: open */
};

struct walk {
    struct arena arena;
    struct coverage *coverage;
    int coverages;
    struct renumbering *renumbering;
    int renumberings;
    struct arena scratch; /* of the current series */
    struct series series;
    int room;
    series_fn fn;
    void *ctx;
};

static int compare_coverage(const void *x, const void *y)
{
    const struct coverage *a = x, *b = y;
    if (a->reporter != b->reporter)
        return a->reporter < b->reporter ? -1 : 1;
    if (a->freq != b->freq)
        return a->freq < b->freq ? -1 : 1;
    int c = strcmp(a->direction, b->direction);
    return c ? c : strcmp(a->adapter, b->adapter);
}

static void publish(struct coverage *c, struct arena *a, int index, bool published)
{
    if (!c->n)
        c->first = index, c->from = c->until = -1;
    int n = index - c->first + 1;
    bool *grown = arena_alloc(a, (size_t)n);
    memcpy(grown, c->published, (size_t)c->n);
    grown[n - 1] = published;
    c->published = grown;
    c->n = n;
    if (published) {
        c->from = c->from < 0 ? index : c->from;
        c->until = index;
    }
}

/* A reporter who is behind the others of his data set has not published yet. */
static void find_last(struct walk *w)
{
    for (struct coverage *c = w->coverage; c < w->coverage + w->coverages; c++) {
        c->last = c->until;
        for (const struct coverage *o = w->coverage; o < w->coverage + w->coverages; o++)
            if (o->freq == c->freq && o->until > c->last && !strcmp(o->adapter, c->adapter))
                c->last = o->until;
    }
}

static int read_coverage(struct walk *w, struct store *s, const struct selection *sel,
                         struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = { { "as_of", sel->as_of }, { 0 } };
    TRY(duck_query(store_duck(s), &r, sql_of("coverage"), p, err));
    struct coverage *c = NULL;
    while (duck_next(r)) {
        struct coverage next = {
            .adapter = duck_text(r, 0, &w->arena),
            .reporter = (int)duck_int(r, 1),
            .direction = duck_text(r, 2, &w->arena),
            .freq = *duck_text(r, 3, &w->arena),
        };
        if (!c || compare_coverage(c, &next)) {
            w->coverage = arena_grow(&w->arena, w->coverage, (size_t)w->coverages, sizeof *c);
            c = &w->coverage[w->coverages++];
            *c = next;
        }
        int index = period_index((int)duck_int(r, 4));
        publish(c, &w->arena, index, duck_bool(r, 5));
    }
    find_last(w);
    if (w->coverages)
        qsort(w->coverage, (size_t)w->coverages, sizeof *c, compare_coverage);
    return duck_end(r, err);
}

static int compare_renumbering(const void *x, const void *y)
{
    const struct renumbering *a = x, *b = y;
    int c = strcmp(a->family, b->family);
    c = c ? c : strcmp(a->adapter, b->adapter);
    c = c ? c : strcmp(a->direction, b->direction);
    return c ? c : a->freq - b->freq;
}

static int read_renumberings(struct walk *w, struct store *s, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(duck_query(store_duck(s), &r, sql_of("renumbering"), NULL, err));
    while (duck_next(r)) {
        w->renumbering = arena_grow(&w->arena, w->renumbering, (size_t)w->renumberings,
                                    sizeof *w->renumbering);
        w->renumbering[w->renumberings++] = (struct renumbering){
            .adapter = duck_text(r, 0, &w->arena),
            .direction = duck_text(r, 1, &w->arena),
            .freq = *duck_text(r, 2, &w->arena),
            .family = duck_text(r, 3, &w->arena),
            .from = duck_null(r, 4) ? 0 : period_index((int)duck_int(r, 4)),
            .until = duck_null(r, 5) ? 0 : period_index((int)duck_int(r, 5)),
        };
    }
    if (w->renumberings)
        qsort(w->renumbering, (size_t)w->renumberings, sizeof *w->renumbering,
              compare_renumbering);
    return duck_end(r, err);
}

/* --- one series --- */

static const struct coverage *coverage_of(const struct walk *w, const struct series *s)
{
    struct coverage key = { .adapter = s->adapter, .direction = s->direction, .freq = s->freq,
                            .reporter = s->reporter };
    return bsearch(&key, w->coverage, (size_t)w->coverages, sizeof key, compare_coverage);
}

/* The status of every period by what the reporter published, no row seen yet. */
static void lay_out(struct walk *w)
{
    struct series *s = &w->series;
    const struct coverage *c = coverage_of(w, s);
    s->from = c ? c->from : s->first;
    s->until = c ? c->until : s->first;
    s->first = c ? c->first : s->first;
    s->n = c ? c->last - s->first + 1 : 1;
    if (c && c->n > s->n)
        s->n = c->n;
    size_t n = (size_t)s->n;
    s->value = arena_array(&w->scratch, double, n);
    s->weight = arena_array(&w->scratch, double, n);
    s->status = arena_array(&w->scratch, enum point_status, n);
    for (int i = 0; i < s->n; i++) {
        int index = s->first + i;
        bool published = c && i < c->n && c->published[i];
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
    struct renumbering key = { .adapter = s->adapter, .direction = s->direction,
                               .family = s->unit, .freq = s->freq };
    const struct renumbering *r = bsearch(&key, w->renumbering, (size_t)w->renumberings,
                                          sizeof key, compare_renumbering);
    for (int i = 0; r && i < s->n; i++) {
        int index = s->first + i;
        bool outside = (r->from && index < r->from) || (r->until && index > r->until);
        if (outside && (s->status[i] == POINT_NONE || s->status[i] == POINT_ZERO)) {
            s->status[i] = POINT_NOT_COVERED;
            s->value[i] = NAN;
        }
    }
}

static int finish(struct walk *w, struct err *err)
{
    if (!w->series.unit)
        return 0;
    cut_renumbered(w);
    TRY(w->fn(w->ctx, &w->series, err));
    w->series.unit = NULL;
    arena_free(&w->scratch);
    return 0;
}

static bool is_same(const struct series *a, const struct series *b)
{
    return a->unit && a->exporter == b->exporter && a->importer == b->importer &&
           a->freq == b->freq && !strcmp(a->unit, b->unit) &&
           !strcmp(a->direction, b->direction) && !strcmp(a->currency, b->currency) &&
           !strcmp(a->valuation, b->valuation) && !strcmp(a->adapter, b->adapter) &&
           !strcmp(a->measured_in, b->measured_in);
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
        .first = period_index((int)duck_int(r, 10)),
    };
}

static void read_point(struct series *s, const struct duck_rows *r)
{
    int i = period_index((int)duck_int(r, 10)) - s->first;
    if (i < 0 || i >= s->n || s->status[i] != POINT_NONE)
        return; /* of a month that the reporter has not published yet */
    double v = duck_real(r, 11);
    s->value[i] = v;
    s->weight[i] = duck_null(r, 12) ? 0 : duck_real(r, 12);
    s->status[i] = duck_bool(r, 13) && isnan(v) ? POINT_CONFIDENTIAL
                   : v == 0                     ? POINT_ZERO
                                                : POINT_REPORTED;
}

static int walk_rows(struct walk *w, struct duck_rows *r, struct err *err)
{
    CLEANUP(arena_free) struct arena key_arena = { 0 };
    struct series key;
    int taken = 0;
    while (duck_next(r)) {
        read_key(&key, r, &key_arena);
        if (!is_same(&w->series, &key)) {
            TRY(finish(w, err));
            read_key(&w->series, r, &w->scratch);
            lay_out(w);
        }
        read_point(&w->series, r);
        if (++taken % 4096 == 0)
            arena_free(&key_arena);
    }
    TRY(duck_end(r, err));
    return finish(w, err);
}

static void walk_free(struct walk *w)
{
    arena_free(&w->arena);
    arena_free(&w->scratch);
}

int series_each(struct store *s, const struct selection *sel, series_fn fn, void *ctx,
                struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(walk_free) struct walk w = { .fn = fn, .ctx = ctx };
    TRY(read_coverage(&w, s, sel, err));
    TRY(read_renumberings(&w, s, err));
    TRY(duck_stream(store_duck(s), &r, sql_of("stream"), NULL, err));
    return walk_rows(&w, r, err);
}

/* --- units and sources --- */

int series_units(struct store *s, struct units *out, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    *out = (struct units){ 0 };
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
    return units->count ? bsearch(unit, units->unit, (size_t)units->count, sizeof *units->unit,
                                  compare_unit)
                        : NULL;
}

int series_sources(struct store *s, const struct selection *sel, struct series_source **out,
                   int *count, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = { { "as_of", sel->as_of }, { 0 } };
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
