/* SPDX-License-Identifier: Apache-2.0 */
#include "register/register.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/resource.h"
#include "base/temp.h"
#include "duck/definitions.h"
#include "ingest/encoding.h"
#include "ingest/scan.h"
#include "model/period.h"
#include "register/layouts.h"
#include "register/lines.h"
#include "register/xml.h"

enum { END_MARK = 0x1a };

/* The text of src/register/sql/<name>.sql. */
static const char *sql_of(const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "src/register/sql/%s.sql", name);
    return resource_get(path)->text;
}

/* --- reading --- */

/* A text file as the readers want it: without the end mark of old systems. */
struct copy {
    FILE *to;
    unsigned char last; /* that is no end of a line */
};

static int copy_block(void *ctx, const unsigned char *p, size_t n, struct err *err)
{
    struct copy *c = ctx;
    for (size_t i = 0; i < n; i++)
        if (p[i] != END_MARK && putc(p[i], c->to) == EOF)
            return err_set(err, ERR_IO, "a temporary file could not be written: %s",
                           strerror(errno));
    for (size_t i = 0; i < n; i++)
        c->last = p[i] == '\r' || p[i] == '\n' ? c->last : p[i];
    return 0;
}

static int copy_text(bool *marked, const char *path, const char *to, struct err *err)
{
    struct copy c = {.to = fopen(to, "w")};
    int rc = c.to ? scan_content(path, copy_block, &c, err)
                  : err_set(err, ERR_IO, "'%s' could not be created", to);
    if (c.to && fclose(c.to) && !rc)
        rc = err_set(err, ERR_IO, "'%s' could not be written: %s", to, strerror(errno));
    *marked = c.last == END_MARK;
    return rc;
}

static int convert(bool *marked, const char *path, const char *to, const char *encoding,
                   struct err *err)
{
    char utf8[4096];
    snprintf(utf8, sizeof utf8, "%s.utf8", to);
    int rc = encoding_convert(path, utf8, encoding, err);
    rc = rc ? rc : copy_text(marked, utf8, to, err);
    unlink(utf8);
    return rc;
}

static int read_lines(struct duck *d, const char *temp, struct err *err)
{
    CLEANUP(buf_free) struct buf sql = {0};
    buf_puts(&sql, "CREATE OR REPLACE TEMP TABLE raw AS SELECT json FROM read_ndjson_objects(");
    buf_sql_quote(&sql, temp);
    buf_puts(&sql, ", maximum_object_size = 67108864)");
    return duck_run(d, sql.s, NULL, err);
}

static void read_csv_sql(struct buf *sql, const struct layout *l, const char *temp)
{
    buf_puts(sql, "read_csv(");
    buf_sql_quote(sql, temp);
    buf_printf(sql,
               ", delim = '%s', quote = '\"', escape = '\"', strict_mode = true, "
               "auto_detect = %s, header = %s, skip = %d, max_line_size = 4000000, ",
               l->kind == TABBED       ? "\t"
               : l->kind == SEMICOLONS ? ";"
                                       : ",",
               l->fields ? "false" : "true", l->kind == BARE ? "false" : "true", l->skip);
    if (!l->fields) {
        buf_puts(sql, "all_varchar = true");
        return;
    }
    buf_puts(sql, "columns = {");
    for (int i = 0; i < l->fields; i++)
        buf_printf(sql, "%s'c%d': 'VARCHAR'", i ? ", " : "", i);
    buf_puts(sql, "}");
}

/* Where the reader stopped: the first of the lines that it rejects when it may. */
static int reader_fault(struct duck *d, const struct layout *l, const char *temp, const char *path,
                        struct err *err)
{
    CLEANUP(buf_free) struct buf sql = {0};
    int64_t line = 0;
    buf_puts(&sql, "CREATE OR REPLACE TEMP TABLE raw AS SELECT * FROM ");
    read_csv_sql(&sql, l, temp);
    buf_puts(&sql, ", store_rejects = true, rejects_table = 'raw_errors', rejects_scan = "
                   "'raw_scans'); SELECT min(line) FROM raw_errors");
    if (duck_int_of(d, &line, sql.s, NULL, 0, NULL))
        line = 0;
    (void)!duck_run(d, "DROP TABLE IF EXISTS raw_errors; DROP TABLE IF EXISTS raw_scans", NULL,
                    NULL);
    return err_at(err, path, (long)line, 1, "the row does not have the fields of the others");
}

