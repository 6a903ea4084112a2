/* shift.c - the full robust fit of one series, or its level shifts one after the other.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/points.h"
#include "fit/ltsts.h"
#include "fit/multiple.h"
#include "report/json.h"

enum { WEDGE_MAX = 4000000, LEAST = 9, SEASONS_FOR_DEFAULT = 3 };

struct fit {
    const struct request *q;
    struct arena *arena;
    struct points p;
    struct ltsts_options o;
    int known;
};

/* --- what was asked --- */

static int take_terms(struct fit *f, struct err *err)
{
    const struct request *q = f->q;
    int seasons = q->season > 0 ? f->p.n / q->season : 0;
    int seasonal = q->seasonal >= 0                                     ? q->seasonal
                   : q->multiple                                        ? 1
                   : seasons >= SEASONS_FOR_DEFAULT && f->p.freq != 'A' ? 102
                                                                        : 0;
    f->o.terms = (struct model_terms){
        .trend = q->trend >= 0 ? q->trend : !q->multiple,
        .harmonics = seasonal % 100,
        .amplitude = seasonal / 100,
        .season = q->season,
    };
    if (f->o.terms.trend > 3 || f->o.terms.amplitude > 3)
        return err_set(err, ERR_USAGE, "--trend and the hundreds of --seasonal go up to 3");
    if (2 * f->o.terms.harmonics > q->season) {
        err_set(err, ERR_USAGE, "--seasonal %d: more harmonics than half a season of %d", seasonal,
                q->season);
        return err_hint(err, "102 is 2 harmonics whose height changes linearly");
    }
    return 0;
}

static int take_positions(struct fit *f, struct err *err)
{
    const char *text = f->q->positions;
    int end = 0;
    if (!text) {
        ltsts_everywhere(&f->o, f->p.n);
    } else if (!strcmp(text, "none")) {
        f->o.first = f->o.last = 0;
    } else if (sscanf(text, "%d..%d%n", &f->o.first, &f->o.last, &end) != 2 || text[end] ||
               f->o.first < 2 || f->o.last > f->p.n || f->o.first > f->o.last) {
        err_set(err, ERR_USAGE, "--positions '%s' is no range within 2..%d", text, f->p.n);
        return err_hint(err, "14..35: the first value of the new level, counted from 1; or none");
    }
    if ((double)(f->o.last - f->o.first + 1) * f->p.n > WEDGE_MAX) {
        err_set(err, ERR_LIMIT, "%d positions in a series of %d values are too many for a full fit",
                f->o.last - f->o.first + 1, f->p.n);
        return err_hint(err, "--positions A..B narrows the search; weir changepoints takes long "
                             "series");
    }
    return 0;
}

static int take_logs(struct fit *f, struct err *err)
{
    for (int i = 0; i < f->p.n && f->q->logs; i++) {
        if (f->p.y[i] <= 0)
            return err_set(err, ERR_USAGE, "--log: the value of %s is not positive",
                           points_period(&f->p, i, f->arena));
        f->p.y[i] = log(f->p.y[i]);
    }
    return 0;
}

static int check_values(struct fit *f, struct err *err)
{
    double least = INFINITY, most = -INFINITY;
    for (int i = 0; i < f->p.n; i++)
        if (isfinite(f->p.y[i])) {
            f->known++;
            least = fmin(least, f->p.y[i]);
            most = fmax(most, f->p.y[i]);
        }
    if (f->known < LEAST)
        return err_set(err, ERR_INPUT, "%d known values are too few for a fit: %d are needed",
                       f->known, LEAST);
    if (!(most > least))
        return err_set(err, ERR_INPUT, "all %d values are %g: there is nothing to fit", f->known,
                       least);
    return 0;
}

static int prepare(struct fit *f, struct err *err)
{
    TRY(points_read(&f->p, f->arena, f->q, err));
    TRY(check_values(f, err));
    TRY(take_logs(f, err));
    TRY(take_terms(f, err));
    f->o.h = f->q->h;
    f->o.level = f->q->conflev;
    if (f->o.h && (f->o.h < f->p.n / 2 || f->o.h > f->p.n))
        return err_set(err, ERR_USAGE, "--h %d is not within half and all of %d values", f->o.h,
                       f->p.n);
    return f->q->multiple ? 0 : take_positions(f, err);
}

static int too_short(const struct fit *f, struct err *err)
{
    err_set(err, ERR_INPUT, "%d known values are too few for this model", f->known);
    return err_hint(err, "--seasonal 0 or --trend 0 makes it smaller");
}

/* --- one fit --- */

