/* SPDX-License-Identifier: Apache-2.0 */
#include "ingest/format/workbook.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <expat.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

/* limit WORKBOOK_BYTES_MAX: a workbook unpacked, bytes: refused;
 * limit WORKBOOK_COLUMNS_MAX: columns of a sheet, columns: refused;
 * limit WORKBOOK_TEXT_MAX: a cell of a workbook, bytes: refused;
 * limit WORKBOOK_STRINGS_MAX: shared strings of a workbook, strings: refused; */
enum {
    WORKBOOK_BYTES_MAX = 1 << 30,
    WORKBOOK_COLUMNS_MAX = 2000,
    WORKBOOK_TEXT_MAX = 1 << 16,
    WORKBOOK_STRINGS_MAX = 1 << 20
};

enum field { FREQ, REPORTER, PARTNER, PRODUCT, FLOW, INDICATORS, FIELDS };
static const char *const names[FIELDS] = {"FREQ",    "REPORTER", "PARTNER",
                                          "PRODUCT", "FLOW",     "INDICATORS"};

struct book {
    const char *path, *why; /* why: what is wrong with it; NULL: nothing yet */
    XML_Parser parser;
    FILE *to;
    struct arena strings, sheet;
    char **shared;
    int shared_count;
    int64_t bytes;
    long rows;

    /* the sheet */
    char *cell[WORKBOOK_COLUMNS_MAX];        /* of the row */
    char *period[WORKBOOK_COLUMNS_MAX];      /* of the row TIME; NULL: none */
    enum field column[WORKBOOK_COLUMNS_MAX]; /* what columns before the periods are */
    char *fixed[FIELDS];                     /* what is the same for all of the table */
    int first, last;                         /* columns of periods */
    enum { ABOVE, TIME, INSIDE, BELOW } where;
    struct buf text;
    int at; /* column of the open cell; -1: none */
    bool is_shared, takes_text;
};

static void stop(struct book *b, const char *why)
{
    b->why = b->why ? b->why : why;
    XML_StopParser(b->parser, XML_FALSE);
}

/* --- rows --- */

/* "REPORTER (Labels)", "PRODUCT [PRODUCT]": the dimension that a text names; FIELDS: none. */
static enum field field_of(const char *text)
{
    size_t n = text ? strcspn(text, " [(") : 0;
    for (int i = 0; i < FIELDS; i++)
        if (n && strlen(names[i]) == n && !strncmp(text, names[i], n))
            return (enum field)i;
    return FIELDS;
}

/* What a field says: of "a label [code]" the code. */
static const char *said(struct book *b, const char *text)
{
    const char *open = text ? strrchr(text, '[') : NULL, *end = open ? strchr(open, ']') : NULL;
    if (!end || end[1] || end == open + 1)
        return text ? text : "";
    return arena_strndup(&b->sheet, open + 1, (size_t)(end - open - 1));
}

static void write_cell(struct book *b, const char *text, char after)
{
    fputc('"', b->to);
    for (const char *p = text; *p; p++) {
        if (*p == '"')
            fputc('"', b->to);
        fputc(*p == '\n' || *p == '\r' ? ' ' : *p, b->to);
    }
    fputc('"', b->to);
    fputc(after, b->to);
}

static void read_above(struct book *b)
{
    enum field f = field_of(b->cell[0]);
    if (b->cell[0] && !strcmp(b->cell[0], "TIME")) {
        b->where = TIME;
        for (int i = 1; i < WORKBOOK_COLUMNS_MAX; i++) {
            bool period = b->cell[i] && b->cell[i][0] >= '0' && b->cell[i][0] <= '9';
            b->period[i] = period ? b->cell[i] : NULL;
            b->first = period && !b->first ? i : b->first;
            b->last = period ? i : b->last;
        }
        return;
    }
    for (int i = 1; f < FIELDS && i < WORKBOOK_COLUMNS_MAX; i++)
        if (b->cell[i] && *b->cell[i]) {
            b->fixed[f] = b->cell[i];
            return;
        }
}

/* The row that names the columns before the periods; one of what is the same for all goes before.
 */
static void read_names(struct book *b)
{
    enum field f = field_of(b->cell[0]);
    if (f == FREQ && b->cell[b->first])
        b->fixed[FREQ] = b->cell[b->first];
    if (f == FREQ || f == FIELDS)
        return;
    for (int i = 0; i < b->first; i++)
        b->column[i] = field_of(b->cell[i]);
    b->where = INSIDE;
}

