/* html.h - one self-contained page: text, tables, charts.
 *
 * Everything from data goes through html_text(), which escapes.  The page's style and script are
 * those of web/, allowed by their digest; nothing else runs or loads (content security policy).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "base/buf.h"
#include "base/err.h"

void html_text(struct buf *to, const char *text); /* NULL adds nothing */

/* Writes the page to `path`, whole or not at all. */
int html_write(const char *path, const char *title, const char *body, struct err *err) MUST_CHECK;

#endif