static const struct column coefficient_columns[] = {
    {"name", "term", STYLE_TEXT, EVERYWHERE}, {"value", "coefficient", STYLE_NUMBER, EVERYWHERE},
    {"se", "se", STYLE_NUMBER, EVERYWHERE},   {"t", "t", STYLE_NUMBER, EVERYWHERE},
    {"p", "p", STYLE_P, EVERYWHERE},
};

static struct table coefficients(const struct ltsts_fit *l, struct arena *a)
{
    struct table t = table_new(coefficient_columns, 5, a);
    for (int i = 0; i < l->coefficients; i++) {
        table_text(&t, l->name[i]);
        table_number(&t, l->coef[i]);
        table_number(&t, l->se[i]);
        table_number(&t, l->t[i]);
        table_number(&t, l->p[i]);
    }
    return t;
}

static void add_outliers(struct buf *b, const struct fit *f, const struct ltsts_fit *l)
{
    int count = 0;
    for (int i = 0; i < l->n; i++)
        if (l->outlier[i])
            buf_printf(b, "%s%s (%+.1f)",
                       count++ ? ", " : "outliers: ", points_period(&f->p, i, f->arena),
                       l->residual[i]);
    buf_puts(b, count ? "\n" : "no outliers\n");
}

static const char *head_of(const struct fit *f, const struct ltsts_fit *l)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_printf(&b, "%s: %d values, %d known%s\n", f->p.title, l->n, f->known,
               f->q->logs ? ", logarithms" : "");
    if (l->positions) {
        buf_printf(&b, "level shift at %s (position %d, the best of %d): ",
                   points_period(&f->p, l->position - 1, f->arena), l->position, l->positions);
        buf_printf(&b, "%+.6g, p %.3g for all positions tried\n", l->coef[l->coefficients - 1],
                   l->shift_p);
    }
    add_outliers(&b, f, l);
    buf_puts(&b, "\n");
    return arena_strdup(f->arena, b.s);
}

static const char *foot_of(const struct fit *f, const struct ltsts_fit *l)
{
    return arena_printf(f->arena,
                        "least trimmed squares: objective %.7g over the best %d of %d values, "
                        "scale %.6g, t with %d degrees of freedom\n"
                        "method LTSts, trend %d, %d harmonics (season %g, height of order %d), "
                        "outliers at %g\n%s",
                        l->objective, l->h, f->known, l->scale, l->df, f->o.terms.trend,
                        f->o.terms.harmonics, f->o.terms.season, f->o.terms.amplitude,
                        f->o.level > 0 ? f->o.level : 0.975, f->p.sources);
}

static void json_key(struct buf *b, const char *key, double v)
{
    buf_printf(b, ",\n \"%s\": ", key);
    json_number(b, v);
}

static void json_numbers(struct buf *b, const char *key, const double *v, int n)
{
    buf_printf(b, ",\n \"%s\": [", key);
    for (int i = 0; i < n; i++) {
        buf_puts(b, i ? ", " : "");
        json_number(b, v[i]);
    }
    buf_puts(b, "]");
}

/* The marked places, counted from 1; or all as 0 and 1. */
static void json_marks(struct buf *b, const char *key, const bool *mark, int n, bool positions)
{
    int count = 0;
    buf_printf(b, ",\n \"%s\": [", key);
    for (int i = 0; i < n; i++)
        if (mark[i] || !positions)
            buf_printf(b, "%s%d", count++ ? ", " : "", positions ? i + 1 : mark[i]);
    buf_puts(b, "]");
}

static void json_coefficients(struct buf *b, const struct ltsts_fit *l)
{
    buf_puts(b, ",\n \"coefficients\": [");
    for (int i = 0; i < l->coefficients; i++) {
        const double v[] = {l->coef[i], l->se[i], l->t[i], l->p[i]};
        buf_printf(b, "%s\n  {\"name\": \"%s\"", i ? "," : "", l->name[i]);
        for (int k = 0; k < 4; k++) {
            buf_printf(b, ", \"%s\": ", coefficient_columns[k + 1].key);
            json_number(b, v[k]);
        }
        buf_puts(b, "}");
    }
    buf_puts(b, "]");
}

static void json_wedge(struct buf *b, const struct fit *f, const struct ltsts_fit *l)
{
    buf_printf(b, ",\n \"wedge\": {\"first_position\": %d, \"residuals\": [", f->o.first);
    for (int k = 0; k < l->positions; k++) {
        buf_puts(b, k ? ",\n  [" : "\n  [");
        for (int i = 0; i < l->n; i++) {
            buf_puts(b, i ? ", " : "");
            json_number(b, l->wedge[k * l->n + i]);
        }
        buf_puts(b, "]");
    }
    buf_puts(b, "]}");
}

