/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_watch = {
    .name = "watch",
    .arguments = "DESTINATION",
    .summary = "report all that rose and fell towards a destination",
    .options = "from code list group flow since fdr method alert own-currency as-of output",
    .text = "Tests every series to the destination, prints a summary and writes "
            "report.html (or --output FILE), one self-contained page with charts and "
            "tables.",
    .examples = "weir watch RUS -o report.html\n"
                "weir watch KGZ --json",
    .app = app_watch,
};
