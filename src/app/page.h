/* page.h - the report as one page: findings of a destination, claims, or both.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_PAGE_H
#define APP_PAGE_H

#include "app/claim.h"
#include "app/watch.h"

/* Findings drawn one by one; the rest is in the ranking only. */
enum { PAGE_RISES = 400, PAGE_FALLS = 200 };

/* Writes w->report.  claims NULL: none. */
int page_write(const struct watch *w, const struct checked *claims, int claim_count,
               struct err *err) MUST_CHECK;

/* A page of claims alone. */
int page_claims_write(const char *path, const struct checked *claims, int count, struct arena *a,
                      struct err *err) MUST_CHECK;

/* Parts of it.  page_findings_data() gives what the charts are drawn from, as JSON. */
void page_claims(struct buf *b, const struct checked *claims, int count, struct arena *a);
int page_findings_data(struct buf *b, const struct watch *w, struct finding *const *list, int count,
                       struct err *err) MUST_CHECK;

/* Elements: <name>text</name>, escaped; and one of them for each line. */
void page_element(struct buf *b, const char *name, const char *text);
void page_lines(struct buf *b, const char *name, const char *lines);

#endif
