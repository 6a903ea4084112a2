/* article.h - an article as plain text with the place of each byte, cut into sentences.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_TEXT_ARTICLE_H
#define CLAIM_TEXT_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum prose_form { PROSE_TEXT, PROSE_MARKDOWN, PROSE_HTML };

/* limit SENTENCE_MAX: a sentence, bytes: cut there; */
enum { SENTENCE_MAX = 4000 };

struct prose_sentence {
    long start, end; /* bytes of the plain text */
    bool paragraph;  /* begins one */
};

struct prose_text {
    char *s;
    long *at; /* of each byte its place in what was given; one more than bytes */
    long len;
    struct prose_sentence *sentence;
    int sentences;
};

void prose_text(struct prose_text *out, const char *text, size_t len, enum prose_form form,
                struct arena *a);

#endif
