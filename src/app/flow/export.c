/* export.c - flow rows to Parquet or CSV.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/flow/select.h"

struct export_params {
    struct words words;
    struct flow_params flow;
    const char *output;
};

static const struct column columns[] = {
    {"file", "file", STYLE_PATH, EVERYWHERE},
    {"rows", "rows", STYLE_INT, EVERYWHERE},
};

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    const struct export_params *q = params;
    int64_t rows;
    if (!q->output)
        return err_set(err, ERR_USAGE, "where to? name the file with -o FILE");
    TRY(select_open(&selected, s, &q->flow, err));
    store_label(s->store, q->output);
    int rc = selected_export(selected, q->output, &rows, err);
    store_label(s->store, NULL);
    TRY(rc);
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    table_text(&out->table, q->output);
    table_number(&out->table, (double)rows);
    return 0;
}

static const struct param params[] = {
    FLOW_FROM(export_params, flow),
    FLOW_TO(export_params, flow),
    FLOW_GOODS(export_params, flow),
    {PARAM(export_params, output, "output", TEXT, "FILE", "file to write (-o)", FILES),
     .display = true, .letter = 'o'},
    {0},
};

const struct question question_export = {
    .name = "export",
    .arguments = "",
    .summary = "write flow rows to Parquet or CSV",
    .text = "Rows as published, with source, line, vintage and family. The ending of the "
            "file says the format: .parquet, .csv or .csv.gz.",
    .examples = "weir export --to RUS --code 842952 -o excavators.parquet\n"
                "weir export --from EU27 --to KGZ --list chpl -o kgz.csv.gz",
    .params = params,
    .size = sizeof(struct export_params),
    .needs = NEEDS_EXPORT,
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
