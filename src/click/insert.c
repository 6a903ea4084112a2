/* insert.c - rows sent in the format Native.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "click/inside.h"

static size_t varint_size(uint64_t n)
{
    size_t size = 1;
    while (n >>= 7)
        size++;
    return size;
}

static char *put_varint(char *p, uint64_t n)
{
    for (; n > 127; n >>= 7)
        *p++ = (char)((n & 127) | 128);
    *p++ = (char)n;
    return p;
}

static void add_varint(struct buf *b, uint64_t n)
{
    put_varint(buf_room(b, varint_size(n)), n);
}

static void add_word(struct buf *b, const char *s, size_t n)
{
    add_varint(b, n);
    buf_add(b, s, n);
}

static const char *type_name(enum block_type t)
{
    static const char *const names[] = {"Int8", "Int16", "Int32", "Int64", "Float64", "String"};
    return names[t];
}

/* Where there is no value an empty text stands, under the byte map. */
static void add_texts(struct buf *b, const struct block_column *c, size_t rows)
{
    const struct block_text *t = c->data;
    size_t size = 0;
    for (size_t i = 0; i < rows; i++)
        size += t[i].n + varint_size(t[i].n);
    char *p = buf_room(b, size);
    for (size_t i = 0; i < rows; i++) {
        p = put_varint(p, t[i].n);
        memcpy(p, t[i].s, t[i].n);
        p += t[i].n;
    }
}

/* Of a column that may lack values: whether each is missing. */
static void add_nulls(struct buf *b, const struct block_column *c, size_t rows)
{
    char *p = buf_room(b, rows);
    if (c->null)
        memcpy(p, c->null, rows);
    else
        memset(p, 0, rows);
}

static void add_column(struct buf *b, const struct block_column *c, size_t rows)
{
    char type[32];
    snprintf(type, sizeof type, c->nullable ? "Nullable(%s)" : "%s", type_name(c->type));
    add_word(b, c->name, strlen(c->name));
    add_word(b, type, strlen(type));
    if (c->nullable)
        add_nulls(b, c, rows);
    if (c->type == BLOCK_TEXT)
        add_texts(b, c, rows);
    else
        buf_add(b, c->data, rows * block_size(c->type));
}

static void add_block(struct buf *b, const struct block *rows)
{
    add_varint(b, (uint64_t)rows->count);
    add_varint(b, rows->rows);
    for (int i = 0; i < rows->count; i++)
        add_column(b, &rows->column[i], rows->rows);
}

int click_insert(struct click *c, const char *sql, const struct block *rows, int blocks, int quorum,
                 struct err *err)
{
    CLEANUP(buf_free) struct buf body = {0};
    CLEANUP(call_end) struct call *t = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    for (int i = 0; i < blocks; i++)
        if (rows[i].rows)
            add_block(&body, &rows[i]);
    if (!body.len)
        return 0;
    TRY(call_need_version(c, err));
    TRY(call_begin(&t, c, atomic_load(&c->first), arena_printf(&a, "%s FORMAT Native", sql), body.s,
                   body.len, (struct call_how){.quorum = quorum}, err));
    return call_finish(t, err);
}
