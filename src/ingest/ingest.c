/* SPDX-License-Identifier: Apache-2.0 */
#include "ingest/ingest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/buf.h"
#include "base/resource.h"
#include "base/temp.h"
#include "duck/duck.h"
#include "ingest/adapter.h"
#include "ingest/doubt.h"
#include "ingest/format/json.h"
#include "ingest/layout.h"
#include "ingest/reader.h"
#include "ingest/format/encoding.h"
#include "ingest/format/scan.h"
#include "ingest/format/workbook.h"
#include "model/period.h"

/* A file on its way into the store. */
struct load {
    const char *path;
    const struct ingest_options *options;
    struct arena *arena;
    struct store *store;
    struct scan scan;
    struct adapter adapter;
    struct reader reader;
    char *converted; /* temporary file, NULL when none was made */
    struct buf warnings;
    int spread; /* rows that each line of a wide table makes; 1: it is long */
    int64_t read, rejected;
};

static void release(struct load *l)
{
    if (l->converted)
        unlink(l->converted);
    buf_free(&l->warnings);
}

static void warn(struct load *l, const char *text)
{
    buf_puts(&l->warnings, l->warnings.len ? "\n" : "");
    buf_puts(&l->warnings, text);
}

static int make_temporary(struct load *l, struct err *err)
{
    return temp_file(&l->converted, "load", l->arena, err);
}

/* --- how to read it --- */

static int open_json(struct load *l, struct err *err)
{
    TRY(make_temporary(l, err));
    long said;
    TRY(json_to_csv(l->path, l->converted, l->options->truncated ? &said : NULL, err));
    if (l->options->truncated && said)
        warn(l, arena_printf(l->arena, "it says that it has %ld rows, and holds fewer", said));
    struct scan head;
    TRY(scan_file(&head, l->arena, l->converted, err));
    TRY(reader_of_text(&l->reader, l->arena, l->path, head.head, err));
    l->reader.path = l->converted;
    l->reader.header_lines = 0;
    return 0;
}

static int open_workbook(struct load *l, struct err *err)
{
    struct scan head;
    TRY(make_temporary(l, err));
    TRY(workbook_to_csv(l->path, l->converted, err));
    TRY(scan_file(&head, l->arena, l->converted, err));
    TRY(reader_of_text(&l->reader, l->arena, l->path, head.head, err));
    l->reader.path = l->converted;
    l->reader.header_lines = 0;
    return 0;
}

static int check_encoding(const char *encoding, struct err *err)
{
    if (encoding_is_known(encoding))
        return 0;
    err_set(err, ERR_USAGE, "encoding '%s' is not known", encoding);
    return err_hint(err, "iconv --list shows those that are");
}

static int open_text(struct load *l, struct err *err)
{
    const char *encoding = l->options->encoding;
    if (encoding)
        TRY(check_encoding(encoding, err));
    TRY(reader_of_text(&l->reader, l->arena, l->path,
                       encoding ? encoding_head(&l->scan, encoding, l->arena) : l->scan.head, err));
    l->reader.path = l->path;
    l->reader.compression = l->scan.compression;
    if (l->scan.unterminated)
        warn(l, "the last line has no end: the file may be cut");
    return 0;
}

static int open_reader(struct load *l, struct err *err)
{
    switch (l->scan.format) {
    case SCAN_JSON:
        return open_json(l, err);
    case SCAN_PARQUET:
        return reader_of_parquet(&l->reader, l->arena, store_stage(l->store), l->path, err);
    case SCAN_WORKBOOK:
        return open_workbook(l, err);
    case SCAN_TEXT:
        break;
    }
    return open_text(l, err);
}

/* Text that is not UTF-8 is read in the user's encoding, in the layout's, else in the one that most
 * of Europe's files are in (Windows 1252, which holds Latin-1). */
static int convert(struct load *l, struct err *err)
{
    const char *encoding = l->options->encoding;
    if (l->scan.format != SCAN_TEXT || (!l->scan.bad_line && !encoding))
        return 0;
    if (!encoding)
        encoding = l->adapter.encoding ? l->adapter.encoding : "cp1252";
    TRY(make_temporary(l, err));
    TRY(encoding_convert(l->path, l->converted, encoding, err));
    l->reader.path = l->converted;
    l->reader.compression = "none";
    if (!l->options->encoding)
        warn(l, arena_printf(l->arena,
                             "not UTF-8 (byte 0x%02x in line %ld): read as %s, another is named "
                             "with --encoding",
                             l->scan.bad_byte, l->scan.bad_line, encoding));
    return 0;
}

static int check_needs(const struct load *l, struct err *err)
{
    struct {
        const char *name, *given, *example;
    } needs[] = {
        {"flow", l->options->flow, "export"},
        {"period", l->options->period, "2024-03"},
        {"reporter", l->options->reporter, "CHN"},
        {"currency", l->options->currency, "USD"},
    };
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        if (needs[i].given || !strstr(l->adapter.needs, needs[i].name))
            continue;
        if (!strcmp(needs[i].name, "period") && columns_find(&l->reader.columns, "dateofdata") >= 0)
            continue;
        err_set(err, ERR_USAGE, "'%s' (%s) does not say its %s", l->path, l->adapter.title,
                needs[i].name);
        return err_hint(err, "say it: --%s %s", needs[i].name, needs[i].example);
    }
    return 0;
}

