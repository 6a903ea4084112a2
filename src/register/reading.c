/* SPDX-License-Identifier: Apache-2.0 */
#include "register/reading.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/resource.h"
#include "ingest/format/encoding.h"
#include "ingest/format/scan.h"
#include "register/lines.h"
#include "register/xml.h"

enum { END_MARK = 0x1a };

const char *reading_sql(const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "src/register/sql/%s.sql", name);
    return resource_get(path)->text;
}

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
               l->fields || l->kind == XML ? "false" : "true", l->kind == BARE ? "false" : "true",
               l->skip);
    if (l->kind == XML) { /* numbers, which order elements */
        buf_puts(sql, "columns = {'id': 'BIGINT', 'parent': 'BIGINT', 'name': 'VARCHAR', "
                      "'line': 'BIGINT', 'text': 'VARCHAR'}");
        return;
    }
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

/* Of a text file the first line, which some publishers give the day of their report. */
static int note_first_line(struct duck *d, const struct reading *x, struct err *err)
{
    char line[1000];
    snprintf(line, sizeof line, "%.*s", (int)strcspn(x->head, "\r\n"), x->head);
    struct duck_param p[] = {{"line", line}, {0}};
    return duck_run(d, "CREATE OR REPLACE TEMP TABLE first_line AS SELECT $line AS text", p, err);
}

int reading_fill(bool *marked, struct duck *d, const struct reading *x, struct err *err)
{
    const struct layout *l = x->layout;
    *marked = true;
    if (l->kind == XML)
        TRY(xml_flatten(x->path, x->temp, err));
    else if (l->kind == LINES)
        TRY(lines_check(x->path, x->temp, err));
    else if (x->encoding)
        TRY(convert(marked, x->path, x->temp, x->encoding, err));
    else
        TRY(copy_text(marked, x->path, x->temp, err));
    TRY(read_raw(d, l, x->temp, x->path, err));
    TRY(duck_run(d, reading_sql("begin"), NULL, err));
    if (l->kind == XML)
        TRY(duck_run(d, reading_sql("xml"), NULL, err));
    if (l->skip)
        TRY(note_first_line(d, x, err));
    TRY(duck_run(d, reading_sql(l->name), NULL, err));
    return duck_run(d, reading_sql("days"), NULL, err);
}
