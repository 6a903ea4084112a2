/* page.h - an answer as one page: findings of a destination, claims, or both.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "app/claim/claim.h"
#include "app/find/watch.h"
#include "app/read/read.h"

/* Writes the page of an answer to the path that was asked for, whole or not at all. */
int page_write(const struct answer *answer, const struct build *build, struct arena *a,
               struct err *err) MUST_CHECK;

/* What stands on it, without what is around it: of any answer. */
void page_body(struct buf *b, const struct answer *answer, const struct build *build,
               struct arena *a);

/* Its parts, from above to below. */
void page_head(struct buf *b, const struct watch *w);  /* the finding, three numbers, the total */
void page_cards(struct buf *b, const struct watch *w); /* the largest rises one by one */
void page_claims(struct buf *b, const struct checked *claims, int count, struct arena *a);
void page_article(struct buf *b, const struct read_answer *all, struct arena *a);
/* What was found and claimed on one line; nothing of what is no quantity. */
void page_strip(struct buf *b, const struct claim_test *t, const struct outcome *o,
                struct arena *a);
void page_corridors(struct buf *b, const struct watch *w, struct arena *a); /* if they were asked */
void page_prices(struct buf *b, const struct watch *w, struct arena *a);    /* likewise */
void page_tables(struct buf *b, const struct watch *w); /* all rises and falls, by currency */

/* Elements: <name>text</name>, escaped; and one of them for each line. */
void page_element(struct buf *b, const char *name, const char *text);
void page_lines(struct buf *b, const char *name, const char *lines);

#endif
