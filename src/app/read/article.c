/* SPDX-License-Identifier: Apache-2.0 */
#include "app/read/article.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/temp.h"
#include "model/period.h"

static int read_input(struct article *out, struct session *s, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    char block[65536];
    for (size_t n; (n = fread(block, 1, sizeof block, stdin)) > 0 && b.len <= ARTICLE_MAX;)
        buf_add(&b, block, n);
    if (b.len > ARTICLE_MAX)
        return err_set(err, ERR_LIMIT, "the text is longer than 8 MiB");
    out->text = arena_strndup(s->arena, buf_str(&b), b.len);
    out->len = b.len;
    return 0;
}

static bool ends(const char *path, const char *with)
{
    size_t n = strlen(path), m = strlen(with);
    return n > m && !strcasecmp(path + n - m, with);
}

static enum prose_form form_of(const struct article *a)
{
    if (ends(a->path, ".html") || ends(a->path, ".htm") || ends(a->path, ".xhtml"))
        return PROSE_HTML;
    if (ends(a->path, ".md") || ends(a->path, ".markdown"))
        return PROSE_MARKDOWN;
    const char *p = a->text + strspn(a->text, " \t\r\n\xef\xbb\xbf");
    return !strncasecmp(p, "<!doctype", 9) || !strncasecmp(p, "<html", 5) ? PROSE_HTML : PROSE_TEXT;
}

/* A day that was given is one: options look at it. */
static void dateline(struct article *out, struct session *s, const char *date)
{
    char now[DAY_TEXT];
    out->dateline = date;
    if (date)
        return;
    today(now);
    out->dateline = arena_strdup(s->arena, now);
    session_note(s, NOTE_WARNING, "read as published today, %s: --date says when it was", now);
}

int article_read(struct article *out, struct session *s, const char *path, const char *date,
                 struct err *err)
{
    char *text;
    *out = (struct article){.path = path};
    dateline(out, s, date);
    if (!strcmp(path, "-")) {
        TRY(read_input(out, s, err));
    } else {
        TRY(file_bytes(&text, &out->len, path, ARTICLE_MAX, s->arena, err));
        out->text = text;
    }
    out->html = form_of(out) != PROSE_TEXT;
    prose_read(&out->readings, out->text, out->len, form_of(out), out->dateline, s->arena);
    return 0;
}

void article_of(struct article *out, struct session *s, const char *text, const char *date)
{
    *out = (struct article){.path = "", .text = text, .len = strlen(text)};
    dateline(out, s, date);
    prose_read(&out->readings, out->text, out->len, PROSE_TEXT, out->dateline, s->arena);
}
