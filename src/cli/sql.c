/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_sql = {
    .name = "sql",
    .arguments = "STATEMENT",
    .summary = "ask the store in SQL, read-only",
    .options = "",
    .text = "The tables are source, flow, reject, coverage, content, renumbering and "
            "rate, and the reference data in the schema ref. flow_at(day) gives the rows "
            "that a sum may use, as known on that day. Nothing outside the store can be "
            "reached.",
    .examples = "weir sql \"SELECT DISTINCT grp, label FROM ref.product\"\n"
                "weir sql \"SELECT period, sum(value) FROM flow_at(NULL) GROUP BY period "
                "ORDER BY period\" --csv",
    .app = app_sql,
};
