/* article.h - a text that was read: its sentences and what each claims.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_READ_ARTICLE_H
#define APP_READ_ARTICLE_H

#include "app/session.h"
#include "claim/prose/prose.h"

/* limit ARTICLE_MAX: a text to read, bytes: refused; */
enum { ARTICLE_MAX = 8 * 1024 * 1024 };

struct article {
    const char *path, *text, *dateline;
    size_t len;
    bool html; /* it has markup: places are those of its source */
    struct readings readings;
};

/* A text that is at hand. */
void article_of(struct article *out, struct session *s, const char *text, const char *date);

/* path "-": standard input.  date NULL: today, which is noted. */
int article_read(struct article *out, struct session *s, const char *path, const char *date,
                 struct err *err) MUST_CHECK;

#endif
