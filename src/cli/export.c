/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_export = {
    .name = "export",
    .arguments = "",
    .summary = "write flow rows to Parquet or CSV",
    .options = "from to code list group flow as-of output",
    .text = "Rows as published, with source, line, vintage and family. The ending of the "
            "file says the format: .parquet, .csv or .csv.gz.",
    .examples = "weir export --to RUS --code 842952 -o excavators.parquet\n"
                "weir export --from EU27 --to KGZ --list chpl -o kgz.csv.gz",
    .app = app_export,
};
