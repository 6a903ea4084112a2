/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reserve(struct buf *b, size_t more)
{
    if (b->len + more + 1 <= b->cap)
        return;
    b->cap = (b->len + more + 1) * 2;
    b->s = realloc(b->s, b->cap);
    if (!b->s) {
        fprintf(stderr, "weir: out of memory (%zu bytes)\n", b->cap);
        abort();
    }
}

void buf_add(struct buf *b, const char *s, size_t len)
{
    reserve(b, len);
    memcpy(b->s + b->len, s, len);
    b->len += len;
    b->s[b->len] = '\0';
}

void buf_puts(struct buf *b, const char *s)
{
    if (s)
        buf_add(b, s, strlen(s));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n > 0) {
        reserve(b, (size_t)n);
        vsnprintf(b->s + b->len, (size_t)n + 1, fmt, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

static void add_quoted(struct buf *b, const char *s, char quote)
{
    buf_add(b, &quote, 1);
    for (; *s; s++) {
        buf_add(b, s, 1);
        if (*s == quote)
            buf_add(b, s, 1);
    }
    buf_add(b, &quote, 1);
}

void buf_sql_quote(struct buf *b, const char *s)
{
    add_quoted(b, s, '\'');
}

void buf_sql_name(struct buf *b, const char *s)
{
    add_quoted(b, s, '"');
}

const char *buf_str(const struct buf *b)
{
    return b->s ? b->s : "";
}

void buf_free(struct buf *b)
{
    free(b->s);
    *b = (struct buf){0};
}

int text_order(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}
