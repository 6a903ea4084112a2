/* ingest.c - published files into the store.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "ingest/ingest.h"

#include <string.h>

#include "app/question.h"
#include "base/temp.h"
#include "model/period.h"

struct ingest_params {
    struct words words;
    const char *flow, *period, *reporter, *currency, *encoding, *vintage, *map;
    double max_rejects;
    bool truncated;
};

static const struct column columns[] = {
    {"file", "file", STYLE_PATH, EVERYWHERE},
    {"source", "source", STYLE_INT, EVERYWHERE},
    {"layout", "layout", STYLE_TEXT, EVERYWHERE},
    {"rows_read", "read", STYLE_INT, EVERYWHERE},
    {"rows_kept", "kept", STYLE_INT, EVERYWHERE},
    {"rows_rejected", "rejected", STYLE_INT, EVERYWHERE},
    {"rows_aggregate", "aggregates", STYLE_INT, EVERYWHERE},
    {"rows_breakdown", "breakdowns", STYLE_INT, EVERYWHERE},
    {"rows_unpublished", "unpublished", STYLE_INT, EVERYWHERE},
    {"rows_replacing", "replacing", STYLE_INT, EVERYWHERE},
    {"note", "note", STYLE_TEXT, EVERYWHERE},
};

static void add_row(struct table *t, const char *path, const struct ingest_result *r)
{
    const struct store_loaded *l = &r->loaded;
    table_text(t, path);
    table_number(t, (double)l->source_id);
    table_text(t, r->adapter);
    table_number(t, (double)r->rows_read);
    table_number(t, (double)l->rows_kept);
    table_number(t, (double)l->rows_rejected);
    table_number(t, (double)l->rows_aggregate);
    table_number(t, (double)l->rows_breakdown);
    table_number(t, (double)l->rows_unpublished);
    table_number(t, (double)l->rows_replacing);
    table_text(t, r->same ? "loaded before: nothing changed" : r->warnings);
}

static void say(struct session *s, const char *path, const struct ingest_result *r)
{
    if (r->same)
        session_note(s, NOTE_REMARK,
                     "%s: the content is there already as source %ld, nothing changed", path,
                     (long)r->loaded.source_id);
    for (const char *p = r->warnings; p && *p;) {
        size_t n = strcspn(p, "\n");
        session_note(s, NOTE_WARNING, "%s: %.*s", path, (int)n, p);
        p += n + (p[n] == '\n');
    }
}

static int check(const struct ingest_params *q, struct err *err)
{
    int period;
    enum direction flow = direction_of(q->flow);
    if (q->period && !period_parse(&period, q->period))
        return err_set(err, ERR_USAGE, "'%s' is not a month or year", q->period);
    if (q->flow && flow != DIRECTION_EXPORT && flow != DIRECTION_IMPORT)
        return err_set(err, ERR_USAGE, "flow '%s' is neither export nor import", q->flow);
    if (!q->words.count)
        return err_set(err, ERR_USAGE, "no file to ingest");
    return 0;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct ingest_params *q = params;
    struct store *store;
    struct ingest_options o = {
        .map = q->map,
        .truncated = q->truncated,
        .flow = q->flow,
        .period = q->period,
        .reporter = q->reporter,
        .currency = q->currency,
        .encoding = q->encoding,
        .vintage = q->vintage,
        .max_rejects = q->max_rejects,
        .sent = s->sent,
    };
    TRY(check(q, err));
    TRY(session_store(s, &store, err));
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    for (int i = 0; i < q->words.count; i++) {
        struct ingest_result r = {0};
        const char *path = q->words.item[i];
        int rc = ingest_file(&r, s->arena, store, path, &o, err);
        if (rc && i)
            session_note(s, NOTE_REMARK, "%d of %d files were loaded before this one failed", i,
                         q->words.count);
        TRY(rc);
        const char *shown = s->sent ? file_name(path) : path;
        say(s, shown, &r);
        add_row(&out->table, shown, &r);
    }
    return 0;
}

static const struct param params[] = {
    {PARAM(ingest_params, flow, "flow", TEXT, "FLOW", "export or import, of files that do not say",
           WORDS),
     .words = "export import"},
    {PARAM(ingest_params, period, "period", TEXT, "PERIOD",
           "YYYY or YYYY-MM, of files that do not say", NOTHING)},
    {PARAM(ingest_params, reporter, "reporter", TEXT, "AREA",
           "reporter, for a mapping file that asks for it", AREAS)},
    {PARAM(ingest_params, currency, "currency", TEXT, "CODE", "currency, likewise", NOTHING)},
    {PARAM(ingest_params, vintage, "vintage", DAY, "DATE",
           "day on which these figures were published, today unless told", NOTHING)},
    {PARAM(ingest_params, truncated, "truncated", FLAG, NULL,
           "take an answer that holds fewer rows than it says", NOTHING)},
    {PARAM(ingest_params, max_rejects, "max-rejects", SHARE, "PERCENT",
           "share of rows that may be unusable, 5 unless told", NOTHING),
     .fallback = INGEST_MAX_REJECTS, .percent = true},
    {PARAM(ingest_params, encoding, "encoding", TEXT, "NAME",
           "of files that are not UTF-8, as in latin1 or gb18030", NOTHING)},
    {PARAM(ingest_params, map, "map", TEXT, "FILE", "read tables as this mapping file says",
           FILES)},
    {0},
};

const struct question question_ingest = {
    .name = "ingest",
    .arguments = "FILE...",
    .complete = COMPLETE_FILES,
    .summary = "take published trade statistics into the store",
    .text = "The layout of each file is found by looking at it: UN Comtrade (CSV, JSON, "
            "bulk TSV, files of before 2022, and as saved by R or pandas), WITS, Eurostat "
            "Comext, Easy Comext and data browser (SDMX-CSV, workbook), CEPII BACI, China "
            "customs in Chinese and English, Russian customs, US Census, Comex Stat of "
            "Brazil, and the tables for which a mapping file is built in. CSV, TSV, JSON, "
            "Parquet and the workbooks of Eurostat are read, .gz and .zst unpacked; text "
            "that is not UTF-8 is read as its layout says, else as Windows 1252, which is "
            "said. docs/layouts.md says what each of them holds.\n"
            "\n"
            "A file is loaded whole or not at all. The same content twice changes "
            "nothing; a later vintage of the same figures is kept beside the earlier "
            "one. Rows that cannot be used are kept as rejects (weir rejects) with line, "
            "column and reason; past --max-rejects the load fails. What would count "
            "twice is refused: headings beside their codes, the same flow in two layouts.\n"
            "\n"
            "Any other table is read with a mapping file, an INI file that names the "
            "columns by which it is recognised and gives one expression per field:\n"
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
            "areas (any: names and codes of ISO and M49; m49; or the numbers of an office: "
            "gacc, census, comexstat), encoding, needs (flow period reporter "
            "currency: what the user must say), repeats = add (rows of one cell are "
            "parts of it). Of a table with a column for each month or year, "
            "wide = v:Value-* q:Quantity-* makes a row of each, with the columns v and q "
            "and, as wide, what stands for the *: period = Year || '-' || wide. Where period "
            "does not name wide, the * may stand for anything: a column for each flow. Imports "
            "by country of consignment, beside those by country of origin, have detail = "
            "'consignment' and a part that is not 0. A line that "
            "begins with blanks goes on with the value above; a "
            "key that is unknown or said twice is refused.\n"
            "\n"
            "An expression is made of columns (in double quotes where a name is none), "
            "'texts', numbers, NULL, the user's words $flow $period $reporter $currency, "
            "the operators || + - * / % = <> < <= > >= AND OR NOT IS NULL IN BETWEEN, "
            "CASE ... WHEN ... THEN ... ELSE ... END, TRY_CAST(x AS double) and the "
            "functions abs, coalesce, concat, concat_ws, contains, ends_with, floor, "
            "greatest, least, left, length, lower, ltrim, nullif, number (of a text with "
            "or without thousands separators), regexp_extract, regexp_full_match, "
            "regexp_matches, replace (by a text that is no longer), right, round, rtrim, "
            "split_part, starts_with, strftime, strpos, substr, substring, trim, "
            "try_strptime, upper. It sees one row of the file and nothing else: a map "
            "may come from a stranger.",
    .examples = "weir ingest data/sample/eu27_exports.csv.zst\n"
                "weir ingest --flow export --period 2024-03 gacc.csv\n"
                "weir ingest --map ruritania.map table.csv",
    .params = params,
    .size = sizeof(struct ingest_params),
    .needs = NEEDS_WRITE,
    .loads = true,
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
