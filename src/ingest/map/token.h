/* token.h - the words of an expression in a mapping file.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef INGEST_TOKEN_H
#define INGEST_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

enum token_kind {
    TOKEN_END,
    TOKEN_NUMBER,
    TOKEN_TEXT, /* 'text', quotes doubled inside */
    TOKEN_NAME,
    TOKEN_QUOTED, /* "a name" */
    TOKEN_OPTION, /* $flow */
    TOKEN_SIGN,
    TOKEN_BROKEN, /* nothing that an expression holds */
};

struct token {
    enum token_kind kind;
    const char *text; /* in what is read, not ended */
    size_t length;
};

/* The token that begins at s, behind blanks. */
void token_next(struct token *out, const char *s);

/* True when a token is this sign or word, whatever the case of its letters. */
bool token_is(const struct token *t, const char *word);

/* The same of a token of any kind. */
bool token_says(const struct token *t, const char *word);

/* The first byte behind it that is not blank; 0 at the end. */
char token_then(const struct token *t);

#endif
