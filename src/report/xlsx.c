/* SPDX-License-Identifier: Apache-2.0 */
#include "report/xlsx.h"

#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

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

int xlsx_write(const struct table *t, const char *sheet, const char *path, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct target target;
    if (table_rows(t) > ROWS_MAX)
        return err_set(err, ERR_LIMIT, "a workbook holds %d rows, the table has %d", ROWS_MAX,
                       table_rows(t));
    TRY(target_open(&target, path, &a, err));
    lxw_workbook_options o = {.constant_memory = LXW_FALSE};
    lxw_workbook *w = workbook_new_opt(target.part, &o);
    lxw_doc_properties p = {.title = "weir", .created = 946684800}; /* not the hour of the run */
    workbook_set_properties(w, &p);
    lxw_format *bold = workbook_add_format(w);
    format_set_bold(bold);
    fill(workbook_add_worksheet(w, sheet), t, bold);
    lxw_error rc = close_quietly(w);
    return target_close(
        &target,
        rc ? err_set(err, ERR_IO, "'%s' could not be written: %s", path, lxw_strerror(rc)) : 0,
        err);
}
