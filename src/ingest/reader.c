/* SPDX-License-Identifier: Apache-2.0 */
#include "ingest/reader.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"

/* Length of the line at s, its end and a carriage return left out; quoted ends do not count. */
static size_t line_length(const char *s)
{
    bool quoted = false;
    size_t n = 0;
    for (; s[n] && (quoted || s[n] != '\n'); n++)
        quoted ^= s[n] == '"';
    return n;
}

static char pick_delimiter(const char *s, size_t len)
{
    static const char candidates[] = ",;\t|";
    int best = 0, count[4] = {0};
    bool quoted = false;
    for (size_t i = 0; i < len; i++) {
        const char *c = strchr(candidates, s[i]);
        quoted ^= s[i] == '"';
        if (c && !quoted)
            count[c - candidates]++;
    }
    for (int i = 1; i < 4; i++)
        if (count[i] > count[best])
            best = i;
    return candidates[best];
}

/* Takes one field off *s and returns it without its quotes. */
static char *take_field(struct arena *a, const char **s, const char *end, char delimiter)
{
    char *out = arena_alloc(a, (size_t)(end - *s) + 1), *o = out;
    bool quoted = false;
    const char *p = *s;
    for (; p < end && (quoted || *p != delimiter); p++) {
        if (*p == '"' && quoted && p + 1 < end && p[1] == '"')
            *o++ = *p++;
        else if (*p == '"')
            quoted = !quoted;
        else
            *o++ = *p;
    }
    *s = p < end ? p + 1 : NULL;
    *o = '\0';
    return out;
}

static int count_fields(const char *s, size_t len, char delimiter)
{
    int n = 1;
    bool quoted = false;
    for (size_t i = 0; i < len; i++) {
        quoted ^= s[i] == '"';
        n += s[i] == delimiter && !quoted;
    }
    return n;
}

static bool is_taken(const struct columns *c, const char *name)
{
    for (int i = 0; i < c->count; i++)
        if (!strcasecmp(c->name[i], name))
            return true;
    return false;
}

static void add_column(struct columns *c, struct arena *a, char *name)
{
    char *unique = *name ? name : arena_printf(a, "column_%d", c->count + 1);
    for (int n = 2; is_taken(c, unique); n++)
        unique = arena_printf(a, "%s_%d", name, n);
    c->name = arena_grow(a, c->name, (size_t)c->count, sizeof *c->name);
    c->name[c->count++] = unique;
}

static int add_columns(struct reader *r, struct arena *a, const char *source, const char *s,
                       size_t len, struct err *err)
{
    int n = count_fields(s, len, r->delimiter);
    if (n > READER_COLUMNS_MAX)
        return err_at(err, source, 1, 0, "%d columns, more than %d", n, READER_COLUMNS_MAX);
    for (const char *p = s; p;)
        add_column(&r->columns, a, take_field(a, &p, s + len, r->delimiter));
    return 0;
}

/* Whether a line has one field more than there are columns, with nothing in it: rows of some
 * publishers end with a comma.  With something in it the row has too many. */
static bool ends_empty(const struct reader *r, const char *line)
{
    size_t len = line_length(line), cut = len;
    while (cut && line[cut - 1] == '\r')
        cut--;
    return cut && line[cut - 1] == r->delimiter &&
           count_fields(line, cut, r->delimiter) == r->columns.count + 1;
}

int reader_of_text(struct reader *out, struct arena *a, const char *source, const char *head,
                   struct err *err)
{
    struct reader r = {.header_lines = 1, .compression = "none"};
    if (!strncmp(head, "\xef\xbb\xbf", 3))
        head += 3;
    size_t len = line_length(head), cut = len;
    if (!head[len])
        return err_at(err, source, 1, 0, "no rows: the first line does not end within %zu bytes",
                      len);
    const char *second = head + len + 1;
    while (cut && head[cut - 1] == '\r')
        cut--;
    r.delimiter = pick_delimiter(head, cut);
    TRY(add_columns(&r, a, source, head, cut, err));
    bool one_more = ends_empty(&r, second);
    if (one_more && r.columns.count == READER_COLUMNS_MAX)
        return err_at(err, source, 2, 0, "%d columns, more than %d", READER_COLUMNS_MAX + 1,
                      READER_COLUMNS_MAX);
    if (one_more)
        add_column(&r.columns, a, arena_strdup(a, ""));
    *out = r;
    return 0;
}

