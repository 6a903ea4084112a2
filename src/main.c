/* main.c - the one file that names every command.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

int main(int argc, char **argv)
{
    static const struct command *const commands[] = {
        &command_ingest,
        &command_rates,
        &command_sources,
        &command_rejects,
        &command_store,
        &command_export,
        &command_sql,
        &command_series,
        &command_compare,
        &command_surge,
        &command_watch,
        &command_status,
        &command_treaty,
        &command_warrant,
        &command_redline,
        &command_lists,
        &command_shift,
        &command_changepoints,
        &command_claim,
        &command_evidence,
        &command_report,
        &command_help,
        &command_version,
        &command_completion,
        NULL,
    };
    return cli_main(argc, argv, commands);
}
