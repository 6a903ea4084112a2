/* SPDX-License-Identifier: Apache-2.0 */
#include "report/table.h"

#include <math.h>
#include <string.h>

#include "base/json.h"
#include "base/temp.h"
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

static char *formatted(const struct table *t, int row, int column, const struct amount_unit *unit,
                       struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    CLEANUP(buf_free) struct buf plain = {0};
    const struct column *c = &t->columns[column];
    const struct cell *v = &t->cells[row * t->column_count + column];
    if (c->style == STYLE_AMOUNT && !cell_is_missing(c, v))
        amount_format(&b, v->number, unit);
    else
        cell_format(&b, c, v);
    buf_plain(&plain, buf_str(&b));
    for (char *p = plain.s; p && *p; p++)
        *p = *p == '\n' || *p == '\t' ? ' ' : *p;
    return arena_strdup(a, buf_str(&plain));
}

/* "value, M": a column of amounts names its unit. */
static char *headed(const struct column *c, const struct amount_unit *unit, struct arena *a)
{
    bool named = c->style == STYLE_AMOUNT && *unit->name;
    return arena_printf(a, "%s%s%s", c->title, named ? ", " : "", named ? unit->name : "");
}

enum { NARROWEST = 12, WRAPPED = 24, LINES = 3 };

static int total_of(const struct table *t, const int *widths)
{
    int total = -2;
    for (int c = 0; c < t->column_count; c++)
        total += widths[c] ? widths[c] + 2 : 0;
    return total;
}

/* The widest text column; that is wrapped: -1: none. */
static int widest_of(const struct table *t, const int *widths, int but, int least)
{
    int widest = -1;
    for (int c = 0; c < t->column_count; c++)
        if (c != but && column_is_text(&t->columns[c]) && widths[c] > least &&
            (widest < 0 || widths[c] > widths[widest]))
            widest = c;
    return widest;
}

/* The widest text column wraps onto further lines; where that is not enough the others are cut,
 * the widest first, one character at a time, and the wrapped one shrinks last.  Which one wraps. */
static int fit(const struct table *t, int *widths, int width)
{
    int over = width ? total_of(t, widths) - width : 0;
    if (over <= 0)
        return -1;
    int wraps = widest_of(t, widths, -1, WRAPPED);
    int give = wraps < 0 ? 0 : widths[wraps] - WRAPPED;
    if (wraps >= 0) {
        widths[wraps] -= give < over ? give : over;
        over -= give;
    }
    for (; over > 0; over--) {
        int widest = widest_of(t, widths, wraps, NARROWEST);
        widest = widest < 0 && wraps >= 0 && widths[wraps] > NARROWEST ? wraps : widest;
        if (widest < 0)
            break;
        widths[widest]--;
    }
    return wraps;
}

static void pad(struct buf *to, int n)
{
    for (; n > 0; n--)
        buf_puts(to, " ");
}

static const char *after(const char *s, int n)
{
    for (; *s && n > 0; n--)
        do
            s++;
        while (((unsigned char)*s & 0xc0) == 0x80);
    return s;
}

/* The first `width` characters, or of a path the last. */
static void write_cut(struct buf *to, const char *s, int width, bool end)
{
    int n = characters(s);
    const char *tail = after(s, end ? n - width + 1 : width - 1);
    if (n <= width)
        buf_puts(to, s);
    else if (end)
        buf_printf(to, "…%s", tail);
    else
        buf_printf(to, "%.*s…", (int)(tail - s), s);
}

/* How much of a text stands in one line of that width: to the last blank, if there is one. */
static int line_of(const char *s, int width)
{
    const char *end = after(s, width), *blank = end;
    if (!*end)
        return (int)(end - s);
    while (blank > s && *blank != ' ')
        blank--;
    return (int)((blank > s ? blank : end) - s);
}

static void write_row(const struct table *t, char *const *texts, const int *widths, struct buf *to)
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
        write_cut(to, texts[c], widths[c], t->columns[c].style == STYLE_PATH);
        if (left && c < last)
            pad(to, gap);
    }
    while (to->len && to->s[to->len - 1] == ' ')
        to->len--;
    buf_puts(to, "\n");
}

