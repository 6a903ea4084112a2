/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_report = {
    .name = "report",
    .arguments = "DESTINATION",
    .summary = "write all that rose or fell towards a destination as one page",
    .options =
        "output claims from since code list group flow as-of event method fdr limit own-currency",
    .text =
        "One self-contained page: what was found in plain words, the ranking with small charts, "
        "each finding with its series, its levels, the interval of its date, events and "
        "control-list dates, comparison series and legal status over time; with --claims also the "
        "answers to a file of claims; sources and method at the end. Tables sort and filter; the "
        "page needs no network, and no script for texts and tables. --xlsx and --csv give the "
        "findings as a table.",
    .examples = "weir report RUS -o report.html\n"
                "weir report KGZ -o kgz.html --xlsx kgz.xlsx",
    .app = app_report,
};
