/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_shift = {
    .name = "shift",
    .arguments = "",
    .summary = "fit one series with outliers and a shift of its level",
    .options = "from to code list group flow series column trend seasonal season positions h "
               "conflev log multiple wedge value weight quantity unit-value own-currency as-of",
    .text = "Trend, season of varying height, level shift and outliers are fitted together by "
            "least trimmed squares (LTSts), at every position of the shift. The answer draws no "
            "random numbers. p of the shift is for all positions tried.\n"
            "\n"
            "--seasonal 102 is 2 harmonics whose height changes with a polynomial of order 1; "
            "without it 102 is taken where there are three seasons, else none. Positions count "
            "from 1 and name the first value of the new level. --multiple looks for one shift "
            "after the other, with a constant and one harmonic unless told. --series reads a "
            "column of a CSV file in place of the store; a file of bare numbers needs no header. "
            "docs/method/ltsts.md describes the method.",
    .examples = "weir shift --from IND --to RUS --code 847150 --seasonal 0\n"
                "weir shift --series plants.csv --column quantity --seasonal 102 --positions "
                "14..35 --conflev 0.99 --json\n"
                "weir shift --multiple --series plants.csv --column quantity",
    .app = app_shift,
};
