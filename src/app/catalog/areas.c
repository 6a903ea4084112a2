/* areas.c - countries and other areas, and what they may be called.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/catalog/catalog.h"

static const struct column columns[] = {
    {"m49", "number", STYLE_INT, EVERYWHERE},
    {"iso3", "ISO", STYLE_TEXT, EVERYWHERE},
    {"iso2", "", STYLE_TEXT, EVERYWHERE},
    {"name", "name", STYLE_TEXT, EVERYWHERE},
    {"kind", "kind", STYLE_TEXT, EVERYWHERE},
    {"from_year", "from", STYLE_PERIOD, EVERYWHERE},
    {"to_year", "until", STYLE_PERIOD, EVERYWHERE},
    {"groups", "in groups", STYLE_TEXT, EVERYWHERE},
    {"names", "also called", STYLE_TEXT, EVERYWHERE},
};

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    return catalog_fill(out, s, "areas", columns, COLUMNS(columns), params, err);
}

const struct question question_areas = {
    .name = "areas",
    .arguments = "[WORD...]",
    .complete = COMPLETE_AREAS,
    .summary = "find countries and other areas",
    .text = "Areas of which a name or code has WORD: the number that UN Comtrade uses (M49 but for "
            "a few), ISO codes, kind, the years in which it was an area of its own, the groups of "
            "which it is a member today, and other names that are understood. No store is needed.",
    .examples = "weir areas kyrgyz\n"
                "weir areas 643\n"
                "weir areas --json",
    .size = sizeof(struct catalog_params),
    .needs = NEEDS_REFERENCE,
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
