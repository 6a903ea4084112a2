/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_rejects = {
    .name = "rejects",
    .arguments = "[SOURCE]",
    .summary = "list rows that could not be used",
    .options = "",
    .text = "With file, line, column and reason; of one source where its number is given.",
    .examples = "weir rejects\n"
                "weir rejects 1 --csv",
    .app = app_rejects,
};
