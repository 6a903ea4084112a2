/* buf.h - a growing string, for SQL, JSON and HTML.
 *
 * A zeroed struct buf is an empty one.  `s` is always terminated once anything was added and is
 * owned by the buf; free it with buf_free() or CLEANUP(buf_free).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct buf {
    char *s;
    size_t len, cap;
};

void buf_add(struct buf *b, const char *s, size_t len);
/* Adds room for len bytes that the caller fills at once. */
char *buf_room(struct buf *b, size_t len);
void buf_puts(struct buf *b, const char *s); /* NULL adds nothing */
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
void buf_free(struct buf *b);
const char *buf_str(const struct buf *b); /* "" when empty, never NULL */

/* Bytes of the character at s; 0 where there is no UTF-8, or one that a terminal or an eye would
 * take for something else: a control character other than the end of a line and the tabulator, or
 * one that turns the direction of writing (U+202A to U+202E, U+2066 to U+2069). */
int plain_length(const char *s);

/* The same of a character of one line: no end of a line, no tabulator. */
int title_length(const char *s);

/* Adds s with '?' in place of each byte of such a one. */
void buf_plain(struct buf *b, const char *s);

/* The same of a name or title, as a part of one line: without ends of lines, and cut at 300 bytes.
 */
void buf_title(struct buf *b, const char *s);

/* Adds s as a quoted SQL string literal: the only way a user's text enters SQL text. */
void buf_sql_quote(struct buf *b, const char *s);

/* Adds s as a quoted SQL name. */
void buf_sql_name(struct buf *b, const char *s);

/* Whether a text is UTF-8 (RFC 3629) throughout. */
bool text_is_utf8(const char *s);

/* Compares two elements of an array of texts: for qsort() and bsearch(). */
int text_order(const void *a, const void *b);

#endif
