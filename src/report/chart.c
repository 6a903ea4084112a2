/* SPDX-License-Identifier: Apache-2.0 */
#include "report/chart.h"

#include <math.h>

#include "report/html.h"
#include "report/table.h"

static double highest(const double *v, int n)
{
    double max = 0;
    for (int i = 0; i < n; i++)
        if (v[i] > max)
            max = v[i];
    return max;
}

void chart_spark(struct buf *to, const double *value, int n)
{
    static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    double max = highest(value, n);
    for (int i = 0; i < n; i++) {
        if (isnan(value[i]))
            buf_puts(to, " ");
        else if (value[i] <= 0)
            buf_puts(to, ".");
        else
            buf_puts(to, blocks[(int)fmin(7, floor(8 * value[i] / max))]);
    }
}

enum { WIDTH = 360, HEIGHT = 120, LEFT = 46, RIGHT = 8, TOP = 8, BOTTOM = 18 };

struct scale {
    const struct series *s;
    double max;
};

static double x_of(const struct scale *c, double i)
{
    return LEFT + (WIDTH - LEFT - RIGHT) * (c->s->n > 1 ? i / (c->s->n - 1) : 0.5);
}

static double y_of(const struct scale *c, double v)
{
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * v / c->max;
}

static void add_amount(struct buf *to, double v)
{
    static const struct column amount = {"", "", STYLE_AMOUNT, EVERYWHERE};
    cell_format(to, &amount, &(struct cell){.number = v});
}

static void add_axes(struct buf *to, const struct scale *c)
{
    char label[16];
    buf_printf(to, "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>", LEFT,
               WIDTH - RIGHT, HEIGHT - BOTTOM, HEIGHT - BOTTOM);
    buf_printf(to, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", LEFT - 4, TOP + 8);
    add_amount(to, c->max);
    buf_printf(to, "</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">0</text>", LEFT - 4,
               HEIGHT - BOTTOM);
    for (int k = 0; k < 3; k++) {
        int i = k * (c->s->n - 1) / 2;
        buf_printf(to, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>", x_of(c, i),
                   HEIGHT - 4,
                   k == 0   ? "start"
                   : k == 1 ? "middle"
                            : "end",
                   period_text(label, period_of(c->s->first + i, c->s->freq)));
    }
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

static void add_dots(struct buf *to, const struct scale *c)
{
    char label[16];
    for (int i = 0; i < c->s->n; i++) {
        if (isnan(c->s->value[i]))
            continue;
        buf_printf(
            to, "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"2\"><title>%s: ", x_of(c, i),
            y_of(c, c->s->value[i]), period_text(label, period_of(c->s->first + i, c->s->freq)));
        add_amount(to, c->s->value[i]);
        buf_puts(to, " ");
        html_text(to, c->s->measured_in);
        buf_puts(to, "</title></circle>");
    }
}

static void add_level(struct buf *to, const struct scale *c, double from, double until, double v)
{
    buf_printf(to, "<line class=\"level\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
               x_of(c, from), x_of(c, until), y_of(c, v), y_of(c, v));
}

static void add_finding(struct buf *to, const struct scale *c, const struct finding *f)
{
    double at = fmax(f->since - c->s->first, 0), half = at - 0.5;
    double after = f->value_after / f->after, before = f->value_before / f->after;
    if (half > 0)
        add_level(to, c, fmax(half - f->before, 0), half, before);
    add_level(to, c, fmax(half, 0), c->s->until - c->s->first, after);
    buf_printf(to, "<line class=\"mark\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
               x_of(c, fmax(half, 0)), x_of(c, fmax(half, 0)), TOP, HEIGHT - BOTTOM);
}

void chart_svg(struct buf *to, const struct series *s, const struct finding *finding)
{
    struct scale c = {s, highest(s->value, s->n)};
    c.max = c.max > 0 ? c.max : 1;
    buf_printf(to, "<svg viewBox=\"0 0 %d %d\" role=\"img\"><title>", WIDTH, HEIGHT);
    html_text(to, s->unit);
    buf_puts(to, "</title>");
    add_axes(to, &c);
    if (finding)
        add_finding(to, &c, finding);
    add_line(to, &c);
    add_dots(to, &c);
    buf_puts(to, "</svg>");
}