static int read_raw(struct duck *d, const struct layout *l, const char *temp, const char *path,
                    struct err *err)
{
    CLEANUP(buf_free) struct buf sql = {0};
    if (l->kind == LINES)
        return read_lines(d, temp, err);
    buf_puts(&sql, "CREATE OR REPLACE TEMP TABLE raw AS SELECT * FROM ");
    read_csv_sql(&sql, l, temp);
    buf_puts(&sql, ")");
    int rc = duck_run(d, sql.s, NULL, err);
    return rc == ERR_STORE ? reader_fault(d, l, temp, path, err) : rc;
}

static int fill(struct duck *d, const struct layout *l, const char *temp, const char *path,
                const char *encoding, bool *marked, struct err *err)
{
    *marked = true;
    if (l->kind == XML)
        TRY(xml_flatten(path, temp, err));
    else if (l->kind == LINES)
        TRY(lines_check(path, temp, err));
    else if (encoding)
        TRY(convert(marked, path, temp, encoding, err));
    else
        TRY(copy_text(marked, path, temp, err));
    TRY(read_raw(d, l, temp, path, err));
    TRY(duck_run(d, sql_of("begin"), NULL, err));
    if (l->kind == XML)
        TRY(duck_run(d, sql_of("xml"), NULL, err));
    return duck_run(d, sql_of(l->name), NULL, err);
}

/* --- taking in --- */

static int count(struct duck *d, struct register_file *out, struct err *err)
{
    TRY(duck_int_of(d, &out->entities, "SELECT count(*) FROM entity_in", NULL, 0, err));
    TRY(duck_int_of(d, &out->names, "SELECT count(*) FROM name_in WHERE trim(name) <> ''", NULL, 0,
                    err));
    TRY(duck_int_of(d, &out->addresses, "SELECT count(*) FROM address_in", NULL, 0, err));
    return duck_int_of(d, &out->identifiers,
                       "SELECT count(*) FROM identifier_in WHERE trim(value) <> ''", NULL, 0, err);
}

/* What there is of a part, in its own unit: entities, names of them, addresses or comments. */
static int entries_of(int64_t *out, struct duck *d, const struct register_file *f, struct err *err)
{
    bool aliases = !strcmp(f->part, "aliases"), addresses = !strcmp(f->part, "addresses");
    *out = aliases ? f->names : addresses ? f->addresses : f->names ? f->entities : 0;
    return strcmp(f->part, "comments")
               ? 0
               : duck_int_of(d, out, "SELECT count(*) FROM remark_in", NULL, 0, err);
}

/* Four fifths: lists grow, and lose a few entries a year. */
static bool has_shrunk(int64_t entries, int64_t before)
{
    return entries * 5 < before * 4;
}

static int refuse_shrunk(const struct register_file *f, const char *path, const char *what,
                         int64_t entries, int64_t before, struct err *err)
{
    err_at(err, path, 0, 0, "%ld %s, where the vintage of %s before it has %ld: is it whole?",
           (long)entries, what, f->list, (long)before);
    return err_hint(err, "--shrunk takes it; until then names are looked up in the vintage before");
}

/* What it would take the place of: entries in the unit of its part, and names. */
static int read_before(int64_t *entries, int64_t *names, struct duck *d,
                       const struct register_file *f, const char *vintage, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = {{"list", f->list}, {"part", f->part}, {"vintage", vintage}, {0}};
    TRY(duck_query(d, &r, sql_of("before"), p, err));
    if (duck_next(r)) {
        *entries = duck_int(r, 0);
        *names = duck_int(r, 1);
    }
    return duck_end(r, err);
}

static int refuse_cut(const char *path, struct err *err)
{
    err_at(err, path, 0, 0, "the file has no end mark (0x1A): it is cut, and names may be missing");
    return err_hint(err, "OFAC ends this file with that mark; download it again, or say --shrunk");
}

/* A list without entries, or with some of them, would hide the names of the one before it. */
static int check_filled(struct duck *d, struct register_file *f, const char *path,
                        const struct register_options *o, bool marked, struct err *err)
{
    int64_t entries, before = 0, names = 0;
    TRY(entries_of(&entries, d, f, err));
    TRY(read_before(&before, &names, d, f, o->vintage, err));
    if (!entries) {
        err_at(err, path, 0, 0, "no entry in it: read as %s, %ld entities with %ld names", f->title,
               (long)f->entities, (long)f->names);
        return err_hint(err,
                        "an empty list would hide every name of the one before it; is it whole, "
                        "and is it that list?");
    }
    if (!marked && before && !o->shrunk)
        return refuse_cut(path, err);
    if (!marked)
        f->warning = "no end mark (0x1A), with which OFAC ends this file: it may be cut";
    if (o->shrunk)
        return 0;
    if (has_shrunk(entries, before))
        return refuse_shrunk(f, path, "entries", entries, before, err);
    return has_shrunk(f->names, names) ? refuse_shrunk(f, path, "names", f->names, names, err) : 0;
}