int reader_of_parquet(struct reader *out, struct arena *a, struct duck *d, const char *path,
                      struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    CLEANUP(buf_free) struct buf sql = {0};
    struct reader r = {.path = path};
    buf_puts(&sql, "SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet(");
    buf_sql_quote(&sql, duck_file(path, a));
    buf_puts(&sql, "))");
    int rc = duck_query(d, &rows, sql.s, NULL, err);
    if (rc)
        return err_in(err, path);
    while (duck_next(rows))
        add_column(&r.columns, a, duck_text(rows, 0, a));
    TRY(duck_end(rows, err));
    if (r.columns.count > READER_COLUMNS_MAX)
        return err_at(err, path, 0, 0, "%d columns, more than %d", r.columns.count,
                      READER_COLUMNS_MAX);
    *out = r;
    return 0;
}

/* The adapter's names of columns, each taken from the file's column of that name. */
static void add_known(struct buf *b, const struct reader *r, char *const *names, bool *used,
                      size_t start)
{
    for (; *names; names++) {
        int i = columns_find(&r->columns, *names);
        buf_puts(b, b->len > start + 7 ? ",\n    " : "");
        if (i < 0) {
            buf_puts(b, "NULL::VARCHAR AS ");
        } else {
            used[i] = true;
            buf_sql_name(b, r->columns.name[i]);
            buf_puts(b, "::VARCHAR AS ");
        }
        buf_sql_name(b, *names);
    }
}

static bool is_name_of(const char *name, char *const *names)
{
    for (; *names; names++)
        if (!strcasecmp(name, *names))
            return true;
    return false;
}

static void add_csv(struct buf *b, const struct reader *r, struct arena *a)
{
    char delimiter[2] = {r->delimiter};
    buf_puts(b, "read_csv(");
    buf_sql_quote(b, duck_file(r->path, a));
    buf_puts(b, ", auto_detect = false, header = true, quote = '\"', escape = '\"', delim = ");
    buf_sql_quote(b, delimiter);
    buf_printf(b, ", compression = '%s', store_rejects = true, columns = {", r->compression);
    for (int i = 0; i < r->columns.count; i++) {
        buf_puts(b, i ? ", " : "");
        buf_sql_quote(b, r->columns.name[i]);
        buf_puts(b, ": 'VARCHAR'");
    }
    buf_puts(b, "})");
}

/* --- wide tables --- */

/* "Jan", "2024", "2024-03", "202403", "2024M03": not "Year" or "Total". */
static bool is_period(const char *text, size_t n)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    size_t digits = strspn(text, "0123456789");
    char first[4] = {0};
    if (digits >= n)
        return n == 4 || n == 6;
    if (digits == 4)
        return strchr("-M", text[4]) && strspn(text + 5, "0123456789") >= n - 5 && n <= 7;
    for (size_t i = 0; i < 3 && i < n; i++)
        first[i] = (char)tolower((unsigned char)text[i]);
    const char *at = strlen(first) == 3 ? strstr(months, first) : NULL;
    return at && (at - months) % 3 == 0;
}

/* The period that a column is of, by a pattern: its place and length in the name; NULL: none. */
static const char *period_in(const char *name, const struct wide *w, size_t *n)
{
    size_t before = strlen(w->prefix), after = strlen(w->suffix), len = strlen(name);
    if (len <= before + after || strncasecmp(name, w->prefix, before) != 0 ||
        strcasecmp(name + len - after, w->suffix) != 0)
        return NULL;
    *n = len - before - after;
    return w->any || is_period(name + before, *n) ? name + before : NULL;
}

