/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
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

char *buf_room(struct buf *b, size_t len)
{
    reserve(b, len);
    b->len += len;
    b->s[b->len] = '\0';
    return b->s + b->len - len;
}

void buf_puts(struct buf *b, const char *s)
{
    if (s)
        buf_add(b, s, strlen(s));
}

void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    if (n > 0) {
        reserve(b, (size_t)n);
        vsnprintf(b->s + b->len, (size_t)n + 1, fmt, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    buf_vprintf(b, fmt, ap);
    va_end(ap);
}

/* RFC 3629, section 4: no longer forms than needed, no surrogates, nothing beyond U+10FFFF. */
static int utf8_length(const unsigned char *s)
{
    int n = *s < 0x80                 ? 1
            : *s >= 0xc2 && *s < 0xe0 ? 2
            : *s >= 0xe0 && *s < 0xf0 ? 3
            : *s >= 0xf0 && *s < 0xf5 ? 4
                                      : 0;
    unsigned char low = *s == 0xe0 ? 0xa0 : *s == 0xf0 ? 0x90 : 0x80;
    unsigned char high = *s == 0xed ? 0x9f : *s == 0xf4 ? 0x8f : 0xbf;
    if (n > 1 && (s[1] < low || s[1] > high))
        return 0;
    for (int i = 2; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    return n;
}

bool text_is_utf8(const char *s)
{
    for (int n; *s; s += n)
        if (!(n = utf8_length((const unsigned char *)s)))
            return false;
    return true;
}

int plain_length(const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    int n = utf8_length(s);
    bool control = n == 1 && (*s < 0x20 || *s == 0x7f) && *s != '\n' && *s != '\t';
    bool c1 = n == 2 && s[0] == 0xc2 && s[1] < 0xa0;
    bool turn = n == 3 && s[0] == 0xe2 &&
                ((s[1] == 0x80 && s[2] >= 0xaa && s[2] <= 0xae) ||
                 (s[1] == 0x81 && s[2] >= 0xa6 && s[2] <= 0xa9));
    return control || c1 || turn ? 0 : n;
}

int title_length(const char *s)
{
    return *s == '\n' || *s == '\t' ? 0 : plain_length(s);
}

/* With '?' in place of what `length` refuses; returns what is left of s after `most` bytes. */
static const char *add_allowed(struct buf *b, const char *s, int (*length)(const char *),
                               size_t most)
{
    for (size_t start = b->len; *s && b->len - start < most;) {
        int n = length(s);
        buf_add(b, n ? s : "?", n ? (size_t)n : 1);
        s += n ? n : 1;
    }
    return s;
}

void buf_plain(struct buf *b, const char *s)
{
    add_allowed(b, s, plain_length, SIZE_MAX);
}

void buf_title(struct buf *b, const char *s)
{
    enum { LONGEST = 300 };
    buf_puts(b, *add_allowed(b, s, title_length, LONGEST) ? "..." : "");
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
