/* chart.h - a series as SVG: drawn in the page itself, without a script.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORT_CHART_H
#define REPORT_CHART_H

#include "base/buf.h"
#include "model/finding.h"

/* A small chart for a row of a table: the series, and a line where it changed. */
void chart_small(struct buf *to, const struct series *s, const struct finding *f);

/* A day that is named: YYYY-MM-DD, or YYYY-MM. */
struct chart_day {
    const char *day, *text;
};

/* Periods below the chart that have something in common, by index; shade: a class of the style. */
struct chart_band {
    int from, until;
    const char *shade, *text;
};

enum { CHART_BESIDE = 2 };

struct chart {
    const struct series *s;
    /* drawn beside it, on its scale before the change of f: dashed, dotted; NULL: none */
    const struct series *beside[CHART_BESIDE];
    const struct finding *f; /* its levels and the interval of its date; NULL: none */
    const struct chart_day *day;
    const struct chart_band *band;
    int days, bands;
    int width, height;
    const char *label; /* what it shows, for those who do not see it */
};

/* A text in a drawing; shade: a class of the style; anchor: start, middle, end. */
void chart_text(struct buf *to, const char *shade, double x, double y, const char *anchor,
                const char *text);

/* Values from zero, with the years below and an amount at each line; NAN is a gap. */
void chart_series(struct buf *to, const struct chart *c);

#endif