int reader_spread(int *out, const struct reader *r, const struct adapter *adapter, const char *path,
                  struct err *err)
{
    size_t n;
    *out = 0;
    for (int i = 0; i < r->columns.count && adapter->wide_count; i++) {
        for (int k = 0; k < adapter->wide_count; k++)
            if (!strcasecmp(r->columns.name[i], adapter->wide[k].name) ||
                !strcasecmp(r->columns.name[i], "wide"))
                return err_at(err, path, 1, 0, "a column of the file is called '%s'",
                              r->columns.name[i]);
        *out += period_in(r->columns.name[i], adapter->wide, &n) != NULL;
    }
    if (*out || !adapter->wide_count)
        return *out = *out ? *out : 1, 0;
    return err_at(err, path, 1, 0, "no column '%s*%s' names a month or year", adapter->wide->prefix,
                  adapter->wide->suffix);
}

/* The column of that period by another pattern; -1: none. */
static int column_of(const struct reader *r, const struct wide *w, const char *period, size_t n)
{
    size_t m;
    for (int i = 0; i < r->columns.count; i++) {
        const char *p = period_in(r->columns.name[i], w, &m);
        if (p && m == n && !strncasecmp(p, period, n))
            return i;
    }
    return -1;
}

static void add_period(struct buf *b, const struct reader *r, const struct adapter *adapter,
                       const char *period, size_t n, struct arena *a)
{
    buf_puts(b, "{'wide': ");
    buf_sql_quote(b, arena_strndup(a, period, n));
    for (int k = 0; k < adapter->wide_count; k++) {
        int at = column_of(r, &adapter->wide[k], period, n);
        buf_puts(b, ", ");
        buf_sql_quote(b, adapter->wide[k].name);
        buf_puts(b, ": ");
        if (at < 0)
            buf_puts(b, "NULL::VARCHAR");
        else
            buf_sql_name(b, r->columns.name[at]);
    }
    buf_puts(b, "}");
}

/* Each row of the file becomes one for each period, in their order. */
static void add_spread(struct buf *b, const struct reader *r, const struct adapter *adapter,
                       struct arena *a)
{
    bool some = false;
    size_t n;
    buf_puts(b, "SELECT *, unnest([");
    for (int i = 0; i < r->columns.count; i++) {
        const char *period = period_in(r->columns.name[i], adapter->wide, &n);
        if (!period)
            continue;
        buf_puts(b, some ? ",\n    " : "");
        add_period(b, r, adapter, period, n, a);
        some = true;
    }
    buf_puts(b, "], recursive := true)\nFROM (");
}

char *reader_sql(const struct reader *r, const struct adapter *adapter, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    bool used[READER_COLUMNS_MAX] = {false};
    if (adapter->wide_count)
        add_spread(&b, r, adapter, a);
    size_t start = b.len;
    buf_puts(&b, "SELECT ");
    add_known(&b, r, adapter->header, used, start);
    add_known(&b, r, adapter->optional, used, start);
    for (int i = 0; i < r->columns.count; i++) {
        const char *name = r->columns.name[i];
        if (used[i] || is_name_of(name, adapter->header) || is_name_of(name, adapter->optional))
            continue;
        buf_puts(&b, ",\n    ");
        buf_sql_name(&b, name);
        buf_puts(&b, "::VARCHAR AS ");
        buf_sql_name(&b, name);
    }
    buf_puts(&b, "\nFROM ");
    if (r->delimiter) {
        add_csv(&b, r, a);
    } else {
        buf_puts(&b, "read_parquet(");
        buf_sql_quote(&b, duck_file(r->path, a));
        buf_puts(&b, ")");
    }
    buf_puts(&b, adapter->wide_count ? ")" : "");
    return arena_strdup(a, b.s);
}
