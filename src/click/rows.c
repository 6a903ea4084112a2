/* rows.c - the blocks of an answer in the format Native.
 *
 * A block is: the number of columns and of rows (varints), then of each column its name, its type
 * and its values one after the other (manual: "Native").  Of Nullable the byte map stands before
 * the values, of Array the ends of the rows.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "click/inside.h"

/* limit BLOCK_ROWS: rows of one block of an answer, items of its lists, : refused; */
/* limit BLOCK_COLUMNS: columns of one, : refused; */
/* limit BLOCK_TEXT_MOST: one text of it, bytes: refused; */
enum { BLOCK_ROWS = 1 << 26, BLOCK_COLUMNS = 256, BLOCK_TEXT_MOST = 1 << 24, WORD_MOST = 4096 };

struct click_rows {
    struct call *call;
    struct arena arena; /* of the current block */
    struct err err;
    int rc;
    char types[64]; /* of the columns that were asked for */
    int columns;    /* of the first block */
    bool over;
};

int click_read(struct click *c, struct click_rows **out, const char *sql, const char *types,
               struct err *err)
{
    CLEANUP(click_rows_free) struct click_rows *r = calloc(1, sizeof *r);
    CLEANUP(arena_free) struct arena a = {0};
    if (!r)
        abort();
    snprintf(r->types, sizeof r->types, "%s", types);
    TRY(call_ask(&r->call, c, arena_printf(&a, "%s FORMAT Native", sql), err));
    *out = r;
    r = NULL;
    return 0;
}

void click_rows_free(struct click_rows **r)
{
    if (!*r)
        return;
    call_end(&(*r)->call);
    arena_free(&(*r)->arena);
    free(*r);
    *r = NULL;
}

int click_end(struct click_rows *r, struct err *err)
{
    return r->rc ? err_pass(err, &r->err) : 0;
}

/* --- bytes --- */

static bool fails(struct click_rows *r, int rc)
{
    r->rc = rc ? rc : r->rc;
    return rc != 0;
}

static bool is_cut(struct click_rows *r)
{
    const struct click *c = r->call->click;
    return fails(
        r, err_set(&r->err, ERR_IO, "the answer of %s was cut off", c->place.host[r->call->host]));
}

/* What no server sends that works as it should. */
static bool is_odd(struct click_rows *r, bool odd)
{
    const struct click *c = r->call->click;
    return odd && fails(r, err_set(&r->err, ERR_STORE, "what %s sent is no block of rows",
                                   c->place.host[r->call->host]));
}

/* `size` bytes at the place that is read; NULL: they do not come. */
static const char *peek(struct click_rows *r, size_t size)
{
    struct call *t = r->call;
    if (fails(r, call_fill(t, size, &r->err)))
        return NULL;
    if (t->in.len - t->at < size)
        return is_cut(r) ? NULL : NULL;
    return t->in.s + t->at;
}

static bool read_varint(struct click_rows *r, uint64_t *out)
{
    *out = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const char *p = peek(r, 1);
        if (!p)
            return false;
        unsigned char b = (unsigned char)*p;
        r->call->at++;
        *out |= (uint64_t)(b & 127) << shift;
        if (b < 128)
            return true;
    }
    return !is_cut(r);
}

static void *read_bytes(struct click_rows *r, size_t size)
{
    const char *p = peek(r, size);
    if (!p)
        return NULL;
    void *copy = arena_alloc(&r->arena, size ? size : 1);
    memcpy(copy, p, size);
    r->call->at += size;
    return copy;
}

static char *read_word(struct click_rows *r)
{
    uint64_t n;
    const char *p;
    if (!read_varint(r, &n) || is_odd(r, n > WORD_MOST) || !(p = peek(r, (size_t)n)))
        return NULL;
    char *s = arena_strndup(&r->arena, p, (size_t)n);
    r->call->at += (size_t)n;
    return s;
}

/* Texts are copied in one piece: what waits in the buffer moves. */
static struct block_text *read_texts(struct click_rows *r, size_t rows)
{
    struct block_text *t = arena_array(&r->arena, struct block_text, rows + 1);
    for (size_t i = 0; i < rows; i++) {
        uint64_t n;
        const struct call *c = r->call;
        if (c->in.len > c->at && (unsigned char)c->in.s[c->at] < 128 &&
            c->in.len - c->at > (size_t)(unsigned char)c->in.s[c->at]) {
            n = (unsigned char)c->in.s[c->at];
            r->call->at++;
        } else if (!read_varint(r, &n) || is_odd(r, n > BLOCK_TEXT_MOST) || !peek(r, (size_t)n))
            return NULL;
        char *copy = arena_alloc(&r->arena, (size_t)n + 1);
        memcpy(copy, r->call->in.s + r->call->at, (size_t)n);
        t[i] = (struct block_text){copy, (size_t)n};
        r->call->at += (size_t)n;
    }
    return t;
}

