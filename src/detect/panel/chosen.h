/* chosen.h - what is reported is reported because it is large: its intervals say so.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_PANEL_CHOSEN_H
#define DETECT_PANEL_CHOSEN_H

#include "model/finding.h"

/* Moves the near ends of the intervals of size and ratio towards 1 (stats/fdr.h).  least: the
 * logarithm of the Bayes factor from which it would be reported; nothing is moved where it has no
 * more than that.  A change of growth has no interval of the ratio, and what is measured in
 * differences keeps its own. */
void chosen_widen(struct finding *f, double least);

#endif