static void write_row(struct book *b)
{
    const char *of[FIELDS];
    if (!b->cell[0] || !*b->cell[0] || !strcmp(b->cell[0], "Special value")) {
        b->where = BELOW;
        return;
    }
    for (int i = 0; i < FIELDS; i++)
        of[i] = said(b, b->fixed[i]);
    for (int i = 0; i < b->first; i++)
        if (b->column[i] < FIELDS)
            of[b->column[i]] = said(b, b->cell[i]);
    for (int i = b->first; i <= b->last; i++) {
        const char *v = b->cell[i];
        if (!b->period[i] || !v || !*v || !strcmp(v, ":"))
            continue;
        for (int k = 0; k < FIELDS; k++)
            write_cell(b, of[k], ',');
        write_cell(b, b->period[i], ',');
        write_cell(b, v, '\n');
        b->rows++;
    }
}

static void take_row(struct book *b)
{
    switch (b->where) {
    case ABOVE:
        read_above(b);
        break;
    case TIME:
        read_names(b);
        break;
    case INSIDE:
        write_row(b);
        break;
    case BELOW:
        break;
    }
    memset(b->cell, 0, sizeof b->cell);
}

/* --- cells --- */

/* "AB12": column 27. */
static int column_in(const char *place)
{
    int at = 0;
    for (; place && *place >= 'A' && *place <= 'Z' && at < WORKBOOK_COLUMNS_MAX; place++)
        at = at * 26 + *place - 'A' + 1;
    return at - 1;
}

static const char *attribute(const char **list, const char *name)
{
    for (; *list; list += 2)
        if (!strcmp(list[0], name))
            return list[1];
    return NULL;
}

static void open_element(void *ctx, const char *name, const char **list)
{
    struct book *b = ctx;
    if (!strcmp(name, "c")) {
        const char *type = attribute(list, "t");
        b->at = column_in(attribute(list, "r"));
        b->is_shared = type && !strcmp(type, "s");
        b->text.len = 0;
        if (b->at < 0 || b->at >= WORKBOOK_COLUMNS_MAX)
            stop(b, "a cell without a place, or beyond the columns that are read");
    }
    b->takes_text = !strcmp(name, "v") || !strcmp(name, "t");
}

static void take_text(void *ctx, const char *s, int n)
{
    struct book *b = ctx;
    if (!b->takes_text)
        return;
    if (b->text.len + (size_t)n > WORKBOOK_TEXT_MAX)
        stop(b, "a cell too long");
    else
        buf_add(&b->text, s, (size_t)n);
}

static void close_element(void *ctx, const char *name)
{
    struct book *b = ctx;
    b->takes_text = false;
    if (!strcmp(name, "row"))
        take_row(b);
    if (strcmp(name, "c") != 0 || b->at < 0 || b->why)
        return;
    const char *text = buf_str(&b->text);
    long i = b->is_shared ? strtol(text, NULL, 10) : 0;
    if (b->is_shared && (i < 0 || i >= b->shared_count))
        stop(b, "a shared string that is not there");
    else
        b->cell[b->at] = arena_strdup(&b->sheet, b->is_shared ? b->shared[i] : text);
    b->at = -1;
}

static void close_string(void *ctx, const char *name)
{
    struct book *b = ctx;
    b->takes_text = false;
    if (strcmp(name, "si") != 0)
        return;
    if (b->shared_count == WORKBOOK_STRINGS_MAX) {
        stop(b, "too many shared strings");
        return;
    }
    b->shared = arena_grow(&b->strings, b->shared, (size_t)b->shared_count, sizeof *b->shared);
    b->shared[b->shared_count++] = arena_strdup(&b->strings, buf_str(&b->text));
    b->text.len = 0;
}

static void declare(void *ctx, const char *name, int is_parameter, const char *value, int length,
                    const char *base, const char *system, const char *public, const char *notation)
{
    (void)name, (void)is_parameter, (void)value, (void)length, (void)base;
    (void)system, (void)public, (void)notation;
    stop(ctx, "it declares entities");
}

/* --- members --- */

