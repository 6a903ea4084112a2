/* main.c - the one file that names every question and every backend.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "store/backend.h"

/* Each is the one descriptor of its file. */
extern const struct question question_ingest, question_rates, question_sources, question_rejects,
    question_store_info, question_store_drop, question_export, question_sql, question_series,
    question_compare, question_surge, question_watch, question_report, question_status,
    question_treaty, question_warrant, question_redline, question_lists_show, question_lists_load,
    question_lists_names, question_lists_find, question_lists_diff, question_shift,
    question_changepoints, question_claim_check, question_claim_new, question_evidence,
    question_version;

int main(int argc, char **argv)
{
    static const struct question *const questions[] = {
        &question_ingest,
        &question_rates,
        &question_sources,
        &question_rejects,
        &question_store_info,
        &question_store_drop,
        &question_export,
        &question_sql,
        &question_series,
        &question_compare,
        &question_surge,
        &question_watch,
        &question_report,
        &question_status,
        &question_treaty,
        &question_warrant,
        &question_redline,
        &question_lists_show,
        &question_lists_load,
        &question_lists_names,
        &question_lists_find,
        &question_lists_diff,
        &question_shift,
        &question_changepoints,
        &question_claim_check,
        &question_claim_new,
        &question_evidence,
        &question_version,
        NULL,
    };
    static const struct store_backend *const backends[] = {&store_on_duck, NULL};
    static const struct world world = {questions, backends};
    return cli_main(argc, argv, &world);
}
