/* SPDX-License-Identifier: Apache-2.0 */
#include "ingest/format/json.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "base/arena.h"
#include "base/buf.h"
#include "ingest/format/scan.h"

/* limit DEPTH_MAX: JSON to ingest, levels: refused, with its place;
 * limit COLUMNS_MAX: columns of a table in JSON, columns: refused, with its place;
 * limit TOKEN_MAX: a text or number in JSON to ingest, bytes: refused, with its place; */
enum { DEPTH_MAX = 64, COLUMNS_MAX = 1000, TOKEN_MAX = 1 << 20, KEY_MAX = 64 };

/* One pass over the document.  The first collects the columns, the second writes the rows. */
struct pass {
    const char *path;
    FILE *to; /* NULL in the first pass */
    struct arena *arena;
    yajl_handle handle;
    long line, column; /* where the current block begins */
    size_t token;      /* bytes of the text or number that is being read */
    bool quoted, escaped;

    char kind[DEPTH_MAX]; /* '{' or '[' per open container */
    int depth, table;     /* table: depth of the array whose items are rows, 0 until found */
    bool done, header;    /* header: in the first row of an array of arrays */
    long rows;

    char **name; /* columns */
    int columns, at;
    struct buf *value; /* of the current row, one per column */

    long said;                         /* "count" at the top of the document; 0: none */
    char root_key[32], complaint[200]; /* "error" or "message" at the top of the document */
    char row_key[KEY_MAX];             /* the last one of a row */
    bool more;                         /* "@odata.nextLink" at the top */
    const char *problem;
};

static int stop(struct pass *p, const char *problem)
{
    p->problem = problem;
    return 0;
}

static bool in_row(const struct pass *p)
{
    return p->table && !p->done && p->depth == p->table + 1;
}

/* In an object that is a value of a row. */
static bool in_value(const struct pass *p)
{
    return p->table && !p->done && p->depth == p->table + 2 && p->kind[p->table] == '{' &&
           p->kind[p->table + 1] == '{';
}

static int add_column(struct pass *p, const char *name, size_t len)
{
    if (p->columns == COLUMNS_MAX)
        return stop(p, "more than 1000 columns");
    if (memchr(name, '\0', len))
        return stop(p, "a NUL byte in the name of a column");
    p->name = arena_grow(p->arena, p->name, (size_t)p->columns, sizeof *p->name);
    p->name[p->columns++] = arena_strndup(p->arena, name, len);
    return 1;
}

static bool is_column(const struct pass *p, int i, const char *name, size_t len)
{
    return i < p->columns && strlen(p->name[i]) == len && !memcmp(p->name[i], name, len);
}

/* Sets p->at to the column of that name; records mostly keep one order, so the next is tried
 * first. */
static int find_column(struct pass *p, const char *name, size_t len)
{
    if (is_column(p, p->at + 1, name, len))
        return ++p->at, 1;
    for (p->at = 0; p->at < p->columns; p->at++)
        if (is_column(p, p->at, name, len))
            return 1;
    return p->to ? stop(p, "a column that was not there before") : add_column(p, name, len);
}

static int put(struct pass *p, const char *s, size_t len)
{
    if (p->depth == 1 && p->kind[0] == '{' &&
        (!strcmp(p->root_key, "error") || !strcmp(p->root_key, "message")))
        snprintf(p->complaint, sizeof p->complaint, "%.*s", (int)len, s);
    if (p->depth == 1 && p->kind[0] == '{' && !strcmp(p->root_key, "@odata.nextLink"))
        p->more = true;
    if (!in_row(p) && !in_value(p))
        return 1;
    if (p->kind[p->table] == '[') {
        if (p->header)
            return p->to ? 1 : add_column(p, s, len);
        if (++p->at >= p->columns)
            return stop(p, "a row has more values than there are columns");
    }
    if (p->to && p->at >= 0)
        buf_add(&p->value[p->at], s, len);
    return 1;
}

static void write_field(FILE *to, const struct buf *b)
{
    fputc('"', to);
    for (size_t i = 0; i < b->len; i++) {
        if (b->s[i] == '"')
            fputc('"', to);
        fputc(b->s[i] == '\0' || b->s[i] == '\n' || b->s[i] == '\r' ? ' ' : b->s[i], to);
    }
    fputc('"', to);
}

