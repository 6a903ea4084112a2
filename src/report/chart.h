/* chart.h - a series as SVG.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORT_CHART_H
#define REPORT_CHART_H

#include "base/buf.h"
#include "model/finding.h"

/* A small chart for a row of a table: the series, and a line where it changed. */
void chart_small(struct buf *to, const struct series *s, const struct finding *f);

#endif
