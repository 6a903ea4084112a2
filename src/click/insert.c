/* insert.c - rows sent in the format Native.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
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

void click_add_rows(struct buf *b, const struct block *rows)
{
    if (!rows->rows)
        return;
    add_varint(b, (uint64_t)rows->count);
    add_varint(b, rows->rows);
    for (int i = 0; i < rows->count; i++)
        add_column(b, &rows->column[i], rows->rows);
}

struct click_insert {
    struct click *click;
    struct buf body;
    char *sql;
    int quorum;
    pthread_t thread;
    int rc;
    struct err err;
};

static void *carry(void *ctx)
{
    CLEANUP(call_end) struct call *t = NULL;
    struct click_insert *x = ctx;
    struct click *c = x->click;
    x->rc = call_begin(&t, c, atomic_load(&c->first), x->sql, x->body.s, x->body.len,
                       (struct call_how){.quorum = x->quorum}, &x->err);
    if (!x->rc)
        x->rc = call_finish(t, &x->err);
    return NULL;
}

int click_insert_begin(struct click_insert **i, struct click *c, const char *sql, struct buf *rows,
                       int quorum, struct err *err)
{
    *i = NULL;
    TRY(call_greet_any(c, err));
    struct click_insert *x = calloc(1, sizeof *x);
    if (!x || asprintf(&x->sql, "%s FORMAT Native", sql) < 0)
        abort();
    x->click = c;
    x->quorum = quorum;
    x->body = *rows;
    *rows = (struct buf){0};
    if (pthread_create(&x->thread, NULL, carry, x))
        abort();
    *i = x;
    return 0;
}

int click_insert_end(struct click_insert **i, struct err *err)
{
    struct click_insert *x = *i;
    if (!x)
        return 0;
    pthread_join(x->thread, NULL);
    int rc = x->rc ? err_pass(err, &x->err) : 0;
    buf_free(&x->body);
    free(x->sql);
    free(x);
    *i = NULL;
    return rc;
}