static const char *json_of(const struct fit *f, const struct ltsts_fit *l)
{
    CLEANUP(buf_free) struct buf b = {0};
    double *raw = arena_array(f->arena, double, (size_t)l->n);
    for (int i = 0; i < l->n; i++)
        raw[i] = f->p.y[i] - l->fitted[i];
    buf_puts(&b, "{\"series\": ");
    json_text(&b, f->p.title);
    buf_printf(&b, ",\n \"n\": %d, \"h\": %d, \"trend\": %d, \"harmonics\": %d, \"amplitude\": %d",
               l->n, l->h, f->o.terms.trend, f->o.terms.harmonics, f->o.terms.amplitude);
    json_key(&b, "objective", l->objective);
    json_key(&b, "position", l->positions ? l->position : (double)NAN);
    if (l->positions && f->p.freq)
        buf_printf(&b, ",\n \"period\": \"%s\"", points_period(&f->p, l->position - 1, f->arena));
    json_key(&b, "positions_tried", l->positions);
    json_key(&b, "p_level_shift", l->shift_p);
    json_key(&b, "p_last_harmonic", l->harmonic_p);
    json_key(&b, "scale", l->scale);
    json_coefficients(&b, l);
    json_marks(&b, "outliers", l->outlier, l->n, true);
    json_marks(&b, "weights", l->keep, l->n, false);
    json_numbers(&b, "residuals", l->residual, l->n);
    json_numbers(&b, "raw_residuals", raw, l->n);
    json_numbers(&b, "fitted", l->fitted, l->n);
    if (f->q->wedge)
        json_wedge(&b, f, l);
    buf_puts(&b, "}\n");
    return arena_strdup(f->arena, b.s);
}

/* --- several shifts --- */

static const struct column shift_columns[] = {
    {"position", "position", STYLE_INT, EVERYWHERE},
    {"period", "period", STYLE_TEXT, EVERYWHERE},
    {"p", "p", STYLE_P, EVERYWHERE},
};

static const char *json_of_shifts(const struct fit *f, const struct shifts *s)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_puts(&b, "{\"series\": ");
    json_text(&b, f->p.title);
    buf_puts(&b, ",\n \"shifts\": [");
    for (int i = 0; i < s->count; i++) {
        buf_printf(&b, "%s{\"position\": %d, \"p\": ", i ? ", " : "", s->position[i]);
        json_number(&b, s->p[i]);
        buf_puts(&b, "}");
    }
    buf_puts(&b, "]");
    json_marks(&b, "outliers", s->final.outlier, s->final.n, true);
    json_coefficients(&b, &s->final);
    buf_puts(&b, "}\n");
    return arena_strdup(f->arena, b.s);
}

static int several(struct answer *out, struct fit *f, struct err *err)
{
    struct shifts s;
    struct shifts_options o = {.fit = f->o};
    if ((double)f->p.n * f->p.n > WEDGE_MAX) {
        err_set(err, ERR_LIMIT, "a series of %d values is too long for --multiple", f->p.n);
        return err_hint(err, "weir changepoints takes long series");
    }
    if (!ltsts_shifts(&s, f->p.y, f->p.n, &o, f->arena))
        return too_short(f, err);
    out->table = table_new(shift_columns, 3, f->arena);
    for (int i = 0; i < s.count; i++) {
        table_number(&out->table, s.position[i]);
        table_text(&out->table, points_period(&f->p, s.position[i] - 1, f->arena));
        table_number(&out->table, s.p[i]);
    }
    CLEANUP(buf_free) struct buf b = {0};
    buf_printf(&b, "%s: %d level shifts, in the order found\n", f->p.title, s.count);
    add_outliers(&b, f, &s.final);
    buf_puts(&b, "\n");
    out->head = arena_strdup(f->arena, b.s);
    out->json = json_of_shifts(f, &s);
    out->foot = f->p.sources;
    return 0;
}

int app_shift(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    struct fit f = {.q = q, .arena = a};
    struct ltsts_fit l;
    TRY(prepare(&f, err));
    if (q->multiple)
        return several(out, &f, err);
    if (!ltsts_fit(&l, f.p.y, f.p.n, &f.o, a))
        return too_short(&f, err);
    out->table = coefficients(&l, a);
    out->head = head_of(&f, &l);
    out->foot = foot_of(&f, &l);
    out->json = json_of(&f, &l);
    return 0;
}
