/* SPDX-License-Identifier: Apache-2.0 */
#include "report/xlsx.h"

#include <archive.h>
#include <archive_entry.h>
#include <expat.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/digest.h"
#include "base/temp.h"
#include "model/period.h"

/* limit ROWS_MAX: rows of a workbook, rows: refused;
 * limit TEXT_MAX: a text in a workbook, characters: cut; */
enum { ROWS_MAX = 1048575, TEXT_MAX = 32767 };

static bool is_text(const struct column *c)
{
    return c->style == STYLE_TEXT || c->style == STYLE_LIST;
}

static void write_cell(lxw_worksheet *s, lxw_row_t row, lxw_col_t col, const struct column *c,
                       const struct cell *v)
{
    char period[16];
    if (is_text(c)) {
        CLEANUP(arena_free) struct arena a = {0};
        if (v->text) /* longer texts are none for a workbook */
            worksheet_write_string(s, row, col,
                                   arena_strndup(&a, v->text, strnlen(v->text, TEXT_MAX)), NULL);
    } else if (isnan(v->number)) {
        return;
    } else if (c->style == STYLE_PERIOD) {
        worksheet_write_string(s, row, col, period_text(period, (int)v->number), NULL);
    } else if (isfinite(v->number)) {
        worksheet_write_number(s, row, col, v->number, NULL);
    }
}

static void fill(lxw_worksheet *s, const struct table *t, lxw_format *bold)
{
    int rows = table_rows(t);
    lxw_col_t col = 0;
    for (int c = 0; c < t->column_count; c++) {
        if (t->columns[c].place == TEXT_ONLY)
            continue;
        worksheet_write_string(s, 0, col, t->columns[c].key, bold);
        for (int r = 0; r < rows; r++)
            write_cell(s, (lxw_row_t)r + 1, col, &t->columns[c],
                       &t->cells[r * t->column_count + c]);
        col++;
    }
    worksheet_freeze_panes(s, 1, 0);
    if (col)
        worksheet_autofilter(s, 0, 0, (lxw_row_t)rows, (lxw_col_t)(col - 1));
}

/* --- is it whole? --- */

/* The library does not look whether its temporary files could be written: a workbook is whole when
 * every part of it is XML to its end. */
static bool is_xml(struct archive *from)
{
    char block[65536];
    la_ssize_t n;
    XML_Parser p = XML_ParserCreate(NULL);
    bool fine = true;
    while (fine && (n = archive_read_data(from, block, sizeof block)) > 0)
        fine = XML_Parse(p, block, (int)n, 0) == XML_STATUS_OK;
    fine = fine && n == 0 && XML_Parse(p, "", 0, 1) == XML_STATUS_OK;
    XML_ParserFree(p);
    return fine;
}

static bool is_whole(const char *path)
{
    struct archive *from = archive_read_new();
    struct archive_entry *e;
    archive_read_support_format_zip(from);
    int parts = 0, status = archive_read_open_filename(from, path, 1 << 16);
    while (status == ARCHIVE_OK && (status = archive_read_next_header(from, &e)) == ARCHIVE_OK)
        if (!is_xml(from))
            status = ARCHIVE_FATAL;
        else
            parts++;
    archive_read_free(from);
    return status == ARCHIVE_EOF && parts > 0;
}

/* The library says on stderr what it also returns. */
static lxw_error close_quietly(lxw_workbook *w)
{
    int kept = dup(STDERR_FILENO), nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (kept >= 0 && nowhere >= 0)
        dup2(nowhere, STDERR_FILENO);
    lxw_error rc = workbook_close(w);
    if (kept >= 0 && nowhere >= 0)
        dup2(kept, STDERR_FILENO);
    if (kept >= 0)
        close(kept);
    if (nowhere >= 0)
        close(nowhere);
    return rc;
}

static lxw_error write_book(const struct table *t, const char *sheet, const char *path)
{
    lxw_workbook_options o = {.constant_memory = LXW_FALSE};
    lxw_workbook *w = workbook_new_opt(path, &o);
    lxw_doc_properties p = {.title = "weir", .created = 946684800}; /* not the hour of the run */
    workbook_set_properties(w, &p);
    lxw_format *bold = workbook_add_format(w);
    format_set_bold(bold);
    fill(workbook_add_worksheet(w, sheet), t, bold);
    return close_quietly(w);
}

/* What the library does not notice it does not do twice: the same table gives the same bytes. */
static const char *why_not(const struct table *t, const char *sheet, const char *path,
                           const char *again)
{
    char one[DIGEST_HEX], two[DIGEST_HEX];
    lxw_error rc = write_book(t, sheet, path);
    rc = rc ? rc : write_book(t, sheet, again);
    if (rc)
        return lxw_strerror(rc);
    bool same = is_whole(path) && !digest_file(one, path, -1, NULL) &&
                !digest_file(two, again, -1, NULL) && !strcmp(one, two);
    return same ? NULL : "a temporary file could not be written, is the disk full?";
}

int xlsx_write(const struct table *t, const char *sheet, const char *path, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct target target;
    char *again;
    if (table_rows(t) > ROWS_MAX)
        return err_set(err, ERR_LIMIT, "a workbook holds %d rows, the table has %d", ROWS_MAX,
                       table_rows(t));
    TRY(target_open(&target, path, &a, err));
    if (temp_file(&again, "workbook", &a, err))
        return target_close(&target, ERR_IO, err);
    const char *why = why_not(t, sheet, target.part, again);
    temp_remove(again);
    return target_close(
        &target, why ? err_set(err, ERR_IO, "'%s' could not be written: %s", path, why) : 0, err);
}
