/* search.h - what is taken in of a series: changes of level and growth, bursts, the best first.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_CHANGE_SEARCH_H
#define DETECT_CHANGE_SEARCH_H

#include "detect/change/study.h"

/* Takes in changes while the series is likelier with them than without, moves each to its best
 * place given the others, drops those that are no longer worth their prior, and marks those that
 * may as well not be there. */
void search_changes(struct study *s);

#endif
