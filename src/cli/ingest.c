/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_ingest = {
    .name = "ingest",
    .arguments = "FILE...",
    .summary = "take published trade statistics into the store",
    .options = "flow period reporter currency vintage max-rejects encoding map",
    .text = "The layout of each file is found by looking at it: UN Comtrade (CSV, JSON, "
            "bulk TSV), Eurostat Comext and data browser, CEPII BACI, China customs in "
            "Chinese and English, Russian customs, US Census, and the tables for which a "
            "mapping file is built in. CSV, TSV, JSON and Parquet are read, .gz and .zst "
            "unpacked.\n"
            "\n"
            "A file is loaded whole or not at all. The same content twice changes "
            "nothing; a later vintage of the same figures is kept beside the earlier "
            "one. Rows that cannot be used are kept as rejects (weir rejects) with line, "
            "column and reason; past --max-rejects the load fails. What would count "
            "twice is refused: headings beside their codes, the same flow in two layouts.\n"
            "\n"
            "Any other table is read with a mapping file, an INI file that names the "
            "columns by which it is recognised and gives one SQL expression per field:\n"
            "\n"
            "    [map]\n"
            "    title = Customs of Ruritania\n"
            "    header = month country hs value_usd\n"
            "    [fields]\n"
            "    code = hs\n"
            "    reporter = 'CHE'\n"
            "    partner = country\n"
            "    direction = 'export'\n"
            "    period = month\n"
            "    value = value_usd\n"
            "    currency = 'USD'\n"
            "\n"
            "Further fields: nomenclature, revision, value_scale, valuation, net_weight, "
            "weight_scale, quantity, quantity_scale, unit, part, detail, estimated, "
            "confidential. Further properties: optional (columns that may be absent), "
            "areas (any, m49, gacc, census), encoding, needs (flow period reporter "
            "currency: what the user must say), repeats = add (rows of one cell are "
            "parts of it).",
    .examples = "weir ingest data/sample/eu27_exports.csv.zst\n"
                "weir ingest --flow export --period 2024-03 gacc.csv\n"
                "weir ingest --map ruritania.map table.csv",
    .app = app_ingest,
};
