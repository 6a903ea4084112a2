/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_series = {
    .name = "series",
    .arguments = "",
    .summary = "print one series, period by period",
    .options =
        "from to code list group flow by value weight quantity unit-value own-currency as-of",
    .text = "Codes of six digits stand for their family: all codes that the official "
            "conversion tables connect over the HS revisions. Several exporters, "
            "importers or families are summed. The exporter's report is taken where "
            "there is one, --flow import asks for the importer's.\n"
            "\n"
            "A period without a figure says why: none (published, no such trade), zero "
            "(reported as zero), not_reported (a gap), not_yet_published, confidential, "
            "not_covered (the source holds the family on one side of a renumbering "
            "only), partial (codes or months are missing of it).",
    .examples = "weir series --from EU27 --to KGZ --code 870323\n"
                "weir series --from CHN --to RUS --code 842952 --by year --json",
    .app = app_series,
};
