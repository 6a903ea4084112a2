/* chart.h - a series as one line of a terminal and as SVG.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORT_CHART_H
#define REPORT_CHART_H

#include "base/buf.h"
#include "model/finding.h"

/* Eight heights of block; a blank where there is no figure, a dot below where there is none of
 * trade. */
void chart_spark(struct buf *to, const double *value, int n);

/* A small chart for a row of a table: the series, and a line where it changed. */
void chart_small(struct buf *to, const struct series *s, const struct finding *f);

#endif
