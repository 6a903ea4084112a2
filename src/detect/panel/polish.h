/* polish.h - the movement that all series of a panel share.
 *
 * The column effect of a median polish of the logarithms (J. W. Tukey, Exploratory Data Analysis,
 * 1977, chapter 11), less the changes of its own level: a fall of everything in one month is what
 * is asked about.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_PANEL_POLISH_H
#define DETECT_PANEL_POLISH_H

#include "detect/panel/common.h"

void polish_common(struct common *out, const struct read_window *list, int count, int threads,
                   struct arena *a);

#endif
