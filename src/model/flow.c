/* SPDX-License-Identifier: Apache-2.0 */
#include "model/flow.h"

#include <stddef.h>
#include <string.h>

const char *point_status_name(enum point_status s)
{
    static const char *const names[] = {
        [POINT_REPORTED] = "reported",
        [POINT_ZERO] = "zero",
        [POINT_NONE] = "none",
        [POINT_NOT_REPORTED] = "not_reported",
        [POINT_NOT_YET_PUBLISHED] = "not_yet_published",
        [POINT_STOPPED] = "no_longer_published",
        [POINT_CONFIDENTIAL] = "confidential",
        [POINT_NOT_COVERED] = "not_covered",
        [POINT_PARTIAL] = "partial",
        [POINT_INCOMPLETE] = "incomplete",
        [POINT_NOT_STATED] = "not_stated",
    };
    return names[s];
}

static const char *const directions[DIRECTIONS] = {"", "export", "import", "re-export",
                                                   "re-import"};

const char *direction_name(enum direction d)
{
    return directions[d];
}

enum direction direction_of(const char *name)
{
    for (int d = DIRECTION_EXPORT; name && d < DIRECTIONS; d++)
        if (!strcmp(directions[d], name))
            return (enum direction)d;
    return DIRECTION_NONE;
}
