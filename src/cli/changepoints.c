/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_changepoints = {
    .name = "changepoints",
    .arguments = "",
    .summary = "say what the panel detector reads in one series",
    .options = "from to code list group flow series column season value weight quantity unit-value "
               "own-currency as-of",
    .text = "Level shifts with their date, size and 95 % intervals, changes of growth, spikes, "
            "first and last trade: what weir surge reads in each of many series, here for one. "
            "Nothing is to be set. Indices count from 0 and name the first value of the new "
            "regime. docs/method/changepoints.md describes the method.",
    .examples = "weir changepoints --from EU27 --to KGZ --code 870324\n"
                "weir changepoints --series plants.csv --column quantity --json",
    .app = app_changepoints,
};