/* A row, and further lines for what the wrapped column has no room for. */
static void write_line(const struct table *t, char *const *texts, const int *widths, int wraps,
                       struct arena *a, struct buf *to)
{
    size_t n = (size_t)t->column_count;
    char **line = arena_array(a, char *, n);
    memcpy(line, texts, n * sizeof *line);
    const char *rest = wraps < 0 || t->columns[wraps].style == STYLE_PATH ? NULL : texts[wraps];
    int lines = 0;
    do {
        int part = rest && ++lines < LINES ? line_of(rest, widths[wraps])
                   : rest                  ? (int)strlen(rest)
                                           : 0;
        if (rest)
            line[wraps] = arena_strndup(a, rest, (size_t)part);
        write_row(t, line, widths, to);
        for (size_t c = 0; c < n; c++)
            line[c] = arena_strdup(a, "");
        rest = rest ? rest + part + strspn(rest + part, " ") : NULL;
    } while (rest && *rest);
}

void table_lines(const struct table *t, int width, struct buf *to)
{
    CLEANUP(arena_free) struct arena a = {0};
    int rows = table_rows(t), n = t->column_count;
    char **texts = arena_array(&a, char *, (size_t)(rows + 1) * (size_t)n);
    int *widths = arena_array(&a, int, (size_t)n);
    for (int c = 0; c < n; c++) {
        struct amount_unit unit = amount_unit_of(t, c);
        for (int r = 0; r <= rows && t->columns[c].place != DATA_ONLY; r++) {
            char **at = &texts[r * n + c];
            *at = r ? formatted(t, r - 1, c, &unit, &a) : headed(&t->columns[c], &unit, &a);
            if (characters(*at) > widths[c])
                widths[c] = characters(*at);
        }
    }
    int wraps = fit(t, widths, width);
    for (int r = 0; r <= rows; r++)
        write_line(t, texts + r * n, widths, wraps, &a, to);
}

/* --- CSV and JSON --- */

/* A spreadsheet takes a text that begins so for a formula; an apostrophe before it says that it is
 * none. */
static bool is_formula(const char *s)
{
    return *s && strchr("=+-@\t\r", *s);
}

void csv_text(struct buf *to, const char *s, bool spreadsheet)
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

enum { SHORT_CELL = 10, LONG_CELL = 60 }; /* a text that stays on a line; that is given room */

static void html_cell(const struct table *t, int i, const struct amount_unit *unit, struct buf *to)
{
    const struct column *c = &t->columns[i % t->column_count];
    const struct cell *v = &t->cells[i];
    CLEANUP(buf_free) struct buf text = {0};
    if (c->style == STYLE_AMOUNT && !cell_is_missing(c, v))
        amount_format(&text, v->number, unit);
    else
        cell_format(&text, c, v);
    const char *shown = buf_str(&text);
    if (c->style == STYLE_PATH) /* where files of this machine lie is nothing to a page */
        shown = file_name(shown);
    if (column_is_text(c)) {
        size_t n = strlen(shown);
        buf_puts(to, n > LONG_CELL    ? "<td class=\"long\">"
                     : n > SHORT_CELL ? "<td>"
                                      : "<td class=\"whole\">");
    } else {
        buf_puts(to, "<td class=\"n\" data-v=\"");
        if (!cell_is_missing(c, v))
            json_number(to, v->number);
        buf_puts(to, "\">");
    }
    html_text(to, shown);
    buf_puts(to, "</td>");
}

void table_html(const struct table *t, const char *caption, struct buf *to)
{
    CLEANUP(arena_free) struct arena a = {0};
    int n = t->column_count;
    struct amount_unit *unit = arena_array(&a, struct amount_unit, (size_t)n);
    for (int c = 0; c < n; c++)
        unit[c] = amount_unit_of(t, c);
    buf_puts(to, "<div class=\"wide\" tabindex=\"0\"><table class=\"sortable\"><caption>");
    html_text(to, caption);
    buf_puts(to, "</caption><thead><tr>");
    for (int c = 0; c < n; c++) {
        if (t->columns[c].place == DATA_ONLY)
            continue;
        buf_puts(to, column_is_text(&t->columns[c]) ? "<th scope=\"col\">"
                                                    : "<th scope=\"col\" class=\"n\">");
        const char *head = headed(&t->columns[c], &unit[c], &a);
        html_text(to, *head ? head : t->columns[c].key); /* none is without a name here */
        buf_puts(to, "</th>");
    }
    buf_puts(to, "</tr></thead><tbody>");
    for (int i = 0; i < t->cell_count; i++) {
        if (i % n == 0)
            buf_puts(to, "<tr>");
        if (t->columns[i % n].place != DATA_ONLY)
            html_cell(t, i, &unit[i % n], to);
        if (i % n == n - 1)
            buf_puts(to, "</tr>\n");
    }
    buf_puts(to, "</tbody></table></div>\n");
}
