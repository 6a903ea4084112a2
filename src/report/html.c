/* SPDX-License-Identifier: Apache-2.0 */
#include "report/html.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#include "base/resource.h"
#include "base/temp.h"

void html_text(struct buf *to, const char *text)
{
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    static const char special[] = "&<>\"'";
    for (; text && *text; text++) {
        const char *at = strchr(special, *text);
        if (at)
            buf_puts(to, entities[at - special]);
        else
            buf_add(to, text, 1);
    }
}

/* 'sha256-...' as a content security policy names a script or style. */
static void add_digest(struct buf *to, const struct resource *r)
{
    unsigned char digest[32], text[64];
    unsigned size = sizeof digest;
    EVP_Digest(r->text, r->len, digest, &size, EVP_sha256(), NULL);
    EVP_EncodeBlock(text, digest, (int)size);
    buf_printf(to, "'sha256-%s'", (const char *)text);
}

/* Puts the parts into the page where web/report.html names them. */
static void fill(struct buf *to, const char *title, const char *body)
{
    const struct resource *style = resource_get("web/report.css");
    const struct resource *script = resource_get("web/report.js");
    const char *p = resource_get("web/report.html")->text;
    for (const char *mark; (mark = strstr(p, "{{")); p = strstr(mark, "}}") + 2) {
        buf_add(to, p, (size_t)(mark - p));
        if (!strncmp(mark, "{{title}}", 9))
            html_text(to, title);
        else if (!strncmp(mark, "{{body}}", 8))
            buf_puts(to, body);
        else if (!strncmp(mark, "{{style}}", 9))
            buf_add(to, style->text, style->len);
        else if (!strncmp(mark, "{{script}}", 10))
            buf_add(to, script->text, script->len);
        else if (!strncmp(mark, "{{style-digest}}", 16))
            add_digest(to, style);
        else if (!strncmp(mark, "{{script-digest}}", 17))
            add_digest(to, script);
    }
    buf_puts(to, p);
}

static int write_page(const struct target *t, const struct buf *page, struct err *err)
{
    FILE *f = fopen(t->part, "w");
    bool ok = f && fwrite(page->s, 1, page->len, f) == page->len;
    if (f && fclose(f))
        ok = false;
    return ok ? 0 : err_set(err, ERR_IO, "'%s' cannot be written: %s", t->path, strerror(errno));
}

int html_write(const char *path, const char *title, const char *body, struct err *err)
{
    CLEANUP(buf_free) struct buf page = {0};
    CLEANUP(arena_free) struct arena a = {0};
    struct target t;
    fill(&page, title, body);
    TRY(target_open(&t, path, &a, err));
    return target_close(&t, write_page(&t, &page, err), err);
}
