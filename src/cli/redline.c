/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_redline = {
    .name = "redline",
    .arguments = "DESTINATION",
    .summary = "say whether any munitions were reported, and by whom",
    .options = "as-of",
    .text = "Flows of the munitions group to the destination: arms and ammunition, armoured "
            "fighting vehicles, warships, explosives and pyrotechnics. Says which reporters' "
            "figures could show such goods at all. States may leave military goods out of their "
            "statistics.",
    .examples = "weir redline RUS\n"
                "weir redline KGZ --json",
    .app = app_redline,
};
