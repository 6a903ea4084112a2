/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_sources = {
    .name = "sources",
    .arguments = "",
    .summary = "list what was loaded",
    .options = "",
    .text = "One line per file: whose statistics, layout, vintage, rows, rejects and the "
            "periods covered.",
    .examples = "weir sources\n"
                "weir sources --json",
    .app = app_sources,
};
