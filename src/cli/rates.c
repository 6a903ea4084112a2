/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_rates = {
    .name = "rates",
    .arguments = "FILE",
    .summary = "read monthly average exchange rates",
    .options = "",
    .text = "A CSV table with the columns currency, period (YYYY-MM) and per_usd, units "
            "of the currency per US dollar. Where there is a rate for every figure of a "
            "currency, values are converted to USD; else they stay in their own currency "
            "and are never added to others.",
    .examples = "weir rates rates.csv",
    .app = app_rates,
};
