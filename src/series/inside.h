/* inside.h - a struct selected, seen from inside this room.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERIES_INSIDE_H
#define SERIES_INSIDE_H

#include "series/published.h"
#include "series/series.h"

struct selected {
    struct store *store;
    struct cells *cells;
    struct cells_found found;
    struct published *published; /* of the memo, or own */
    struct published own;        /* as known on an earlier day */
};

#endif
