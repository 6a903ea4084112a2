/* SPDX-License-Identifier: Apache-2.0 */
#include "ingest/reader.h"

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
    bool one_more = count_fields(second, line_length(second), r.delimiter) == r.columns.count + 1;
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
static void add_known(struct buf *b, const struct reader *r, char *const *names, bool *used)
{
    for (; *names; names++) {
        int i = columns_find(&r->columns, *names);
        buf_puts(b, b->len > 7 ? ",\n    " : "");
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

char *reader_sql(const struct reader *r, const struct adapter *adapter, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    bool used[READER_COLUMNS_MAX] = {false};
    buf_puts(&b, "SELECT ");
    add_known(&b, r, adapter->header, used);
    add_known(&b, r, adapter->optional, used);
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
    return arena_strdup(a, b.s);
}
