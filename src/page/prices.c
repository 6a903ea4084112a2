/* prices.c - what goods are traded at: each flow as a point of quantity and value, both on
 * logarithmic scales, with the price as a line, drawn in the page itself, without a script.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "page/page.h"
#include "report/html.h"

enum { WIDTH = 620, HEIGHT = 320, LEFT = 76, BOTTOM = 40, MARGIN = 14 };

/* A logarithmic scale from the power of ten below the least to that above the most. */
struct scale {
    int low, high; /* powers of ten */
};

struct plot {
    struct scale x, y;
    const struct fitted *of;
};

static void widen(struct scale *s, double value)
{
    int low = (int)floor(log10(value)), high = (int)ceil(log10(value));
    s->low = low < s->low ? low : s->low;
    s->high = high > s->high ? high : s->high;
}

static double share_of(const struct scale *s, double value)
{
    return (log10(value) - s->low) / (s->high - s->low);
}

static double across(const struct plot *p, double quantity)
{
    return LEFT + (WIDTH - LEFT - MARGIN) * share_of(&p->x, quantity);
}

static double down(const struct plot *p, double value)
{
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - MARGIN) * share_of(&p->y, value);
}

static struct plot plot_of(const struct fitted *f)
{
    struct plot p = {{400, -400}, {400, -400}, f};
    for (int i = 0; i < f->count; i++) {
        widen(&p.x, f->flow[i]->quantity);
        widen(&p.y, f->flow[i]->value);
    }
    p.x.high += p.x.high == p.x.low;
    p.y.high += p.y.high == p.y.low;
    return p;
}

static void add_label(struct buf *b, double x, double y, const char *anchor, double value)
{
    buf_printf(b, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
    number_format(b, value, value < 1000 ? STYLE_NUMBER : STYLE_AMOUNT);
    buf_puts(b, "</text>");
}

static void add_scales(struct buf *b, const struct plot *p)
{
    for (int i = p->x.low; i <= p->x.high; i++) {
        double x = across(p, pow(10, i));
        buf_printf(b, "<path class=\"base\" d=\"M%.1f %dV%d\"/>", x, MARGIN, HEIGHT - BOTTOM);
        add_label(b, x, HEIGHT - BOTTOM + 14, "middle", pow(10, i));
    }
    for (int i = p->y.low; i <= p->y.high; i++) {
        double y = down(p, pow(10, i));
        buf_printf(b, "<path class=\"base\" d=\"M%d %.1fH%d\"/>", LEFT, y, WIDTH - MARGIN);
        add_label(b, LEFT - 6, y + 4, "end", pow(10, i));
    }
}

/* The line of a price, as far as it lies in the plot. */
static void add_line(struct buf *b, const struct plot *p)
{
    double price = p->of->fit.price;
    double from = fmax(pow(10, p->x.low), pow(10, p->y.low) / price);
    double until = fmin(pow(10, p->x.high), pow(10, p->y.high) / price);
    if (until > from)
        buf_printf(b, "<path class=\"since\" d=\"M%.1f %.1fL%.1f %.1f\"/>", across(p, from),
                   down(p, from * price), across(p, until), down(p, until * price));
}

static void add_points(struct buf *b, const struct plot *p, const struct areas *areas)
{
    for (int i = 0; i < p->of->count; i++) {
        const struct price_flow *f = p->of->flow[i];
        char period[16];
        buf_printf(b, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s to %s, %s: ",
                   p->of->fit.outlier[i] ? "off" : "flow", across(p, f->quantity),
                   down(p, f->value), areas_iso3(areas, f->exporter),
                   areas_iso3(areas, f->importer), period_text(period, f->period));
        number_format(b, f->value / f->quantity, STYLE_NUMBER);
        buf_puts(b, "</title></circle>");
    }
}

void page_prices(struct buf *b, const struct watch *w, struct arena *a)
{
    if (!w->fitted)
        return;
    struct plot p = plot_of(w->fitted);
    int off = 0;
    for (int i = 0; i < w->fitted->count; i++)
        off += w->fitted->fit.outlier[i];
    page_element(b, "h2", arena_printf(a, "What %s is traded at", w->prices->flow[0].unit));
    buf_puts(b, "<figure class=\"corridor scatter\"><figcaption>");
    html_text(b, arena_printf(
                     a,
                     "%.4g %s (%.4g to %.4g at 95 %%), valued %s: the line. A point is one "
                     "exporter, importer and period, its weight across and its value upwards. %d "
                     "of %d are off the price (marked), at a chance of 1 %% that any would be.",
                     w->fitted->fit.price, w->prices->per, w->fitted->fit.low, w->fitted->fit.high,
                     w->prices->mixed ? "in several ways" : w->prices->valuation, off,
                     w->fitted->count));
    buf_printf(b,
               "</figcaption><svg viewBox=\"0 0 %d %d\" role=\"img\" width=\"%d\" "
               "height=\"%d\"><title>Values on weights</title>",
               WIDTH, HEIGHT, WIDTH, HEIGHT);
    add_scales(b, &p);
    add_points(b, &p, w->prices->areas);
    add_line(b, &p);
    buf_printf(b, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">kg</text></svg></figure>",
               WIDTH - MARGIN, HEIGHT - 6);
    page_lines(b, "p", w->prices->sources);
}
