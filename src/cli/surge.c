/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_surge = {
    .name = "surge",
    .arguments = "",
    .summary = "find what rose or fell towards a destination",
    .options = "to from code list group flow since drops order limit fdr alert value weight "
               "quantity own-currency as-of",
    .text = "Every series to the destination is tested: after the date against before "
            "it. p-values are adjusted for all series tested (Benjamini and Hochberg). "
            "Kinds: shift (a new level), new (no trade before), ended (no trade any "
            "more), spike (a rise that has gone back). Order: excess over what the past "
            "would lead to expect.\n"
            "\n"
            "Without --since the first month is March 2022 where the data reach over it, "
            "else the last twelve months are looked at. The tests are described in "
            "docs/method/surge.md.",
    .examples = "weir surge --to RUS --since 2024-04\n"
                "weir surge --to KGZ --list chpl --drops --json",
    .app = app_surge,
};
