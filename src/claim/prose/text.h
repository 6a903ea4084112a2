/* text.h - an article as plain text with the place of each byte, cut into sentences.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_PROSE_TEXT_H
#define CLAIM_PROSE_TEXT_H

#include "claim/prose/prose.h"

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
