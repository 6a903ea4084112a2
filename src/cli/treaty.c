/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_treaty = {
    .name = "treaty",
    .arguments = "TREATY",
    .summary = "list the states that a treaty bound on a day",
    .options = "on count",
    .text = "rome: the Rome Statute of the International Criminal Court. A state is bound from the "
            "entry into force for it (Art. 126), which is later than its ratification, until a "
            "withdrawal takes effect (Art. 127). No store is needed.",
    .examples = "weir treaty rome --on 2023-11-01 --count --json\n"
                "weir treaty rome --csv",
    .app = app_treaty,
};
