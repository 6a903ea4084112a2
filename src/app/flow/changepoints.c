/* changepoints.c - what the panel detector reads in one series.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "app/flow/points.h"
#include "detect/reading.h"
#include "stats/order.h"

struct changepoints_params {
    struct words words;
    struct points_params points;
    int season;
};

static const struct column columns[] = {
    {"index", "index", STYLE_INT, DATA_ONLY},
    {"period", "from", STYLE_TEXT, EVERYWHERE},
    {"low", "earliest", STYLE_TEXT, EVERYWHERE},
    {"high", "latest", STYLE_TEXT, EVERYWHERE},
    {"kind", "kind", STYLE_TEXT, EVERYWHERE},
    {"direction", "direction", STYLE_TEXT, EVERYWHERE},
    {"size", "size", STYLE_NUMBER, EVERYWHERE},
    {"size_low", "low", STYLE_NUMBER, EVERYWHERE},
    {"size_high", "high", STYLE_NUMBER, EVERYWHERE},
    {"p", "p", STYLE_P, EVERYWHERE},
    {"test", "test", STYLE_TEXT, EVERYWHERE},
};

static struct table table_of(const struct readings *r, const struct points *p, struct arena *a)
{
    struct table t = table_new(columns, sizeof columns / sizeof *columns, a);
    for (int i = 0; i < r->count; i++) {
        const struct reading *x = &r->reading[i];
        table_number(&t, x->at);
        table_text(&t, points_period(p, x->at, a));
        table_text(&t, points_period(p, x->low, a));
        table_text(&t, points_period(p, x->high, a));
        table_text(&t, finding_kind_name(x->kind));
        table_text(&t, x->direction > 0 ? "up" : "down");
        table_number(&t, x->size);
        table_number(&t, x->size_low);
        table_number(&t, x->size_high);
        table_number(&t, x->p);
        table_text(&t, x->test);
    }
    return t;
}

static void add_reading(struct facts *f, const struct reading *x, const struct points *p)
{
    facts_open(f, NULL, FACT_OBJECT);
    facts_text(f, "kind", finding_kind_name(x->kind));
    facts_text(f, "direction", x->direction > 0 ? "up" : "down");
    facts_number(f, "index", x->at);
    facts_number(f, "low", x->low);
    facts_number(f, "high", x->high);
    facts_text(f, "period", points_period(p, x->at, f->arena));
    facts_number(f, "size", x->size);
    facts_number(f, "size_low", x->size_low);
    facts_number(f, "size_high", x->size_high);
    facts_number(f, "p", x->p);
    facts_text(f, "test", x->test);
    facts_close(f);
}

/* A spike is a value, not the beginning of another regime. */
static void add_changes(struct facts *f, const struct readings *r)
{
    int last = -1;
    facts_open(f, "changepoints", FACT_LIST);
    for (int i = 0; i < r->count; i++) {
        const struct reading *x = &r->reading[i];
        if (x->kind == FINDING_SPIKE || x->at == last)
            continue;
        facts_number(f, NULL, x->at);
        last = x->at;
    }
    facts_close(f);
}

/* How much of it was taken out; NAN: nothing. */
static double effect_of(const struct calendar_effects *e, enum month_effect effect)
{
    return e->slope[effect] != 0 ? e->slope[effect] : (double)NAN;
}

static struct fact *facts_of(const struct readings *r, const struct calendar_effects *e,
                             const struct points *p, struct arena *a)
{
    struct facts f = facts_new(a);
    facts_open(&f, NULL, FACT_OBJECT);
    facts_text(&f, "series", p->title);
    add_changes(&f, r);
    facts_open(&f, "readings", FACT_LIST);
    for (int i = 0; i < r->count; i++)
        add_reading(&f, &r->reading[i], p);
    facts_close(&f);
    facts_text(&f, "scale", scale_name(r->scale));
    facts_number(&f, "phi", r->course.phi);
    facts_truth(&f, "trend", r->trend);
    facts_truth(&f, "seasonal", r->seasonal);
    facts_number(&f, "working_days", effect_of(e, MONTH_WORKING_DAYS));
    facts_number(&f, "new_year", effect_of(e, MONTH_NEW_YEAR));
    facts_close(&f);
    return f.root;
}

static const char *head_of(const struct readings *r, const struct calendar_effects *e,
                           const struct points *p, struct arena *a)
{
    if (!r->scale)
        return arena_printf(a, "%s: too few values to say anything\n\n", p->title);
    const char *days = calendar_words(e, a);
    return arena_printf(a, "%s: %d values on the %s scale%s%s%s%s%s%s\n\n", p->title, p->n,
                        scale_name(r->scale), r->seasonal ? ", a season taken out" : "",
                        days ? ", " : "", days ? days : "", days ? " taken out" : "",
                        r->trend ? ", about a trend" : "", r->count ? "" : ": no change is sure");
}

/* Their number.  Where nothing was traded before or after, the first or last trade is there to see,
 * and p says how well it stands apart from trade that comes and goes. */
static int drop_unsure(struct readings *r)
{
    int all = r->count;
    r->count = 0;
    for (int i = 0; i < all; i++)
        if (r->reading[i].p <= READING_SURE || r->reading[i].kind == FINDING_NEW ||
            r->reading[i].kind == FINDING_ENDED)
            r->reading[r->count++] = r->reading[i];
    return all - r->count;
}

