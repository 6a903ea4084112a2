/* shift.c - the full robust fit of one series, or its level shifts one after the other.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/flow/points.h"
#include "fit/ltsts.h"
#include "fit/multiple.h"

struct shift_params {
    struct words words;
    struct points_params points;
    const char *positions;
    int trend, seasonal, season, h; /* trend, seasonal -1 and h 0: as fits the series */
    double conflev;                 /* 0: as the method has it */
    bool logs, multiple, wedge;
};

/* limit WEDGE_MAX: a full fit of one series, positions times values squared: refused; */
enum { WEDGE_MAX = 4000000, LEAST = 9, SEASONS_FOR_DEFAULT = 3 };

struct fit {
    const struct shift_params *q;
    struct session *session;
    struct arena *arena;
    struct points p;
    struct ltsts_options o;
    int known;
};

/* --- what was asked --- */

static int take_terms(struct fit *f, struct err *err)
{
    const struct shift_params *q = f->q;
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
    TRY(points_read(&f->p, f->session, &f->q->points, err));
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
    if (10 * count > f->known)
        session_note(f->session, NOTE_WARNING,
                     "%d of %d values are outliers: a level shift does not describe this series; "
                     "its growth or its spread may have changed (weir changepoints reads growth)",
                     count, f->known);
}

static const char *head_of(const struct fit *f, const struct ltsts_fit *l)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_printf(&b, "%s: %d values, %d known%s\n", f->p.title, l->n, f->known,
               f->q->logs ? ", logarithms" : "");
    if (l->positions) {
        const char *at = points_period(&f->p, l->position - 1, f->arena);
        buf_printf(&b, "level shift at %s (position %d, the best of %d): ", at, l->position,
                   l->positions);
        buf_printf(&b, "%+.6g, p %.3g for all positions tried\n", l->coef[l->coefficients - 1],
                   l->shift_p);
    }
    add_outliers(&b, f, l);
    return arena_printf(f->arena, "%s\n", b.s);
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

/* The marked places, counted from 1; or all as 0 and 1. */
static void add_marks(struct facts *f, const char *key, const bool *mark, int n, bool positions)
{
    facts_open(f, key, FACT_LIST);
    for (int i = 0; i < n; i++)
        if (mark[i] || !positions)
            facts_number(f, NULL, positions ? i + 1 : mark[i]);
    facts_close(f);
}

static void add_coefficients(struct facts *f, const struct ltsts_fit *l)
{
    facts_open(f, "coefficients", FACT_LIST);
    for (int i = 0; i < l->coefficients; i++) {
        facts_open(f, NULL, FACT_OBJECT);
        facts_text(f, "name", arena_strdup(f->arena, l->name[i]));
        facts_number(f, "value", l->coef[i]);
        facts_number(f, "se", l->se[i]);
        facts_number(f, "t", l->t[i]);
        facts_number(f, "p", l->p[i]);
        facts_close(f);
    }
    facts_close(f);
}

static void add_wedge(struct facts *to, const struct fit *f, const struct ltsts_fit *l)
{
    facts_open(to, "wedge", FACT_OBJECT);
    facts_number(to, "first_position", f->o.first);
    facts_open(to, "residuals", FACT_LIST);
    for (int k = 0; k < l->positions; k++)
        facts_numbers(to, NULL, l->wedge + k * l->n, l->n);
    facts_close(to);
    facts_close(to);
}

static void add_model(struct facts *to, const struct fit *f, const struct ltsts_fit *l)
{
    facts_text(to, "series", f->p.title);
    facts_number(to, "n", l->n);
    facts_number(to, "h", l->h);
    facts_number(to, "trend", f->o.terms.trend);
    facts_number(to, "harmonics", f->o.terms.harmonics);
    facts_number(to, "amplitude", f->o.terms.amplitude);
    facts_number(to, "objective", l->objective);
    facts_number(to, "position", l->positions ? l->position : (double)NAN);
    if (l->positions && f->p.freq)
        facts_text(to, "period", points_period(&f->p, l->position - 1, f->arena));
    facts_number(to, "positions_tried", l->positions);
    facts_number(to, "p_level_shift", l->shift_p);
    facts_number(to, "p_last_harmonic", l->harmonic_p);
    facts_number(to, "scale", l->scale);
}

static struct fact *facts_of(const struct fit *f, const struct ltsts_fit *l)
{
    struct facts to = facts_new(f->arena);
    double *raw = arena_array(f->arena, double, (size_t)l->n);
    for (int i = 0; i < l->n; i++)
        raw[i] = f->p.y[i] - l->fitted[i];
    facts_open(&to, NULL, FACT_OBJECT);
    add_model(&to, f, l);
    add_coefficients(&to, l);
    add_marks(&to, "outliers", l->outlier, l->n, true);
    add_marks(&to, "weights", l->keep, l->n, false);
    facts_numbers(&to, "residuals", l->residual, l->n);
    facts_numbers(&to, "raw_residuals", raw, l->n);
    facts_numbers(&to, "fitted", l->fitted, l->n);
    if (f->q->wedge)
        add_wedge(&to, f, l);
    facts_close(&to);
    return to.root;
}

/* --- several shifts --- */

