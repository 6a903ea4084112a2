/* insert.c - rows sent in the format Native.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "click/inside.h"

static void add_varint(struct buf *b, uint64_t n)
{
    char bytes[10];
    size_t count = 0;
    do {
        bytes[count] = (char)(n & 127);
        n >>= 7;
        bytes[count++] |= n ? (char)128 : 0;
    } while (n);
    buf_add(b, bytes, count);
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

/* Where there is no value, the default stands under the byte map. */
static void add_texts(struct buf *b, const struct block_column *c, size_t rows)
{
    const struct block_text *t = c->data;
    for (size_t i = 0; i < rows; i++) {
        bool null = c->null && c->null[i];
        add_word(b, null ? "" : t[i].s, null ? 0 : t[i].n);
    }
}

static void add_column(struct buf *b, const struct block_column *c, size_t rows)
{
    char type[32];
    snprintf(type, sizeof type, c->null ? "Nullable(%s)" : "%s", type_name(c->type));
    add_word(b, c->name, strlen(c->name));
    add_word(b, type, strlen(type));
    if (c->null)
        buf_add(b, (const char *)c->null, rows);
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
                   body.len, quorum, err));
    return call_finish(t, err);
}