static int broken(struct book *b, const char *member, const char *why, struct err *err)
{
    err_at(err, b->path, 0, 0, "%s of the workbook: %s", member, why);
    return err_hint(err, "save the table as CSV");
}

static int read_member(struct book *b, struct archive *from, const char *member, bool strings,
                       struct err *err)
{
    char block[1 << 14];
    la_ssize_t n;
    b->parser = XML_ParserCreate(NULL);
    XML_SetUserData(b->parser, b);
    XML_SetElementHandler(b->parser, open_element, strings ? close_string : close_element);
    XML_SetCharacterDataHandler(b->parser, take_text);
    XML_SetEntityDeclHandler(b->parser, declare);
    while ((n = archive_read_data(from, block, sizeof block)) > 0 && !b->why) {
        b->bytes += n;
        if (b->bytes > WORKBOOK_BYTES_MAX)
            b->why = "it unpacks to too much";
        else if (XML_Parse(b->parser, block, (int)n, 0) != XML_STATUS_OK && !b->why)
            b->why = XML_ErrorString(XML_GetErrorCode(b->parser));
    }
    if (!b->why && n < 0)
        b->why = "it is cut or damaged";
    if (!b->why && XML_Parse(b->parser, "", 0, 1) != XML_STATUS_OK && !b->why)
        b->why = XML_ErrorString(XML_GetErrorCode(b->parser));
    XML_ParserFree(b->parser);
    return b->why ? broken(b, member, b->why, err) : 0;
}

static void begin_sheet(struct book *b)
{
    arena_reset(&b->sheet);
    memset(b->cell, 0, sizeof b->cell);
    memset(b->period, 0, sizeof b->period);
    memset(b->fixed, 0, sizeof b->fixed);
    b->first = b->last = 0;
    b->where = ABOVE;
    b->at = -1;
}

static bool is_sheet(const char *member)
{
    size_t n = strlen(member);
    return !strncmp(member, "xl/worksheets/", 14) && n > 4 && !strcmp(member + n - 4, ".xml");
}

/* One walk over the members: for the shared strings, then for the sheets. */
static int walk(struct book *b, bool strings, int *seen, struct err *err)
{
    struct archive *from = archive_read_new();
    struct archive_entry *e;
    int rc = 0, status = ARCHIVE_EOF;
    archive_read_support_format_zip(from);
    if (archive_read_open_filename(from, b->path, 1 << 14) != ARCHIVE_OK)
        rc = broken(b, "the archive", archive_error_string(from), err);
    while (!rc && (status = archive_read_next_header(from, &e)) == ARCHIVE_OK) {
        const char *member = archive_entry_pathname(e);
        bool wanted = member &&
                      (strings ? !strcmp(member, "xl/sharedStrings.xml") : is_sheet(member));
        if (!wanted)
            continue;
        begin_sheet(b);
        rc = read_member(b, from, member, strings, err);
        ++*seen;
    }
    if (!rc && status != ARCHIVE_EOF)
        rc = broken(b, "the archive", "it is cut or damaged", err);
    archive_read_free(from);
    return rc;
}

static int convert(struct book *b, struct err *err)
{
    int strings = 0, sheets = 0;
    TRY(walk(b, true, &strings, err));
    for (int i = 0; i < FIELDS; i++)
        fprintf(b->to, "%s,", names[i]);
    fputs("TIME_PERIOD,OBS_VALUE\n", b->to);
    TRY(walk(b, false, &sheets, err));
    if (b->rows)
        return 0;
    err_at(err, b->path, 0, 0,
           sheets ? "no sheet has a table of the Eurostat data browser"
                  : "a ZIP archive that is no workbook");
    return err_hint(err, sheets ? "save the table as CSV" : "unpack it first");
}

int workbook_to_csv(const char *path, const char *to, struct err *err)
{
    struct book *b = calloc(1, sizeof *b);
    if (!b)
        abort();
    b->path = path;
    b->to = fopen(to, "w");
    int rc = b->to ? convert(b, err)
                   : err_set(err, ERR_IO, "'%s' could not be written: %s", to, strerror(errno));
    if (b->to && fclose(b->to) && !rc)
        rc = err_set(err, ERR_IO, "'%s' could not be written: %s", to, strerror(errno));
    arena_free(&b->strings);
    arena_free(&b->sheet);
    buf_free(&b->text);
    free(b);
    return rc;
}