static int take(struct duck *d, const struct register_file *f, const struct scan *s,
                const char *path, const char *vintage, const char *encoding, struct err *err)
{
    int64_t id;
    char *real = realpath(path, NULL);
    char text[32], now[MOMENT_TEXT];
    moment(now);
    TRY(duck_int_of(d, &id, "SELECT nextval('reg.source_ids')", NULL, 0, err));
    snprintf(text, sizeof text, "%ld", (long)id);
    struct duck_param p[] = {{"id", text},          {"list", f->list},
                             {"part", f->part},     {"path", real ? real : path},
                             {"layout", f->layout}, {"sha256", s->sha256},
                             {"vintage", vintage},  {"encoding", encoding},
                             {"now", now},          {0}};
    int rc = duck_run(d, sql_of("take"), p, err);
    free(real);
    return rc;
}

static int recognise(const struct layout **out, const struct scan *s, const char *path,
                     const char *encoding, struct arena *a, struct err *err)
{
    if (s->bad_line && !encoding) {
        err_at(err, path, s->bad_line, s->bad_column, "byte 0x%02x is not UTF-8", s->bad_byte);
        return err_hint(err, "--encoding latin1 (or another) reads it in that encoding");
    }
    *out = layout_of(encoding ? encoding_head(s, encoding, a) : s->head);
    if (*out)
        return 0;
    err_at(err, path, 1, 1, "not the layout of a list that is known");
    return err_hint(err, "lists of OFAC, the UN, the EU, the UK, Canada, BIS and OpenSanctions in "
                         "the formats that 'weir lists --help' names");
}

int register_load(struct register_file *out, struct store *store, const char *path,
                  const struct register_options *o, struct arena *a, struct err *err)
{
    struct scan s;
    const struct layout *l;
    struct duck *d = store_stage(store);
    char *temp;
    bool marked;
    int64_t there = 0;
    TRY(scan_file(&s, a, path, err));
    TRY(recognise(&l, &s, path, o->encoding, a, err));
    *out = (struct register_file){
        .list = layout_list(l, path, a), .part = l->part, .layout = l->name, .title = l->title};
    struct duck_param p[] = {
        {"sha256", s.sha256}, {"list", out->list}, {"vintage", o->vintage}, {0}};
    TRY(duck_int_of(d, &there, sql_of("known"), p, 0, err));
    out->known = there > 0;
    TRY(temp_file(&temp, "list", a, err));
    int rc = fill(d, l, temp, path, o->encoding, &marked, err);
    unlink(temp);
    rc = rc ? rc : count(d, out, err);
    if (rc || out->known)
        return rc;
    TRY(check_filled(d, out, path, o, marked || !layout_has_mark(l), err));
    return take(d, out, &s, path, o->vintage, o->encoding, err);
}

int register_settle(struct store *s, struct err *err)
{
    return duck_run(store_stage(s), sql_of("settle"), NULL, err);
}

/* One transaction, in the file before anything else is done. */
static int make(struct store *s, struct err *err)
{
    struct duck *d = store_stage(s);
    TRY(register_begin(s, err));
    TRY(register_end(s, duck_define(d, sql_of("schema"), err), err));
    TRY(duck_guard(d, "reg", err));
    return duck_checkpoint(d, err);
}

int register_prepare(struct store *s, struct err *err)
{
    bool there;
    TRY(register_there(s, &there, err));
    if (!there)
        TRY(make(s, err));
    return duck_run(store_stage(s), sql_of("macros"), NULL, err);
}

int register_begin(struct store *s, struct err *err)
{
    return duck_run(store_stage(s), "BEGIN", NULL, err);
}

int register_end(struct store *s, int rc, struct err *err)
{
    int end = duck_run(store_stage(s), rc ? "ROLLBACK" : "COMMIT", NULL, rc ? NULL : err);
    return rc ? rc : end;
}

/* Nothing of the registers is run before they are known to be weir's. */
int register_there(struct store *s, bool *there, struct err *err)
{
    struct duck *d = store_stage(s);
    const struct definitions *x;
    TRY(definitions_read(&x, d, err));
    *there = false;
    for (int i = 0; i < x->count; i++)
        *there |= !strcmp(x->item[i].schema, "reg");
    if (!*there)
        return 0;
    if (definitions_check(x, "reg", REGISTER_DIGEST, sql_of("schema"), err))
        return store_is_changed(s, err);
    return duck_guard(d, "reg", err);
}