/* --- checking rows --- */

static char *latest_month(struct arena *a)
{
    time_t now = time(NULL);
    struct tm t;
    gmtime_r(&now, &t);
    return arena_printf(a, "%04d%02d", t.tm_year + 1900, t.tm_mon + 1);
}

static const char *sql_of(const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "src/ingest/%s.sql", name);
    return resource_get(path)->text;
}

static char *check_sql(const struct load *l)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_puts(&b, "INSERT INTO staged WITH raw AS (\n");
    buf_puts(&b, reader_sql(&l->reader, &l->adapter, l->arena));
    buf_puts(&b, "),\nloose AS (\n");
    buf_puts(&b, l->adapter.select);
    buf_puts(&b, ")\n");
    buf_puts(&b, sql_of("check"));
    return arena_strdup(l->arena, b.s);
}

/* Rows must arrive in the order of the file, for their place in it is their line: nothing may be
 * joined on the way.  (Lists of words stay expressions, which CASE skips, instead of becoming
 * joins, which it cannot.) */
static int check_rows(struct load *l, const struct duck_param *p, struct err *err)
{
    struct duck *d = store_stage(l->store);
    TRY(duck_run(d, "SET disabled_optimizers = 'in_clause'", NULL, err));
    int rc = duck_run(d, check_sql(l), p, err);
    if (rc)
        err_in(err, l->path);
    if (rc == ERR_STORE && l->options->map)
        err_hint(err, "a field of '%s' cannot be worked out for a row of this file",
                 l->options->map);
    TRY(duck_run(d, "RESET disabled_optimizers", NULL, rc ? NULL : err));
    return rc;
}

/* A map may name any scheme of data/area/area_key.csv. */
static int check_areas(const struct load *l, struct err *err)
{
    int64_t keys;
    TRY(duck_int_of(store_stage(l->store), &keys, "SELECT count(*) FROM weir_area", NULL, 0, err));
    if (keys)
        return 0;
    err_set(err, ERR_INPUT, "'%s': areas are not written as '%s' anywhere",
            l->options->map ? l->options->map : l->adapter.name, l->adapter.areas);
    return err_hint(err, "any, m49, gacc, census or comexstat");
}

static int read_rows(struct load *l, struct err *err)
{
    struct duck *d = store_stage(l->store);
    const struct ingest_options *o = l->options;
    char header[8];
    snprintf(header, sizeof header, "%d", l->reader.header_lines);
    TRY(reader_spread(&l->spread, &l->reader, &l->adapter, l->path, err));
    struct duck_param p[] = {
        {"areas", l->adapter.areas},
        {"latest", latest_month(l->arena)},
        {"path", l->path},
        {"flow", o->flow},
        {"period", o->period},
        {"reporter", o->reporter},
        {"currency", o->currency},
        {"header", header},
        {"spread", arena_printf(l->arena, "%d", l->spread)},
        {"blank", l->reader.header_lines ? scan_blank(&l->scan, l->arena) : "[]"},
        {"filled", arena_printf(l->arena, "%ld", (long)(l->scan.lines - l->scan.blank))},
        {0},
    };
    bool commas = l->reader.delimiter != ';' && l->reader.delimiter != '\t';
    TRY(duck_run(d,
                 commas ? "CREATE OR REPLACE TEMP MACRO weir_commas() AS true"
                        : "CREATE OR REPLACE TEMP MACRO weir_commas() AS false",
                 NULL, err));
    TRY(duck_run(d, sql_of("stage"), p, err));
    TRY(check_areas(l, err));
    TRY(duck_run(d, sql_of("tables"), p, err));
    TRY(check_rows(l, p, err));
    if (l->adapter.wide_count) /* an empty cell is no row */
        TRY(duck_run(d, "DELETE FROM staged WHERE fault = 'no figure in the row'", NULL, err));
    TRY(duck_run(d, l->reader.delimiter ? sql_of("errors") : sql_of("no_errors"), NULL, err));
    return duck_run(d, sql_of("lines"), p, err);
}

/* Rejects name fields of a flow row; users know the columns of their file. */
static int name_columns(const struct load *l, struct err *err)
{
    static const char *const fields[] = {"reporter", "partner",    "direction", "period",  "code",
                                         "value",    "net_weight", "quantity",  "currency"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        struct duck_param p[] = {
            {"field", fields[i]},
            {"column", adapter_column_of(&l->adapter, &l->reader.columns, fields[i], l->arena)},
            {0},
        };
        if (p[1].text)
            TRY(duck_run(store_stage(l->store),
                         "UPDATE stage_reject SET \"column\" = $column WHERE \"column\" = $field",
                         p, err));
    }
    return 0;
}

