/* prose.h - from a text to tests: sentences, what each claims, and the words it was read from.
 *
 * The reader is a grammar over the words of data/phrase/; it asks where it is not sure.  Its rules
 * are described in docs/method/reading.md.  Everything is in the arena.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_PROSE_PROSE_H
#define CLAIM_PROSE_PROSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "claim/text/article.h"

enum { READING_FIELDS = 16, READING_ASKS = 6, READING_CHOICES = 3 };

struct reading_field {
    const char *name, *value;
    const char *words; /* it was read from; "" where a rule gave it */
    long start, end;   /* bytes of the text where they stand; -1: nowhere */
    bool sure;
};

/* What was not understood, with what it may be. */
struct reading_ask {
    const char *field;
    const char *choice[READING_CHOICES];
    int choices;
};

struct reading_test {
    const char *kind; /* of claims, or one that weir has no answer to */
    bool held;        /* weir can answer such a test */
    struct reading_field field[READING_FIELDS];
    int fields;
    struct reading_ask ask[READING_ASKS];
    int asks;
};

struct reading {
    const char *sentence;
    long start, end; /* bytes of the text */
    bool checkable;
    const char *why; /* it is not; NULL: it is */
    bool hedged;     /* for it is said to be possible or to come */
    bool unread;     /* for no rule knows its words, though it tells of trade */
    struct reading_test *test;
    int tests;
};

struct readings {
    struct reading *at;
    int count;
};

/* Reads a text as published on a day, YYYY-MM-DD. */
void prose_read(struct readings *out, const char *text, size_t len, enum prose_form form,
                const char *dateline, struct arena *a);

const struct reading_field *reading_field(const struct reading_test *t, const char *name);

#endif
