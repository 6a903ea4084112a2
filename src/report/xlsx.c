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

static void write_cell(lxw_worksheet *s, lxw_row_t row, lxw_col_t col, const struct column *c,
                       const struct cell *v)
{
    char period[16];
    if (column_is_text(c)) {
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

enum { WIDEST = 60, ABOUT_LINES = 2000 };

/* Formats of a workbook, by what a column holds. */
struct formats {
    lxw_format *bold, *count, *amount, *ratio, *p, *wrapped;
};

static struct formats formats_of(lxw_workbook *w)
{
    struct formats f = {workbook_add_format(w), workbook_add_format(w), workbook_add_format(w),
                        workbook_add_format(w), workbook_add_format(w), workbook_add_format(w)};
    format_set_bold(f.bold);
    format_set_num_format(f.count, "#,##0");
    format_set_num_format(f.amount, "#,##0");
    format_set_num_format(f.ratio, "0.00");
    format_set_num_format(f.p, "0.0E+00");
    format_set_text_wrap(f.wrapped);
    format_set_align(f.wrapped, LXW_ALIGN_VERTICAL_TOP);
    return f;
}

static lxw_format *format_of(const struct formats *f, enum style style)
{
    return style == STYLE_INT      ? f->count
           : style == STYLE_AMOUNT ? f->amount
           : style == STYLE_RATIO  ? f->ratio
           : style == STYLE_P      ? f->p
                                   : NULL;
}

/* As wide as its texts, within reason. */
static double width_of(const struct table *t, int c)
{
    size_t widest = strlen(t->columns[c].key);
    for (int i = c; i < t->cell_count; i += t->column_count) {
        const char *text = column_is_text(&t->columns[c]) ? t->cells[i].text : "1,234,567,890";
        size_t n = text ? strlen(text) : 0;
        widest = n > widest ? n : widest;
    }
    return (double)(widest > WIDEST ? WIDEST : widest) + 2;
}

static void fill(lxw_worksheet *s, const struct table *t, const struct formats *f)
{
    int rows = table_rows(t);
    lxw_col_t col = 0;
    for (int c = 0; c < t->column_count; c++) {
        if (t->columns[c].place == TEXT_ONLY)
            continue;
        worksheet_set_column(s, col, col, width_of(t, c), format_of(f, t->columns[c].style));
        worksheet_write_string(s, 0, col, t->columns[c].key, f->bold);
        for (int r = 0; r < rows; r++)
            write_cell(s, (lxw_row_t)r + 1, col, &t->columns[c],
                       &t->cells[r * t->column_count + c]);
        col++;
    }
    worksheet_freeze_panes(s, 1, 0);
    if (col)
        worksheet_autofilter(s, 0, 0, (lxw_row_t)rows, (lxw_col_t)(col - 1));
}

/* --- what it is --- */

static void say_lines(lxw_worksheet *s, lxw_row_t *row, const char *name, const char *text,
                      const struct formats *f)
{
    CLEANUP(arena_free) struct arena a = {0};
    bool first = true;
    for (const char *p = text ? text : ""; *p && *row < ABOUT_LINES; first = false) {
        size_t n = strcspn(p, "\n");
        if (n) {
            if (first)
                worksheet_write_string(s, *row, 0, name, f->bold);
            worksheet_write_string(s, *row, 1, arena_strndup(&a, p, n < TEXT_MAX ? n : TEXT_MAX),
                                   f->wrapped);
            ++*row;
        }
        p += n + (p[n] == '\n');
    }
}

static void say_about(lxw_worksheet *s, const struct xlsx_about *about, const struct formats *f)
{
    lxw_row_t row = 0;
    worksheet_set_column(s, 0, 0, 14, NULL);
    worksheet_set_column(s, 1, 1, 110, NULL);
    say_lines(s, &row, "question", about->question, f);
    say_lines(s, &row, "made by", about->weir, f);
    say_lines(s, &row, "answer", about->head, f);
    say_lines(s, &row, "notes", about->notes, f);
    say_lines(s, &row, "sources", about->foot, f);
    say_lines(s, &row, "sheets", about->sheet, f);
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

static lxw_error write_book(const struct table *t, const struct xlsx_about *about, const char *path)
{
    lxw_workbook_options o = {.constant_memory = LXW_FALSE};
    lxw_workbook *w = workbook_new_opt(path, &o);
    lxw_doc_properties p = {.title = "weir", .created = 946684800}; /* not the hour of the run */
    workbook_set_properties(w, &p);
    struct formats f = formats_of(w);
    say_about(workbook_add_worksheet(w, "about"), about, &f);
    fill(workbook_add_worksheet(w, about->sheet), t, &f);
    return close_quietly(w);
}

/* What the library does not notice it does not do twice: the same table gives the same bytes. */
static const char *why_not(const struct table *t, const struct xlsx_about *about, const char *path,
                           const char *again)
{
    char one[DIGEST_HEX], two[DIGEST_HEX];
    lxw_error rc = write_book(t, about, path);
    rc = rc ? rc : write_book(t, about, again);
    if (rc)
        return lxw_strerror(rc);
    bool same = is_whole(path) && !digest_file(one, path, -1, NULL) &&
                !digest_file(two, again, -1, NULL) && !strcmp(one, two);
    return same ? NULL : "a temporary file could not be written, is the disk full?";
}

int xlsx_write(const struct table *t, const struct xlsx_about *about, const char *path,
               struct err *err)
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
    const char *why = why_not(t, about, target.part, again);
    temp_remove(again);
    return target_close(
        &target, why ? err_set(err, ERR_IO, "'%s' could not be written: %s", path, why) : 0, err);
}
