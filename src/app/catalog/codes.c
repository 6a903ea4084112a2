/* codes.c - goods by word or code.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/catalog/catalog.h"

static const struct column columns[] = {
    {"code", "code", STYLE_TEXT, EVERYWHERE},      {"level", "", STYLE_TEXT, DATA_ONLY},
    {"label", "goods", STYLE_TEXT, EVERYWHERE},    {"revisions", "HS", STYLE_TEXT, EVERYWHERE},
    {"family", "family", STYLE_TEXT, EVERYWHERE},  {"unit", "unit", STYLE_TEXT, EVERYWHERE},
    {"lists", "on lists", STYLE_TEXT, EVERYWHERE}, {"groups", "groups", STYLE_TEXT, EVERYWHERE},
};

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    TRY(catalog_fill(out, s, "codes", columns, COLUMNS(columns), params, err));
    out->foot =
        "family: codes that renumberings tie together are followed as one; lists: of any code "
        "of the family, on any day (weir status says what held when)\n";
    return 0;
}

const struct question question_codes = {
    .name = "codes",
    .arguments = "[WORD...]",
    .complete = COMPLETE_CODES,
    .summary = "find goods by word or code",
    .text =
        "Chapters, headings and subheadings of the HS 2012, 2017 and 2022 whose label has every "
        "WORD, or whose code begins with it, with the revisions that have them, family, unit of "
        "quantity, control lists and groups. Words of the press (cars, chips, excavators) are "
        "understood. Without a word: the chapters. No store is needed.",
    .examples = "weir codes excavators\n"
                "weir codes 8471\n"
                "weir codes integrated circuits --csv",
    .size = sizeof(struct catalog_params),
    .needs = NEEDS_REFERENCE,
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
