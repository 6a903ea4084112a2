/* SPDX-License-Identifier: Apache-2.0 */
#include "model/flow.h"

#include <stddef.h>
#include <string.h>

static const char *const names[] = {
    [POINT_REPORTED] = "reported",
    [POINT_ZERO] = "zero",
    [POINT_NONE] = "none",
    [POINT_NOT_REPORTED] = "not_reported",
    [POINT_NOT_YET_PUBLISHED] = "not_yet_published",
    [POINT_CONFIDENTIAL] = "confidential",
    [POINT_NOT_COVERED] = "not_covered",
    [POINT_PARTIAL] = "partial",
};

const char *point_status_name(enum point_status s)
{
    return names[s];
}

enum point_status point_status_of(const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (name && !strcmp(names[i], name))
            return (enum point_status)i;
    return POINT_NONE;
}