static int count_rows(struct load *l, struct err *err)
{
    int64_t kept;
    struct duck *d = store_stage(l->store);
    TRY(duck_int_of(d, &kept, "SELECT count(*) FROM stage", NULL, 0, err));
    TRY(duck_int_of(d, &l->rejected, "SELECT count(*) FROM stage_reject", NULL, 0, err));
    l->read = kept + l->rejected;
    if (!l->read) {
        err_at(err, l->path, 0, 0, "no rows below the header");
        return err_hint(err, "an empty answer does not mean that there was no trade");
    }
    if ((double)l->rejected > l->options->max_rejects * (double)l->read || !kept)
        return doubt_rejects(d, l->path,
                             &(struct doubt_share){l->rejected, l->read, l->options->max_rejects},
                             l->arena, err);
    for (int i = 0; l->adapter.limit[i]; i++)
        if (l->read == l->adapter.limit[i])
            warn(l, arena_printf(l->arena,
                                 "exactly %ld rows, where %s cuts its answers: probably truncated",
                                 l->adapter.limit[i], l->adapter.title));
    if (l->reader.header_lines && !l->adapter.wide_count &&
        l->read + l->reader.header_lines != l->scan.lines - l->scan.blank)
        warn(l, "some rows run over several lines: line numbers count rows");
    else if (l->scan.blank > SCAN_BLANK)
        warn(l, "many lines are empty: line numbers do not count all of them");
    const char *doubt = "";
    TRY(doubt_file(d, l->path, l->adapter.repeats_add, !l->adapter.one_measure, &doubt, l->arena,
                   err));
    if (*doubt)
        warn(l, doubt);
    return 0;
}

/* --- the load --- */

/* Files are found again from another directory. */
static const char *absolute(const char *path, struct arena *a)
{
    char *real = realpath(path, NULL);
    const char *out = arena_strdup(a, real ? real : path);
    free(real);
    return out;
}

static char *options_text(const struct load *l)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct ingest_options *o = l->options;
    char map[DIGEST_HEX];
    bool mapped = o->map && !digest_file(map, o->map, -1, NULL);
    const char *pair[][2] = {{"flow", o->flow},
                             {"period", o->period},
                             {"reporter", o->reporter},
                             {"currency", o->currency},
                             {"encoding", o->encoding},
                             {"map-sha256", mapped ? map : NULL},
                             {"map", o->map ? absolute(o->map, l->arena) : NULL}};
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++)
        if (pair[i][1])
            buf_printf(&b, "%s%s=%s", b.len ? " " : "", pair[i][0], pair[i][1]);
    return arena_strdup(l->arena, buf_str(&b));
}

static int stage(struct load *l, struct err *err)
{
    TRY(open_reader(l, err));
    struct layout_question ask = {l->path, &l->scan, l->options->encoding, l->options->map};
    TRY(layout_find(&l->adapter, &l->reader, l->arena, &ask, err));
    TRY(check_needs(l, err));
    if (l->scan.format == SCAN_TEXT) {
        l->reader.path = l->path;
        l->reader.compression = l->scan.compression;
    }
    TRY(convert(l, err));
    TRY(read_rows(l, err));
    TRY(name_columns(l, err));
    return count_rows(l, err);
}

static int take(struct load *l, struct ingest_result *out, struct err *err)
{
    char day[DAY_TEXT];
    today(day);
    struct store_load load = {
        .path = l->options->sent ? file_name(l->path) : absolute(l->path, l->arena),
        .sha256 = l->scan.sha256,
        .adapter = l->adapter.name,
        .title = l->adapter.title,
        .options = options_text(l),
        .vintage = l->options->vintage ? l->options->vintage : arena_strdup(l->arena, day),
        .note = buf_str(&l->warnings),
        .bytes = l->scan.bytes,
        .rows_read = l->read,
        .repeats_add = l->adapter.repeats_add,
    };
    TRY(store_take(l->store, &load, &out->loaded, err));
    out->adapter = l->adapter.name;
    out->title = l->adapter.title;
    out->rows_read = l->read;
    out->warnings = arena_strdup(l->arena, buf_str(&l->warnings));
    return 0;
}

int ingest_file(struct ingest_result *out, struct arena *a, struct store *s, const char *path,
                const struct ingest_options *options, struct err *err)
{
    CLEANUP(release) struct load l = {.path = path, .options = options, .arena = a, .store = s};
    struct ingest_result result = {.warnings = arena_strdup(a, "")};
    TRY(scan_file(&l.scan, a, path, err));
    TRY(store_find(s, &result.loaded.source_id, l.scan.sha256, err));
    result.same = result.loaded.source_id != 0;
    if (!result.same) {
        store_label(s, options->sent ? file_name(path) : path);
        int rc = stage(&l, err);
        rc = rc ? rc : take(&l, &result, err);
        store_label(s, NULL);
        TRY(rc);
    }
    *out = result;
    return 0;
}
