/* buf.h - a growing string, for SQL, JSON and HTML.
 *
 * A zeroed struct buf is an empty one.  `s` is always terminated once anything was added and is
 * owned by the buf; free it with buf_free() or CLEANUP(buf_free).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>

struct buf {
    char *s;
    size_t len, cap;
};

void buf_add(struct buf *b, const char *s, size_t len);
void buf_puts(struct buf *b, const char *s); /* NULL adds nothing */
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_free(struct buf *b);
const char *buf_str(const struct buf *b); /* "" when empty, never NULL */

/* Adds s as a quoted SQL string literal: the only way a user's text enters SQL text. */
void buf_sql_quote(struct buf *b, const char *s);

/* Adds s as a quoted SQL name. */
void buf_sql_name(struct buf *b, const char *s);

/* Compares two elements of an array of texts: for qsort() and bsearch(). */
int text_order(const void *a, const void *b);

#endif
