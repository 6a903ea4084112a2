/* SPDX-License-Identifier: Apache-2.0 */
#include "report/chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/html.h"

/* Where values and periods lie: the plot within its margins. */
struct frame {
    const struct series *s;
    double max, left, top, wide, high;
};

static double highest(const double *v, int n)
{
    double max = 0;
    for (int i = 0; i < n; i++)
        if (v[i] > max)
            max = v[i];
    return max;
}

static double x_of(const struct frame *c, double i)
{
    return c->left + c->wide * (c->s->n > 1 ? i / (c->s->n - 1) : 0.5);
}

static double y_of(const struct frame *c, double v)
{
    return c->top + c->high * (1 - v / c->max);
}

/* Runs of values as paths; base: down to zero at both ends. */
static void add_runs(struct buf *to, const struct frame *c, const char *shade, bool base)
{
    bool any = false;
    buf_printf(to, "<path class=\"%s\" d=\"", shade);
    for (int i = 0; i < c->s->n; i++) {
        double x = x_of(c, i), v = c->s->value[i];
        bool opens = !isnan(v) && (!i || isnan(c->s->value[i - 1]));
        bool closes = !isnan(v) && (i + 1 == c->s->n || isnan(c->s->value[i + 1]));
        if (isnan(v))
            continue;
        if (opens && base)
            buf_printf(to, "M%.1f %.1fL%.1f %.1f", x, c->top + c->high, x, y_of(c, v));
        else
            buf_printf(to, "%s%.1f %.1f", opens ? "M" : "L", x, y_of(c, v));
        if (closes && base)
            buf_printf(to, "L%.1f %.1fZ", x, c->top + c->high);
        any = true;
    }
    buf_printf(to, "%s\"/>", any ? "" : "M0 0");
}

/* --- small --- */

enum { WIDTH = 90, HEIGHT = 20, MARGIN = 1 };

void chart_small(struct buf *to, const struct series *s, const struct finding *f)
{
    double max = highest(s->value, s->n);
    struct frame c = {s,      max > 0 ? max : 1,  MARGIN,
                      MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN};
    double at = x_of(&c, fmax(f->since - s->first - 0.5, 0));
    buf_printf(to, "<svg class=\"small\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\">", WIDTH,
               HEIGHT);
    buf_printf(to, "<path class=\"mark\" d=\"M%.0f 0V%d\"/>", at, HEIGHT);
    add_runs(to, &c, "line", false);
    buf_puts(to, "</svg>");
}

/* --- large --- */

/* limit DAYS_NAMED: days that are named in a chart, days: others are left out; */
enum {
    DAYS_NAMED = 12,
    ROWS = 3, /* of names above the plot */
    ROW = 13,
    LETTER = 6, /* pixels of a letter, at most */
    LEFT = 58,
    RIGHT = 12,
    BELOW = 20,
    BAND = 7,
    YEARS = 9, /* that are named below */
};

void chart_text(struct buf *to, const char *shade, double x, double y, const char *anchor,
                const char *text)
{
    buf_printf(to, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", shade, x, y,
               anchor);
    html_text(to, text);
    buf_puts(to, "</text>");
}

/* 1, 2 or 5 times a power of ten, so that three or four lines reach the highest value. */
static double step_of(double max)
{
    double power = pow(10, floor(log10(max / 3))), x = max / 3 / power;
    return power * (x < 1.5 ? 1 : x < 3.5 ? 2 : x < 7.5 ? 5 : 10);
}

/* "1.5 bn", "200 M", "20 k", "500". */
static void axis_amount(char text[32], double v)
{
    const char *unit = v >= 1e9 ? " bn" : v >= 1e6 ? " M" : v >= 1e4 ? " k" : "";
    snprintf(text, 32, "%.6g%s",
             v >= 1e9   ? v / 1e9
             : v >= 1e6 ? v / 1e6
             : v >= 1e4 ? v / 1e3
                        : v,
             unit);
}

static void add_grid(struct buf *to, const struct frame *c)
{
    double step = step_of(c->max);
    for (int i = 0; i * step <= c->max * 1.0001; i++) {
        char text[32];
        double y = y_of(c, i * step);
        axis_amount(text, i * step);
        buf_printf(to, "<path class=\"grid\" d=\"M%.1f %.1fh%.1f\"/>", c->left, y, c->wide);
        chart_text(to, "tick", c->left - 5, y + 3.5, "end", text);
    }
}

static void add_years(struct buf *to, const struct frame *c)
{
    int months = c->s->freq == 'M' ? 12 : 1;
    int first = c->s->first / months, last = (c->s->first + c->s->n - 1) / months;
    int every = 1 + (last - first) / YEARS;
    for (int year = first; year <= last; year++) {
        int at = year * months - c->s->first;
        char text[16];
        if (at < 0 || (year - first) % every)
            continue;
        snprintf(text, sizeof text, "%d", year);
        buf_printf(to, "<path class=\"grid\" d=\"M%.1f %.1fv4\"/>", x_of(c, at), c->top + c->high);
        chart_text(to, "tick", x_of(c, at), c->top + c->high + 15,
                   at > c->s->n - 3 ? "end" : "middle", text);
    }
}

