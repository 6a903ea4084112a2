/* tokens.h - a sentence as words, numbers and signs, each with its place.
 *
 * Typographic signs are read as their plain forms, words in lower case; a hyphen between words
 * parts them and is remembered, an apostrophe with s is a word of its own ("'s").
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_TEXT_TOKENS_H
#define CLAIM_TEXT_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* limit TOKENS_MAX: words that are read of one sentence, words: cut; */
enum { TOKENS_MAX = 1500 };

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_SIGN, TOKEN_OWNER };

struct token {
    const char *word; /* lower case, plain */
    const char *at;   /* in struct tokens.low, where the rest of the sentence goes on */
    enum token_kind kind;
    int start, end; /* bytes of the sentence */
    bool capital;   /* begins with a capital letter */
    bool upper;     /* is of capitals only */
    bool joined;    /* by a hyphen to the word before */
};

struct tokens {
    struct token *at;
    int count;
    const char *text; /* as it was given */
    const char *low;
};

/* out is all zeros, or of a text before, whose room is used again. */
void tokens_read(struct tokens *out, const char *text, size_t len, struct arena *a);

/* A word without what makes it a plural. */
const char *word_stem(const char *word, struct arena *a);

/* Whether a token is that word. */
bool word_is(const struct tokens *t, int i, const char *word);

/* Whether it is one of them, which blanks part. */
bool word_among(const struct tokens *t, int i, const char *words);

#endif
