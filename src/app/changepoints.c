/* changepoints.c - what the panel detector reads in one series.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "app/points.h"
#include "detect/reading.h"
#include "report/json.h"

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

static void json_reading(struct buf *b, const struct reading *x, const struct points *p,
                         struct arena *a)
{
    const char *names[] = {"size", "size_low", "size_high", "p"};
    const double values[] = {x->size, x->size_low, x->size_high, x->p};
    buf_printf(b,
               "{\"kind\": \"%s\", \"direction\": \"%s\", \"index\": %d, \"low\": %d, "
               "\"high\": %d, \"period\": \"%s\"",
               finding_kind_name(x->kind), x->direction > 0 ? "up" : "down", x->at, x->low, x->high,
               points_period(p, x->at, a));
    for (int i = 0; i < 4; i++) {
        buf_printf(b, ", \"%s\": ", names[i]);
        json_number(b, values[i]);
    }
    buf_printf(b, ", \"test\": \"%s\"}", x->test);
}

/* A spike is a value, not the beginning of another regime. */
static const char *json_of(const struct readings *r, const struct points *p, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    int count = 0, last = -1;
    buf_puts(&b, "{\"series\": ");
    json_text(&b, p->title);
    buf_puts(&b, ",\n \"changepoints\": [");
    for (int i = 0; i < r->count; i++) {
        const struct reading *x = &r->reading[i];
        if (x->kind == FINDING_SPIKE || x->at == last)
            continue;
        buf_printf(&b, "%s%d", count++ ? ", " : "", x->at);
        last = x->at;
    }
    buf_puts(&b, "],\n \"readings\": [");
    for (int i = 0; i < r->count; i++) {
        buf_puts(&b, i ? ",\n  " : "\n  ");
        json_reading(&b, &r->reading[i], p, a);
    }
    buf_puts(&b, "],\n \"scale\": ");
    json_text(&b, r->scale);
    buf_puts(&b, ", \"phi\": ");
    json_number(&b, r->phi);
    buf_printf(&b, ", \"trend\": %s, \"seasonal\": %s}\n", r->trend ? "true" : "false",
               r->seasonal ? "true" : "false");
    return arena_strdup(a, b.s);
}

static const char *head_of(const struct readings *r, const struct points *p, struct arena *a)
{
    if (!r->scale)
        return arena_printf(a, "%s: too few values to say anything\n\n", p->title);
    return arena_printf(a, "%s: %d values on the %s scale%s%s%s\n\n", p->title, p->n, r->scale,
                        r->seasonal ? ", a season taken out" : "",
                        r->trend ? ", about a trend" : "",
                        r->count ? "" : ": no change of level is to be seen");
}

int app_changepoints(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    struct points p;
    struct readings r;
    TRY(points_read(&p, a, q, err));
    int season = p.freq == 'A' ? 0 : q->season;
    read_series(&r, p.y, p.n, season, 0, a);
    out->table = table_of(&r, &p, a);
    out->head = head_of(&r, &p, a);
    out->json = json_of(&r, &p, a);
    out->foot = arena_printf(a,
                             "sizes are %s; p is for all places of the series; neighbouring values "
                             "repeat each other by %.2f\n%s",
                             r.scale && r.scale[1] == 'i' ? "differences" : "ratios", r.phi,
                             p.sources);
    return 0;
}
