/* commands.h - the descriptors that the files of this room export.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/cli.h"

extern const struct command command_ingest, command_rates, command_sources, command_rejects,
    command_store, command_export, command_sql, command_series, command_compare, command_surge,
    command_watch, command_status, command_treaty, command_warrant, command_redline, command_lists,
    command_shift, command_changepoints, command_claim, command_evidence, command_report,
    command_help, command_completion, command_version;

#endif
