/* corridors.c - goods that may go through others: each corridor as three small charts on one axis
 * of time, drawn in the page itself, without a script.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "page/page.h"
#include "report/html.h"

enum { SHOWN = 60, WIDTH = 620, HEIGHT = 46, LEFT = 118, BACK = 36 };

/* The periods that the three flows of a corridor are drawn over. */
struct axis {
    int first, n;
};

static double x_of(const struct axis *x, double i)
{
    return LEFT + (WIDTH - LEFT) * i / x->n;
}

static double highest(const struct series *s, const struct axis *x)
{
    double most = 0;
    for (int i = 0; i < x->n; i++)
        most = fmax(most, isnan(series_at(s, x->first + i)) ? 0 : series_at(s, x->first + i));
    return most;
}

/* A bar for each period, as one path. */
static void add_bars(struct buf *b, const struct series *s, const struct axis *x, double most)
{
    double wide = fmax((double)(WIDTH - LEFT) / x->n - 1, 1);
    buf_puts(b, "<path class=\"bars\" d=\"");
    for (int i = 0; i < x->n; i++) {
        double v = series_at(s, x->first + i), high = v > 0 ? (HEIGHT - 4) * v / most : 0;
        if (high > 0)
            buf_printf(b, "M%.1f %dv-%.1fh%.1fv%.1fz", x_of(x, i), HEIGHT, high, wide, high);
    }
    buf_puts(b, "\"/>");
}

static void add_text(struct buf *b, int x, int y, const char *anchor, const char *text)
{
    buf_printf(b, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">", x, y, anchor);
    html_text(b, text);
    buf_puts(b, "</text>");
}

/* One flow: its name, the most of a period, bars, and where it changed. */
static void add_flow(struct buf *b, const char *name, const struct series *s, const struct step *c,
                     const struct axis *x, const char *currency)
{
    CLEANUP(buf_free) struct buf most = {0};
    buf_printf(b, "<svg viewBox=\"0 0 %d %d\" role=\"img\" width=\"%d\" height=\"%d\"><title>",
               WIDTH, HEIGHT + 2, WIDTH, HEIGHT + 2);
    html_text(b, name);
    buf_puts(b, "</title>");
    add_text(b, 0, 16, "start", name);
    if (s && highest(s, x) > 0) {
        buf_puts(&most, "to ");
        number_format(&most, highest(s, x), STYLE_AMOUNT);
        buf_printf(&most, " %s", currency);
        add_text(b, 0, 34, "start", most.s);
        add_bars(b, s, x, highest(s, x));
    } else {
        add_text(b, 0, 34, "start", s ? "none" : "not in the store");
    }
    buf_printf(b, "<path class=\"base\" d=\"M%d %dH%d\"/>", LEFT, HEIGHT, WIDTH);
    if (c->since > x->first)
        buf_printf(b, "<path class=\"since\" d=\"M%.1f 0V%d\"/>", x_of(x, c->since - x->first),
                   HEIGHT);
    buf_puts(b, "</svg>");
}

static const struct series *series_of(const struct chains *o, enum leg leg, int origin, int via,
                                      const char *unit)
{
    const struct link *x = legs_find(o->legs, leg, origin, via, unit);
    return x ? x->series : NULL;
}

static void add_axis(struct buf *b, const struct axis *x, char freq)
{
    char from[16], until[16];
    buf_printf(b, "<svg viewBox=\"0 0 %d 14\" aria-hidden=\"true\" width=\"%d\" height=\"14\">",
               WIDTH, WIDTH);
    add_text(b, LEFT, 11, "start", period_text(from, period_of(x->first, freq)));
    add_text(b, WIDTH, 11, "end", period_text(until, period_of(x->first + x->n - 1, freq)));
    buf_puts(b, "</svg>");
}

static void add_corridor(struct buf *b, const struct chains *o, const struct corridor *c,
                         struct arena *a)
{
    CLEANUP(buf_free) struct buf words = {0};
    const struct legs *l = o->legs;
    const struct link *in = c->in_link;
    const char *origin = l->origin[in->origin].label, *via = areas_iso3(l->areas, in->via);
    const char *target = areas_iso3(l->areas, l->target);
    const struct series *out = series_of(o, LEG_OUT, -1, in->via, in->unit);
    struct axis x = {l->since - (l->freq == 'M' ? BACK : 5), 0};
    x.first = in->series->first > x.first ? in->series->first : x.first;
    x.n = o->until - x.first + 1;
    divert_words(&words, o, c);
    buf_puts(b, "<figure class=\"corridor\"><figcaption>");
    html_text(b, words.s);
    buf_puts(b, "</figcaption>");
    add_flow(b, arena_printf(a, "%s to %s", origin, target),
             series_of(o, LEG_DIRECT, in->origin, 0, in->unit), &c->direct, &x, l->currency);
    add_flow(b, arena_printf(a, "%s to %s", origin, via), in->series, &c->in, &x, l->currency);
    add_flow(b, arena_printf(a, "%s to %s", via, target),
             out ? out : series_of(o, LEG_ARRIVED, -1, in->via, in->unit), &c->out, &x,
             l->currency);
    add_axis(b, &x, l->freq);
    buf_puts(b, "</figure>");
}

void page_corridors(struct buf *b, const struct watch *w, struct arena *a)
{
    CLEANUP(buf_free) struct buf words = {0};
    if (!w->corridors && !w->why)
        return;
    page_element(b, "h2", "Through others");
    if (!w->corridors) {
        page_element(b, "p", arena_printf(a, "Cannot tell: %s.", w->why));
        return;
    }
    int shown = w->corridors->shown;
    divert_summary(&words, w->corridors);
    buf_printf(&words,
               "%s. Each is drawn as three flows over the same months, with the month in which "
               "it changed. Statistics show flows, not shipments: none of this proves evasion.",
               shown > SHOWN ? arena_printf(a, "; the largest %d are drawn", SHOWN) : "");
    page_element(b, "p", words.s);
    for (int i = 0; i < shown && i < SHOWN; i++)
        add_corridor(b, w->corridors, &w->corridors->corridor[i], a);
}
