/* answer.h - what a question gives: facts, tables, words and notes.
 *
 * Text, JSON, CSV, workbook and page are drawn from an answer by those above.  Nothing is read back
 * out of its words.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_ANSWER_H
#define APP_ANSWER_H

#include "base/fact.h"
#include "fetch/wish.h"
#include "model/note.h"
#include "model/table.h"

struct watch;
struct checked;
struct read_answer;

/* A page that can be drawn of an answer: findings of a destination, claims, or both. */
struct page_of {
    const char *path; /* where it was asked to go; NULL: no page was asked for */
    const struct watch *watch;
    const struct checked *claims;
    int claim_count;
    const struct read_answer *article;
};

struct answer {
    struct table table;
    struct table data;  /* what data formats print where it is not `table`; no columns: none */
    const char *head;   /* before the table, text only; NULL: nothing */
    const char *foot;   /* after it */
    struct fact *facts; /* the JSON, in place of the table's own; NULL: the table's */
    struct notes notes;
    struct page_of page;
    struct wishes wanted; /* flows that would settle what it cannot tell: weir fetch --for */
    const char *settle_from, *settle_to; /* a file that gets its name when the answer was printed */
    bool written;                        /* as lines to the session's; nothing is left to print */
    int above;                           /* findings above the amount of --alert */
    int lacking;                         /* parts of what was asked that could not be had */
};

/* What CSV and workbook print. */
const struct table *answer_table(const struct answer *a);

#endif