static const double far_off = 6, twice = 2; /* deviations, and the least factor */

/* The distance of a value from the level before or after it, the nearer, as a logarithm; NAN: there
 * is none.  (The level found for one value alone is that value.) */
static double off_level(const struct readings *r, const double *y, int i, int n)
{
    double before = i > 0 ? log(y[i] / r->fitted[i - 1]) : (double)NAN;
    double after = i + 1 < n ? log(y[i] / r->fitted[i + 1]) : (double)NAN;
    return !(y[i] > 0) || (isnan(before) && isnan(after)) ? (double)NAN
           : isnan(after) || fabs(before) < fabs(after)   ? before
                                                          : after;
}

/* The value that lies furthest from the level; -1: none lies far. */
static int furthest(const struct readings *r, const double *y, int n, struct arena *a)
{
    double *off = arena_array(a, double, (size_t)n + 1);
    int there = 0, most = -1;
    for (int i = 0; i < n; i++) {
        double d = off_level(r, y, i, n);
        if (isnan(d))
            continue;
        off[there++] = d;
        most = most < 0 || fabs(d) > fabs(off_level(r, y, most, n)) ? i : most;
    }
    double least = there ? fmax(far_off * order_mad(off, there), log(twice)) : 0;
    return most >= 0 && fabs(off_level(r, y, most, n)) > least ? most : -1;
}

/* One value far from the level, where none is told from chance. */
static void say_furthest(const struct readings *r, const double *y, const struct points *p,
                         struct session *s)
{
    CLEANUP(buf_free) struct buf times = {0};
    int i = r->scale == SCALE_LOG ? furthest(r, y, p->n, s->arena) : -1;
    for (int k = 0; i >= 0 && k < r->count; k++)
        if (r->reading[k].at <= i + 1 && r->reading[k].at >= i - 1)
            return;
    if (i < 0)
        return;
    number_format(&times, exp(off_level(r, y, i, p->n)), STYLE_RATIO);
    session_note(s, NOTE_REMARK,
                 "%s is %s times the level beside it: what one value does by itself is told from "
                 "chance among other series (weir surge), not in one",
                 points_period(p, i, s->arena), buf_str(&times));
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct changepoints_params *q = params;
    struct arena *a = s->arena;
    struct points p;
    struct readings r;
    TRY(points_read(&p, s, &q->points, err));
    int season = p.freq == 'A' ? 0 : q->season;
    struct calendar_effects effects = {{0}, {0}};
    struct read_window w = {p.y, p.n, 0, p.first, season};
    if (p.freq == 'M')
        effects = calendar_alone(w.y, w.n, w.first);
    calendar_take_out(&w, &effects, a);
    read_alone(&r, w.y, w.n, w.season, p.freq == 'A', 0, a);
    int unsure = drop_unsure(&r);
    if (unsure)
        session_note(s, NOTE_REMARK, "%d more that may be chance %s left out: with a p above %g",
                     unsure, unsure == 1 ? "is" : "are", READING_SURE);
    say_furthest(&r, w.y, &p, s);
    out->table = table_of(&r, &p, a);
    out->head = head_of(&r, &effects, &p, a);
    out->facts = facts_of(&r, &effects, &p, a);
    out->foot = arena_printf(a,
                             "sizes are %s; p is for all places and kinds of change; neighbouring "
                             "values repeat each other by %.2f\n%s",
                             r.scale == SCALE_LINEAR ? "differences" : "ratios", r.course.phi,
                             p.sources);
    return 0;
}

static const struct param params[] = {
    FLOW_FROM(changepoints_params, points.flow),
    FLOW_TO(changepoints_params, points.flow),
    FLOW_GOODS(changepoints_params, points.flow),
    FLOW_MEASURES(changepoints_params, points.flow),
    FLOW_CURRENCY(changepoints_params, points.flow),
    POINTS_FILE(changepoints_params, points),
    {PARAM(changepoints_params, season, "season", COUNT, "N", "values in a season, 12 unless told",
           NOTHING),
     .fallback = 12, .most = 10000},
    {0},
};

const struct question question_changepoints = {
    .name = "changepoints",
    .arguments = "",
    .summary = "say what the panel detector reads in one series",
    .text = "Level shifts with their date, size and 95 % intervals, changes of growth, spikes, "
            "first and last trade: what weir surge reads in each of many series, here for one. "
            "Nothing is to be set. Indices count from 0 and name the first value of the new "
            "regime. docs/method/changepoints.md describes the method.",
    .examples = "weir changepoints --from EU27 --to KGZ --code 870324\n"
                "weir changepoints --series plants.csv --column quantity --json",
    .params = params,
    .size = sizeof(struct changepoints_params),
    .needs = NEEDS_READ,
    .traced = true,
    .method = "docs/method/changepoints.md",
    .notes = true,
    .shape = "{series text, changepoints [int], readings [{kind text, direction text, index int, "
             "low int, high int, period text, size number, size_low number, size_high number, "
             "p number, test text}], scale text, phi number, trend truth, seasonal truth, "
             "working_days number, new_year number, notes [text]}",
    .run = run,
};
