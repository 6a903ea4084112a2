/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_store = {
    .name = "store",
    .arguments = "[info | drop SOURCE]",
    .summary = "say what the store holds, or remove a source",
    .options = "",
    .text = "info, the default, counts what is there. drop removes one source; vintages "
            "it had replaced are current again.",
    .examples = "weir store info\n"
                "weir store drop 1",
    .app = app_store,
};
