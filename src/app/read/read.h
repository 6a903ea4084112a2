/* read.h - an article, read and answered.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_READ_READ_H
#define APP_READ_READ_H

#include "app/read/verdicts.h"

struct read_answer {
    struct article article;
    struct verdicts verdicts;
    const char *evidence; /* id; NULL: not checked, or read from standard input */
    bool check;
};

/* "CHN to RUS, 842952 (excavators), 2022-09 against 2021-09: more than tripled" */
const char *read_words(const struct reading_test *t, struct arena *a);

/* The text with what was read, and found, below each sentence. */
const char *read_margin(const struct read_answer *all, struct arena *a);

#endif
