/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_warrant = {
    .name = "warrant",
    .arguments = "NAME",
    .summary = "show warrants of arrest, and whether a state was bound on that day",
    .options = "in on",
    .text = "Public warrants of the International Criminal Court in the situation in Ukraine: "
            "issuer, charges as the court states them, articles, dates; and whether the state was "
            "bound by the Rome Statute on that day. Immunity and national law are named, not "
            "decided. No store is needed.",
    .examples = "weir warrant Putin --in CHN --on 2023-10-17\n"
                "weir warrant 'Lvova-Belova' --in ARM --on 2024-03-01 --json",
    .app = app_warrant,
};