static const struct column shift_columns[] = {
    {"position", "position", STYLE_INT, EVERYWHERE},
    {"period", "period", STYLE_TEXT, EVERYWHERE},
    {"p", "p", STYLE_P, EVERYWHERE},
};

static struct fact *facts_of_shifts(const struct fit *f, const struct shifts *s)
{
    struct facts to = facts_new(f->arena);
    facts_open(&to, NULL, FACT_OBJECT);
    facts_text(&to, "series", f->p.title);
    facts_open(&to, "shifts", FACT_LIST);
    for (int i = 0; i < s->count; i++) {
        facts_open(&to, NULL, FACT_OBJECT);
        facts_number(&to, "position", s->position[i]);
        facts_number(&to, "p", s->p[i]);
        facts_close(&to);
    }
    facts_close(&to);
    add_marks(&to, "outliers", s->final.outlier, s->final.n, true);
    add_coefficients(&to, &s->final);
    facts_close(&to);
    return to.root;
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
    buf_printf(&b, "%s: level shifts: %d, in the order found\n", f->p.title, s.count);
    add_outliers(&b, f, &s.final);
    out->head = arena_printf(f->arena, "%s\n", b.s);
    out->facts = facts_of_shifts(f, &s);
    out->foot = f->p.sources;
    return 0;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    struct fit f = {.q = params, .session = s, .arena = s->arena};
    struct ltsts_fit l;
    TRY(prepare(&f, err));
    if (f.q->multiple)
        return several(out, &f, err);
    if (!ltsts_fit(&l, f.p.y, f.p.n, &f.o, s->arena))
        return too_short(&f, err);
    out->table = coefficients(&l, s->arena);
    out->head = head_of(&f, &l);
    out->foot = foot_of(&f, &l);
    out->facts = facts_of(&f, &l);
    return 0;
}

static const struct param params[] = {
    FLOW_FROM(shift_params, points.flow),
    FLOW_TO(shift_params, points.flow),
    FLOW_GOODS(shift_params, points.flow),
    FLOW_MEASURES(shift_params, points.flow),
    FLOW_CURRENCY(shift_params, points.flow),
    POINTS_FILE(shift_params, points),
    {PARAM(shift_params, positions, "positions", TEXT, "A..B",
           "positions of the shift tried, or none", NOTHING)},
    {PARAM(shift_params, trend, "trend", COUNT, "N", "order of the trend, 0 to 3", NOTHING),
     .fallback = -1},
    {PARAM(shift_params, seasonal, "seasonal", COUNT, "N",
           "102: 2 harmonics, their height of order 1", NOTHING),
     .fallback = -1},
    {PARAM(shift_params, season, "season", COUNT, "N", "values in a season, 12 unless told",
           NOTHING),
     .fallback = 12, .most = 10000},
    {PARAM(shift_params, h, "h", COUNT, "N", "values that the fit keeps, 3 of 4 unless told",
           NOTHING)},
    {PARAM(shift_params, conflev, "conflev", SHARE, "SHARE",
           "level of the outlier limits, 0.975 unless told", NOTHING)},
    {PARAM(shift_params, logs, "log", FLAG, NULL, "fit the logarithms", NOTHING), .key = "logs"},
    {PARAM(shift_params, wedge, "wedge", FLAG, NULL,
           "with the residuals of every position (JSON): the double wedge plot", NOTHING)},
    {PARAM(shift_params, multiple, "multiple", FLAG, NULL, "several shifts, one after the other",
           NOTHING)},
    {0},
};

const struct question question_shift = {
    .name = "shift",
    .arguments = "",
    .summary = "fit one series with outliers and a shift of its level",
    .text = "Trend, season of varying height, level shift and outliers are fitted together by "
            "least trimmed squares (LTSts), at every position of the shift. The answer draws no "
            "random numbers. p of the shift is for all positions tried.\n"
            "\n"
            "--seasonal 102 is 2 harmonics whose height changes with a polynomial of order 1; "
            "without it 102 is taken where there are three seasons, else none. Positions count "
            "from 1 and name the first value of the new level. --multiple looks for one shift "
            "after the other, with a constant and one harmonic unless told. --series reads a "
            "column of a CSV file in place of the store; a file of bare numbers needs no header. "
            "docs/method/ltsts.md describes the method.",
    .examples = "weir shift --from IND --to RUS --code 847150 --seasonal 0\n"
                "weir shift --series plants.csv --column quantity --seasonal 102 --positions "
                "14..35 --conflev 0.99 --json\n"
                "weir shift --multiple --series plants.csv --column quantity",
    .params = params,
    .size = sizeof(struct shift_params),
    .needs = NEEDS_READ,
    .traced = true,
    .method = "docs/method/ltsts.md",
    .notes = true,
    .shape = "{series text, shifts? [{position int, p number}], n? int, h? int, trend? int, "
             "harmonics? int, amplitude? int, objective? number, position? int, period? text, "
             "positions_tried? int, p_level_shift? number, p_last_harmonic? number, "
             "scale? number, outliers [int], "
             "coefficients [{name text, value number, se number, t number, p number}], "
             "weights? [int], residuals? [number], raw_residuals? [number], fitted? [number], "
             "wedge? {first_position int, residuals [[number]]}, notes [text]}",
    .run = run,
};