/* --- columns --- */

static bool type_of(enum block_type *out, const char *name, size_t n)
{
    static const struct {
        const char *name;
        enum block_type type;
    } types[] = {{"UInt8", BLOCK_INT8},  {"Int8", BLOCK_INT8},    {"UInt16", BLOCK_INT16},
                 {"Int16", BLOCK_INT16}, {"Int32", BLOCK_INT32},  {"UInt32", BLOCK_INT32},
                 {"Int64", BLOCK_INT64}, {"UInt64", BLOCK_INT64}, {"Float64", BLOCK_REAL},
                 {"String", BLOCK_TEXT}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strlen(types[i].name) == n && !strncmp(types[i].name, name, n)) {
            *out = types[i].type;
            return true;
        }
    return false;
}

static bool inside(const char **name, size_t *n, const char *outer)
{
    size_t o = strlen(outer);
    if (*n < o + 2 || strncmp(*name, outer, o) != 0 || (*name)[o] != '(')
        return false;
    *name += o + 1;
    *n -= o + 2;
    return true;
}

/* Ends of lists go up, and not beyond what there can be. */
static bool are_odd(struct click_rows *r, const uint64_t *ends, size_t rows)
{
    bool odd = rows && ends[rows - 1] > BLOCK_ROWS;
    for (size_t i = 1; i < rows && !odd; i++)
        odd = ends[i] < ends[i - 1];
    return is_odd(r, odd);
}

static bool read_column(struct click_rows *r, struct block_column *c, size_t rows)
{
    const char *type;
    if (!(c->name = read_word(r)) || !(type = read_word(r)))
        return false;
    size_t n = strlen(type), items = rows;
    bool list = inside(&type, &n, "Array");
    if (list && (!(c->ends = read_bytes(r, rows * sizeof *c->ends)) || are_odd(r, c->ends, rows)))
        return false;
    items = !list ? rows : rows ? (size_t)c->ends[rows - 1] : 0;
    bool null = inside(&type, &n, "Nullable");
    if (null && !(c->null = read_bytes(r, items)))
        return false;
    if (!type_of(&c->type, type, n))
        return !fails(r,
                      err_set(&r->err, ERR_STORE, "column '%s' is of type %.60s", c->name, type));
    c->data = c->type == BLOCK_TEXT ? (void *)read_texts(r, items)
                                    : read_bytes(r, items * block_size(c->type));
    return c->data != NULL;
}

/* An exception stands where a block would begin. */
static bool is_exception(struct click_rows *r, const char *head)
{
    static const char *const marks[] = {"Code: ", "\r\n__exc", "__exce"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (!strncmp(head, marks[i], 6))
            return true;
    return r->columns && (unsigned char)head[0] != r->columns;
}

static bool begin_block(struct click_rows *r, uint64_t *columns, uint64_t *rows)
{
    struct call *t = r->call;
    if (fails(r, call_fill(t, 6, &r->err)))
        return false;
    if (t->in.len == t->at)
        return r->over = true, false;
    char head[7] = "";
    size_t n = t->in.len - t->at < 6 ? t->in.len - t->at : 6;
    memcpy(head, t->in.s + t->at, n);
    if (is_exception(r, head)) {
        while (!t->done && !fails(r, call_fill(t, t->in.len - t->at + 1, &r->err)))
            ;
        return r->rc ? false : !fails(r, call_fault(t, &r->err));
    }
    return read_varint(r, columns) && read_varint(r, rows) &&
           !is_odd(r, *columns > BLOCK_COLUMNS || *rows > BLOCK_ROWS || (*rows && !*columns));
}

/* Whoever reads the rows takes them for what he asked for. */
static bool are_as_asked(struct click_rows *r, const struct block_column *list, int count)
{
    const struct click *c = r->call->click;
    bool same = (size_t)count == strlen(r->types);
    for (int i = 0; i < count && same; i++)
        same = r->types[i] == block_letter(list[i].type, list[i].ends != NULL);
    return same ||
           !fails(r, err_set(&r->err, ERR_STORE, "%s sent other columns than were asked for",
                             c->place.host[r->call->host]));
}

bool click_next(struct click_rows *r, struct block *b)
{
    uint64_t columns = 0, rows = 0;
    while (!rows) {
        arena_reset(&r->arena);
        if (r->rc || r->over || !begin_block(r, &columns, &rows))
            return false;
        struct block_column *list = arena_array(&r->arena, struct block_column, columns + 1);
        for (uint64_t i = 0; i < columns; i++)
            if (!read_column(r, &list[i], (size_t)rows))
                return false;
        if (!are_as_asked(r, list, (int)columns))
            return false;
        r->columns = (int)columns;
        *b = (struct block){(size_t)rows, (int)columns, list, NULL};
    }
    return true;
}
