/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_redline = {
    .name = "redline",
    .arguments = "DESTINATION",
    .summary = "say whether any munitions were reported, and by whom",
    .options = "by as-of",
    .text = "Flows of the munitions group to the destination: arms and ammunition, armoured "
            "fighting vehicles, warships, explosives and pyrotechnics. Says which reporters' "
            "figures could show such goods at all. States may leave military goods out of their "
            "statistics. --by tier sums all reported flows to the destination from the munitions "
            "group over the tiers of high-priority goods and other control lists to the rest.",
    .examples = "weir redline RUS\n"
                "weir redline RUS --by tier\n"
                "weir redline KGZ --json",
    .app = app_redline,
};