static void write_row(struct pass *p)
{
    for (int i = 0; i < p->columns; i++) {
        if (i)
            fputc(',', p->to);
        if (p->value[i].len)
            write_field(p->to, &p->value[i]);
        p->value[i].len = 0;
    }
    fputc('\n', p->to);
}

static int open_container(struct pass *p, char kind)
{
    if (p->depth == DEPTH_MAX)
        return stop(p, "nested more than 64 deep");
    if (!p->table && p->depth && p->depth <= 3 && p->kind[p->depth - 1] == '[') {
        p->table = p->depth;
        p->header = kind == '[';
    }
    p->kind[p->depth++] = kind;
    if (in_row(p))
        p->at = -1;
    else if (p->table && !p->done && p->depth == p->table + 2 && p->kind[p->table] == '[')
        p->at++; /* a value inside a value is left out, and takes its place */
    return 1;
}

static int close_container(struct pass *p)
{
    if (in_row(p)) {
        if (p->header)
            p->header = false;
        else if (p->rows++, p->to)
            write_row(p);
    }
    p->depth--;
    if (p->table && p->depth < p->table)
        p->done = true;
    return 1;
}

static int on_map(void *ctx)
{
    return open_container(ctx, '{');
}
static int on_array(void *ctx)
{
    return open_container(ctx, '[');
}
static int on_end(void *ctx)
{
    return close_container(ctx);
}
static int on_null(void *ctx)
{
    return put(ctx, "", 0);
}
static int on_bool(void *ctx, int b)
{
    return put(ctx, b ? "true" : "false", b ? 4 : 5);
}
static int on_number(void *ctx, const char *s, size_t n)
{
    struct pass *p = ctx;
    if (p->depth == 1 && p->kind[0] == '{' && !strcmp(p->root_key, "count"))
        p->said = strtol(s, NULL, 10);
    return put(ctx, s, n);
}

static int on_string(void *ctx, const unsigned char *s, size_t n)
{
    return put(ctx, (const char *)s, n);
}

/* As much of a key as there is room for. */
static void copy_key(char *to, size_t room, const unsigned char *s, size_t n)
{
    n = n < room ? n : room - 1;
    memcpy(to, s, n);
    to[n] = '\0';
}

static int on_key(void *ctx, const unsigned char *s, size_t n)
{
    struct pass *p = ctx;
    char name[2 * KEY_MAX + 2];
    if (p->depth == 1)
        copy_key(p->root_key, sizeof p->root_key, s, n);
    if (in_row(p))
        copy_key(p->row_key, sizeof p->row_key, s, n);
    if (!in_value(p))
        return in_row(p) ? find_column(p, (const char *)s, n) : 1;
    if (n >= KEY_MAX)
        return stop(p, "the name of a value inside a value is longer than 63 bytes");
    snprintf(name, sizeof name, "%s.%.*s", p->row_key, (int)n, (const char *)s);
    return find_column(p, name, strlen(name));
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_bool,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_map,
    .yajl_map_key = on_key,
    .yajl_end_map = on_end,
    .yajl_start_array = on_array,
    .yajl_end_array = on_end,
};

static void advance(struct pass *p, const unsigned char *s, size_t n)
{
    const unsigned char *end = s + n, *line;
    while ((line = memchr(s, '\n', (size_t)(end - s)))) {
        p->line++;
        p->column = 1;
        s = line + 1;
    }
    p->column += end - s;
}

/* yajl gathers a whole text before it gives it: one that would fill the memory is stopped before.
 * Returns how many bytes of the block may be read. */
static size_t bounded(struct pass *p, const unsigned char *s, size_t n)
{
    static const bool mark[256] = {[','] = true, [':'] = true, ['['] = true, [']'] = true,
                                   ['{'] = true, ['}'] = true, ['"'] = true};
    size_t token = p->token, i = 0;
    bool quoted = p->quoted, escaped = p->escaped;
    for (; i < n && token <= TOKEN_MAX; i++) {
        bool ends = quoted ? s[i] == '"' && !escaped : s[i] <= ' ' || mark[s[i]];
        escaped = quoted && s[i] == '\\' && !escaped;
        quoted ^= s[i] == '"' && ends;
        token = ends ? 0 : token + 1;
    }
    p->token = token;
    p->quoted = quoted;
    p->escaped = escaped;
    return token > TOKEN_MAX ? i - 1 : n;
}

