/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_status = {
    .name = "status",
    .arguments = "CODE",
    .summary = "say which lists a code was on that day, and whom they bind",
    .options = "from to on",
    .text =
        "For each list: since when and until when the code is on it, wholly or in part, whether "
        "it prohibits exports to the destination, whether it binds the exporter (a member of the "
        "EU on that day, the United States), the act, and how sure the dates are. A flow from a "
        "country that no list binds is lawful trade there. Re-export and transit rules are "
        "named, not decided.\n"
        "\n"
        "A list whose source gives no start for its codes is shown with 'cannot tell'. No store "
        "is needed.",
    .examples = "weir status 842952 --from CHN --to RUS --on 2022-09-15\n"
                "weir status 847150 --from DEU --to RUS --on 2022-01..2024-12 --json",
    .app = app_status,
};