/* The place of a day among the periods: months by their day, years by their month. */
static double place_of(const struct series *s, const char *day)
{
    int year = 0, month = 1, of_month = 1;
    sscanf(day, "%d-%d-%d", &year, &month, &of_month);
    double months = year * 12 + month - 1 + (of_month - 1) / 31.0;
    return (s->freq == 'M' ? months : months / 12) - s->first - 0.5;
}

/* Names stand in the first row in which there is room for them. */
static void add_days(struct buf *to, const struct frame *c, const struct chart *k)
{
    double end[ROWS];
    for (int r = 0; r < ROWS; r++)
        end[r] = c->left;
    for (int i = 0, named = 0; i < k->days && named < DAYS_NAMED; i++) {
        double at = place_of(c->s, k->day[i].day), x = x_of(c, at);
        double wide = (double)strlen(k->day[i].text) * LETTER;
        bool back = x + wide > c->left + c->wide;
        double from = back ? x - wide - 4 : x;
        int row = 0;
        while (row < ROWS && end[row] > from)
            row++;
        if (at < 0 || at > c->s->n - 1 || row == ROWS)
            continue;
        double y = c->top - (ROWS - row) * ROW + ROW - 4;
        end[row] = (back ? x : x + wide) + LETTER;
        named++;
        buf_printf(to, "<path class=\"event\" d=\"M%.1f %.1fV%.1f\"/>", x, y - 8, c->top + c->high);
        chart_text(to, "evt", back ? x - 4 : x + 4, y, back ? "end" : "start", k->day[i].text);
    }
}

/* What a series is multiplied by to equal another on average before its change; 0: it cannot be. */
static double scale_to(const struct series *s, const struct series *beside, const struct finding *f)
{
    double own = 0, theirs = 0;
    for (int i = f->since - f->before; i < f->since; i++) {
        double x = series_at(s, i), y = series_at(beside, i);
        own += isnan(x) || isnan(y) ? 0 : x;
        theirs += isnan(x) || isnan(y) ? 0 : y;
    }
    return theirs > 0 ? own / theirs : 0;
}

/* What is above the highest value of the series itself is cut off there. */
static void add_beside(struct buf *to, const struct frame *c, const struct chart *k, int which)
{
    const struct series *beside = k->beside[which];
    double scale = beside && k->f ? scale_to(c->s, beside, k->f) : 0;
    bool open = false;
    if (scale <= 0)
        return;
    buf_printf(to, "<path class=\"beside b%d\" d=\"", which);
    for (int i = 0; i < c->s->n; i++) {
        double v = scale * series_at(beside, c->s->first + i);
        bool shown = isfinite(v) && v <= c->max;
        if (shown)
            buf_printf(to, "%s%.1f %.1f", open ? "L" : "M", x_of(c, i), y_of(c, v));
        open = shown;
    }
    buf_puts(to, "\"/>");
}

static void add_level(struct buf *to, const struct frame *c, int from, int until, double v,
                      const char *shade)
{
    if (until >= from && isfinite(v) && v <= c->max)
        buf_printf(to, "<path class=\"%s\" d=\"M%.1f %.1fH%.1f\"/>", shade, x_of(c, from),
                   y_of(c, v), x_of(c, until));
}

/* Means before and after, and between which periods the change lies. */
static void add_change(struct buf *to, const struct frame *c, const struct finding *f)
{
    int first = c->s->first, before = f->since - f->before;
    double low = x_of(c, fmax(f->since_low - first - 0.5, 0));
    double high = x_of(c, fmin(f->since_high - first + 0.5, c->s->n - 1));
    if (high > low)
        buf_printf(to,
                   "<rect class=\"when\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                   low, c->top, high - low, c->high);
    add_level(to, c, (before > first ? before : first) - first, f->since - 1 - first,
              f->value_before / f->after, "level");
    add_level(to, c, f->since - first, f->until - first, f->value_after / f->after, "level new");
}

static void add_bands(struct buf *to, const struct frame *c, const struct chart *k)
{
    double step = c->s->n > 1 ? c->wide / (c->s->n - 1) : c->wide;
    for (int i = 0; i < k->bands; i++) {
        const struct chart_band *b = &k->band[i];
        double from = fmax(x_of(c, b->from - c->s->first) - step / 2, c->left);
        double until = fmin(x_of(c, b->until - c->s->first) + step / 2, c->left + c->wide);
        buf_printf(to,
                   "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\">"
                   "<title>",
                   b->shade, from, c->top + c->high + BELOW + 2, until - from, BAND);
        html_text(to, b->text);
        buf_puts(to, "</title></rect>");
    }
}

void chart_series(struct buf *to, const struct chart *k)
{
    double max = highest(k->s->value, k->s->n);
    int below = BELOW + (k->bands ? BAND + 3 : 0), above = k->days ? ROWS * ROW : 8;
    struct frame c = {k->s,  max > 0 ? max : 1,       LEFT,
                      above, k->width - LEFT - RIGHT, k->height - above - below};
    buf_printf(to, "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"",
               k->width, k->height);
    html_text(to, k->label);
    buf_puts(to, "\">");
    add_grid(to, &c);
    add_years(to, &c);
    if (k->f)
        add_change(to, &c, k->f);
    add_days(to, &c, k);
    add_runs(to, &c, "area", true);
    for (int i = 0; i < CHART_BESIDE; i++)
        add_beside(to, &c, k, i);
    add_runs(to, &c, "line", false);
    add_bands(to, &c, k);
    buf_puts(to, "</svg>");
}
