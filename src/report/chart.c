/* SPDX-License-Identifier: Apache-2.0 */
#include "report/chart.h"

#include <math.h>

#include "report/html.h"

static double highest(const double *v, int n)
{
    double max = 0;
    for (int i = 0; i < n; i++)
        if (v[i] > max)
            max = v[i];
    return max;
}

enum { WIDTH = 90, HEIGHT = 20, MARGIN = 1 };

struct scale {
    const struct series *s;
    double max;
};

static double x_of(const struct scale *c, double i)
{
    return MARGIN + (WIDTH - 2 * MARGIN) * (c->s->n > 1 ? i / (c->s->n - 1) : 0.5);
}

static double y_of(const struct scale *c, double v)
{
    return HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * v / c->max;
}

static void add_line(struct buf *to, const struct scale *c)
{
    bool open = false;
    for (int i = 0; i < c->s->n; i++) {
        if (isnan(c->s->value[i])) {
            buf_puts(to, open ? "\"/>" : "");
            open = false;
            continue;
        }
        buf_puts(to, open ? " " : "<polyline class=\"line\" points=\"");
        buf_printf(to, "%.1f,%.1f", x_of(c, i), y_of(c, c->s->value[i]));
        open = true;
    }
    buf_puts(to, open ? "\"/>" : "");
}

void chart_small(struct buf *to, const struct series *s, const struct finding *f)
{
    char first[16], last[16];
    struct scale c = {s, highest(s->value, s->n)};
    double at = x_of(&c, fmax(f->since - s->first - 0.5, 0));
    c.max = c.max > 0 ? c.max : 1;
    buf_printf(to, "<svg class=\"small\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", WIDTH,
               HEIGHT);
    html_text(to, s->unit);
    buf_printf(to, ", %s to %s\">", period_text(first, period_of(s->first, s->freq)),
               period_text(last, period_of(s->first + s->n - 1, s->freq)));
    buf_printf(to, "<line class=\"mark\" x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%d\"/>", at, at,
               HEIGHT);
    add_line(to, &c);
    buf_puts(to, "</svg>");
}
