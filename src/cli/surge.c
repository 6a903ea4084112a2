/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_surge = {
    .name = "surge",
    .arguments = "",
    .summary = "find what rose or fell towards a destination",
    .options =
        "to from code list group flow since event drops order limit fdr method alert value weight "
        "quantity own-currency as-of",
    .text = "Every series to the destination is tested: after the date against before "
            "it. p-values are adjusted for all series tested (Benjamini and Hochberg). "
            "Kinds: shift (a new level), new (no trade before), ended (no trade any "
            "more), spike (a rise that has gone back). Order: excess over what the past "
            "would lead to expect.\n"
            "\n"
            "Each finding is compared with the same goods of the exporter to other destinations "
            "and with its other goods to the same destination: specific, or everything rose. "
            "By the lists held here: what of the value was prohibited for the exporter, listed but "
            "not binding, not listed (see weir status). --event asks whether dates of change fall "
            "on an event (its name, or DATE[..DATE]) "
            "and how many would by chance; that is no statement about causes.\n"
            "\n"
            "Without --since the first month is March 2022 where the data reach over it, "
            "else the last twelve months are looked at. The tests are described in "
            "docs/method/surge.md.",
    .examples = "weir surge --to RUS --since 2024-04\n"
                "weir surge --to KGZ --event invasion-2022\n"
                "weir surge --to KGZ --list chpl --drops --json",
    .app = app_surge,
};
