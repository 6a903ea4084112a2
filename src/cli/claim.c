/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_claim = {
    .name = "claim",
    .arguments = "check FILE | new [KIND]",
    .summary = "answer sentences of others with a verdict, a number and its evidence",
    .options = "html from to code period with since event in on",
    .text =
        "check reads a file of claims (YAML) and gives each a verdict: confirmed (measured and "
        "borne out), consistent (something near to it is: years for months, value for pieces), "
        "cannot tell (the data at hand do not measure it; what would settle it is named), not "
        "reproduced (measured, another number) or contradicted (the other way, or far off). "
        "Growth is also computed by weight, for the single code, its heading and other sets of "
        "codes, as the other side reports it, in earlier vintages and a month earlier and later, "
        "and how many of these bear the claim out is said. A fault in the file is named with line "
        "and column.\n"
        "\n"
        "new prints a claim to fill in, for a kind of test: ratio, level, share, rank, unit value, "
        "zero, first, rise, coincidence, lawful, munitions, count, bound, warrant, listed. "
        "Numbers are written as people say them: more than tripled, about 48 thousand, +258 %, "
        "between 5 and 7 million USD per month, almost doubled, at least 1 bn.\n"
        "\n"
        "--html writes the answers as a self-contained page.",
    .examples = "weir claim check claims.yaml\n"
                "weir claim check claims.yaml --json\n"
                "weir claim new ratio --from CHN --to RUS --code 842952",
    .app = app_claim,
};
