/* SPDX-License-Identifier: Apache-2.0 */
#include "report/table.h"

#include <math.h>
#include <string.h>

#include "base/json.h"
#include "model/period.h"
#include "report/html.h"

/* --- text --- */

static int characters(const char *s)
{
    int n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xc0) != 0x80;
    return n;
}

static char *formatted(const struct table *t, int row, int column, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    CLEANUP(buf_free) struct buf plain = {0};
    cell_format(&b, &t->columns[column], &t->cells[row * t->column_count + column]);
    buf_plain(&plain, buf_str(&b));
    for (char *c = plain.s; c && *c; c++)
        *c = *c == '\n' || *c == '\t' ? ' ' : *c;
    return arena_strdup(a, buf_str(&plain));
}

enum { NARROWEST = 12 };

/* Cuts the widest text column, one character at a time, until the line fits. */
static void fit(const struct table *t, int *widths, int width)
{
    int total = -2;
    for (int c = 0; c < t->column_count; c++)
        total += widths[c] ? widths[c] + 2 : 0;
    for (; width && total > width; total--) {
        int widest = -1;
        for (int c = 0; c < t->column_count; c++)
            if (column_is_text(&t->columns[c]) && widths[c] > NARROWEST &&
                (widest < 0 || widths[c] > widths[widest]))
                widest = c;
        if (widest < 0)
            return;
        widths[widest]--;
    }
}

static void pad(struct buf *to, int n)
{
    for (; n > 0; n--)
        buf_puts(to, " ");
}

static void write_cut(struct buf *to, const char *s, int width)
{
    int n = 0;
    bool cut = characters(s) > width;
    for (; *s && n < width - cut; n++) {
        do
            buf_add(to, s++, 1);
        while (((unsigned char)*s & 0xc0) == 0x80);
    }
    if (cut)
        buf_puts(to, "…");
}

static void write_line(const struct table *t, char *const *texts, const int *widths, struct buf *to)
{
    bool first = true;
    int last = t->column_count - 1;
    while (last > 0 && !widths[last])
        last--;
    for (int c = 0; c <= last; c++) {
        if (!widths[c])
            continue;
        bool left = column_is_text(&t->columns[c]) || t->columns[c].style == STYLE_TRUTH;
        int gap = widths[c] - characters(texts[c]);
        buf_puts(to, first ? "" : "  ");
        first = false;
        if (!left)
            pad(to, gap);
        write_cut(to, texts[c], widths[c]);
        if (left && c < last)
            pad(to, gap);
    }
    buf_puts(to, "\n");
}

void table_lines(const struct table *t, int width, struct buf *to)
{
    CLEANUP(arena_free) struct arena a = {0};
    int rows = table_rows(t), n = t->column_count;
    char **texts = arena_array(&a, char *, (size_t)(rows + 1) * (size_t)n);
    int *widths = arena_array(&a, int, (size_t)n);
    for (int r = 0; r <= rows; r++)
        for (int c = 0; c < n; c++) {
            char **at = &texts[r * n + c];
            if (t->columns[c].place == DATA_ONLY)
                continue;
            *at = r ? formatted(t, r - 1, c, &a) : arena_strdup(&a, t->columns[c].title);
            if (characters(*at) > widths[c])
                widths[c] = characters(*at);
        }
    fit(t, widths, width);
    for (int r = 0; r <= rows; r++)
        write_line(t, texts + r * n, widths, to);
}

/* --- CSV and JSON --- */

/* A spreadsheet takes a text that begins so for a formula; an apostrophe before it says that it is
 * none. */
static bool is_formula(const char *s)
{
    return *s && strchr("=+-@\t\r", *s);
}

static void csv_text(struct buf *to, const char *s, bool spreadsheet)
{
    const char *mark = spreadsheet && is_formula(s) ? "'" : "";
    if (!s[strcspn(s, ",\"\r\n")]) {
        buf_printf(to, "%s%s", mark, s);
        return;
    }
    buf_printf(to, "\"%s", mark);
    for (; *s; s++)
        buf_add(to, *s == '"' ? "\"\"" : s, *s == '"' ? 2 : 1);
    buf_puts(to, "\"");
}

static void csv_cell(struct buf *to, const struct column *c, const struct cell *v, bool spreadsheet)
{
    char period[16];
    if (cell_is_missing(c, v)) {
        buf_puts(to, c->style == STYLE_TRUTH ? "cannot tell" : "");
        return;
    }
    if (column_is_text(c))
        csv_text(to, v->text, spreadsheet);
    else if (c->style == STYLE_TRUTH)
        buf_puts(to, v->number > 0 ? "yes" : "no");
    else if (c->style == STYLE_PERIOD)
        buf_puts(to, period_text(period, (int)v->number));
    else
        json_number(to, v->number);
}

void table_csv(const struct table *t, bool spreadsheet, struct buf *b)
{
    int n = t->column_count;
    for (int i = -n; i < t->cell_count; i++) {
        const struct column *c = &t->columns[(i + n) % n];
        bool first = (i + n) % n == 0;
        if (first && i > -n)
            buf_puts(b, "\n");
        if (c->place == TEXT_ONLY)
            continue;
        if (!first)
            buf_puts(b, ",");
        if (i < 0)
            buf_puts(b, c->key);
        else
            csv_cell(b, c, &t->cells[i], spreadsheet);
    }
    buf_puts(b, "\n");
}

/* --- HTML --- */

static void html_cell(const struct table *t, int i, struct buf *to)
{
    const struct column *c = &t->columns[i % t->column_count];
    const struct cell *v = &t->cells[i];
    CLEANUP(buf_free) struct buf text = {0};
    cell_format(&text, c, v);
    if (column_is_text(c)) {
        buf_puts(to, "<td>");
    } else {
        buf_puts(to, "<td class=\"n\" data-v=\"");
        if (!cell_is_missing(c, v))
            json_number(to, v->number);
        buf_puts(to, "\">");
    }
    html_text(to, buf_str(&text));
    buf_puts(to, "</td>");
}

void table_html(const struct table *t, const char *caption, struct buf *to)
{
    int n = t->column_count;
    buf_puts(to, "<div class=\"wide\"><table class=\"sortable\"><caption>");
    html_text(to, caption);
    buf_puts(to, "</caption><thead><tr>");
    for (int c = 0; c < n; c++) {
        if (t->columns[c].place == DATA_ONLY)
            continue;
        buf_puts(to, column_is_text(&t->columns[c]) ? "<th scope=\"col\">"
                                                    : "<th scope=\"col\" class=\"n\">");
        html_text(to, t->columns[c].title);
        buf_puts(to, "</th>");
    }
    buf_puts(to, "</tr></thead><tbody>");
    for (int i = 0; i < t->cell_count; i++) {
        if (i % n == 0)
            buf_puts(to, "<tr>");
        if (t->columns[i % n].place != DATA_ONLY)
            html_cell(t, i, to);
        if (i % n == n - 1)
            buf_puts(to, "</tr>\n");
    }
    buf_puts(to, "</tbody></table></div>\n");
}