static int parse_block(void *ctx, const unsigned char *s, size_t n, struct err *err)
{
    struct pass *p = ctx;
    size_t skip = p->line == 1 && p->column == 1 && n > 2 && !memcmp(s, "\xef\xbb\xbf", 3) ? 3 : 0;
    size_t fine = bounded(p, s, n);
    yajl_status rc = yajl_parse(p->handle, s + skip, fine > skip ? fine - skip : 0);
    size_t good = rc == yajl_status_ok ? fine : yajl_get_bytes_consumed(p->handle) + skip;
    if (rc != yajl_status_ok && good)
        good--; /* the byte that was read last is the fault */
    advance(p, s, good < n ? good : n);
    if (rc == yajl_status_ok && fine < n)
        return err_at(err, p->path, p->line, p->column, "a text longer than %d bytes", TOKEN_MAX);
    if (rc == yajl_status_ok)
        return 0;
    return err_at(err, p->path, p->line, p->column, "%s",
                  p->problem ? p->problem : "this is not JSON");
}

static void free_handle(yajl_handle *h)
{
    if (*h)
        yajl_free(*h);
}

static int run_pass(struct pass *p, struct err *err)
{
    CLEANUP(free_handle) yajl_handle handle = yajl_alloc(&callbacks, NULL, p);
    p->handle = handle;
    p->line = p->column = 1;
    TRY(scan_content(p->path, parse_block, p, err));
    if (yajl_complete_parse(handle) != yajl_status_ok)
        return err_at(err, p->path, p->line, p->column, "the JSON ends in the middle");
    return 0;
}

static int refuse_empty(const struct pass *p, struct err *err)
{
    if (*p->complaint)
        return err_at(err, p->path, 0, 0, "the answer is an error of the service: '%s'",
                      p->complaint);
    if (p->rows)
        return 0;
    err_at(err, p->path, 0, 0, p->table ? "the table has no rows" : "no table in the JSON");
    return err_hint(err, "an empty answer does not mean that there was no trade");
}

/* An answer that says how many rows it has, and holds fewer, was cut on the way. */
static int check_count(const struct pass *p, long *cut, struct err *err)
{
    long said = p->more ? p->rows + 1 : p->said;
    bool fewer = said > p->rows;
    if (cut)
        *cut = fewer ? said : 0;
    if (!fewer || cut)
        return 0;
    if (p->more)
        err_at(err, p->path, 0, 0, "truncated: it holds %ld rows and says that there are more",
               p->rows);
    else
        err_at(err, p->path, 0, 0, "truncated: it says that it has %ld rows, and holds %ld",
               p->said, p->rows);
    return err_hint(err, "fetch it again; --truncated takes what is there");
}

static int write_rows(const struct pass *first, const char *to, struct arena *a, struct err *err)
{
    struct pass p = {.path = first->path,
                     .arena = a,
                     .name = first->name,
                     .columns = first->columns,
                     .value = arena_array(a, struct buf, (size_t)first->columns)};
    p.to = fopen(to, "w");
    if (!p.to)
        return err_set(err, ERR_IO, "'%s' could not be written: %s", to, strerror(errno));
    for (int i = 0; i < p.columns; i++) {
        struct buf b = {.s = p.name[i], .len = strlen(p.name[i])};
        fputs(i ? "," : "", p.to);
        write_field(p.to, &b);
    }
    fputc('\n', p.to);
    int rc = run_pass(&p, err);
    for (int i = 0; i < p.columns; i++)
        buf_free(&p.value[i]);
    bool failed = ferror(p.to);
    if ((fclose(p.to) || failed) && !rc)
        rc = err_set(err, ERR_IO, "'%s' could not be written: %s", to, strerror(errno));
    return rc;
}

int json_to_csv(const char *path, const char *to, long *cut, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct pass first = {.path = path, .arena = &a};
    TRY(run_pass(&first, err));
    TRY(refuse_empty(&first, err));
    TRY(check_count(&first, cut, err));
    return write_rows(&first, to, &a, err);
}
