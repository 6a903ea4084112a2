/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_compare = {
    .name = "compare",
    .arguments = "",
    .summary = "compare two periods",
    .options =
        "from to code list group flow period with by value weight quantity own-currency as-of",
    .text = "Both values, ratio and difference, how many series and periods stand behind "
            "each, and how many figures are missing. --by is destination (the default), "
            "exporter, family, chapter or group; rows are ordered by difference.",
    .examples = "weir compare --from EU27 --to RUS,KAZ,KGZ --period 2022-03..2022-11 --with "
                "2021-03..2021-11\n"
                "weir compare --from CHN --to RUS --code 84,85,86,87 --period 2023 --with "
                "2021 --by family",
    .app = app_compare,
};
