/* groups.c - groups of areas and of goods, and control lists.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/catalog/catalog.h"

#define GROUP_COLUMNS(place)                                                                       \
    {"kind", "of", STYLE_TEXT, EVERYWHERE}, {"name", "name", STYLE_TEXT, EVERYWHERE},              \
        {"label", "label", STYLE_TEXT, EVERYWHERE}, {"count", "members", STYLE_INT, EVERYWHERE},   \
        {"members", "members", STYLE_LIST, place},

static const struct column columns[] = {GROUP_COLUMNS(DATA_ONLY)};
static const struct column with_members[] = {GROUP_COLUMNS(EVERYWHERE)};

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct catalog_params *q = params;
    TRY(catalog_fill(out, s, "groups", q->words.count ? with_members : columns, COLUMNS(columns), q,
                     err));
    out->foot = q->words.count ? NULL : "weir groups NAME lists the members\n";
    return 0;
}

const struct question question_groups = {
    .name = "groups",
    .arguments = "[NAME...]",
    .complete = COMPLETE_GROUPS,
    .summary = "list groups of areas and goods, control lists, and their members",
    .text = "Groups of areas, with their members of today, are understood wherever areas are: "
            "--from EU27, --to CCA3. Groups of goods are weir's own reading of HS headings, for "
            "--group; control lists are for --list, with the codes that they name, on any day. "
            "With NAME: its members. No store is needed.",
    .examples = "weir groups\n"
                "weir groups EAEU\n"
                "weir groups eu:XXIII --json\n"
                "weir groups heavy trucks --json",
    .size = sizeof(struct catalog_params),
    .needs = NEEDS_REFERENCE,
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
