/* SPDX-License-Identifier: Apache-2.0 */
#include "report/strip.h"

#include <math.h>
#include <stdbool.h>

#include "report/chart.h"
#include "report/html.h"

enum { WIDE = 520, HIGH = 56, SIDE = 14, LINE = 34, APART = 70 };

struct range {
    double least, most;
    bool logarithmic;
    int count;
};

static void take(struct range *r, double v)
{
    if (!isfinite(v))
        return;
    r->least = r->count ? fmin(r->least, v) : v;
    r->most = r->count ? fmax(r->most, v) : v;
    r->count++;
}

static struct range range_of(const struct strip *s)
{
    struct range r = {0};
    const double ends[] = {s->value, s->low, s->high, s->claimed};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        take(&r, ends[i]);
    for (int i = 0; i < s->others; i++)
        take(&r, s->other[i]);
    r.logarithmic = r.least > 0 && r.most > 100 * r.least;
    if (!r.logarithmic && r.least > 0)
        r.least = 0;
    return r;
}

static double x_of(const struct range *r, double v)
{
    double at = r->logarithmic       ? log(v / r->least) / log(r->most / r->least)
                : r->most > r->least ? (v - r->least) / (r->most - r->least)
                                     : 0.5;
    return SIDE + (WIDE - 2 * SIDE) * at;
}

static void add_text(struct buf *to, const char *shade, double x, double y, const char *text)
{
    const char *anchor = x < APART ? "start" : x > WIDE - APART ? "end" : "middle";
    chart_text(to, shade, x, y, anchor, text);
}

void strip_svg(struct buf *to, const struct strip *s)
{
    struct range r = range_of(s);
    if (r.count < 2 || !isfinite(s->value))
        return;
    buf_printf(to, "<svg class=\"strip\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", WIDE,
               HIGH);
    html_text(to, s->label);
    buf_printf(to, "\"><path class=\"grid\" d=\"M%d %dh%d\"/>", SIDE, LINE, WIDE - 2 * SIDE);
    if (isfinite(s->low) && isfinite(s->high))
        buf_printf(to, "<path class=\"reach\" d=\"M%.1f %dH%.1f\"/>", x_of(&r, s->low), LINE,
                   x_of(&r, s->high));
    for (int i = 0; i < s->others; i++)
        if (isfinite(s->other[i]))
            buf_printf(to, "<circle class=\"other\" cx=\"%.1f\" cy=\"%d\" r=\"4\"/>",
                       x_of(&r, s->other[i]), LINE);
    if (isfinite(s->claimed)) {
        buf_printf(to, "<path class=\"event\" d=\"M%.1f 16V%d\"/>", x_of(&r, s->claimed),
                   HIGH - 12);
        add_text(to, "evt", x_of(&r, s->claimed), 11, s->claimed_text);
    }
    buf_printf(to, "<circle class=\"found\" cx=\"%.1f\" cy=\"%d\" r=\"5.5\"/>", x_of(&r, s->value),
               LINE);
    add_text(to, "evt", x_of(&r, s->value), HIGH - 4, s->value_text);
    buf_puts(to, "</svg>");
}
