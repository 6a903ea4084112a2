/* SPDX-License-Identifier: Apache-2.0 */
#include "register/lines.h"

#include <stdio.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "base/buf.h"
#include "ingest/format/scan.h"

/* limit LINE_MAX_BYTES: a line of JSON lines, bytes: refused, with its place; */
enum { LINE_MAX_BYTES = 64 * 1024 * 1024 };

struct lines {
    const char *path;
    FILE *to;
    struct buf line; /* what of it has come so far */
    long number;     /* of that line */
};

static void free_parser(yajl_handle *h)
{
    if (*h)
        yajl_free(*h);
}

static int check_line(struct lines *x, struct err *err)
{
    const unsigned char *s = (const unsigned char *)buf_str(&x->line);
    size_t skip = x->number == 1 && !strncmp((const char *)s, "\xef\xbb\xbf", 3) ? 3 : 0;
    CLEANUP(free_parser) yajl_handle h = yajl_alloc(NULL, NULL, NULL);
    if (s[skip + strspn((const char *)s + skip, " \t\r")] != '{')
        return x->line.len > skip ? err_at(err, x->path, x->number, 1, "not a JSON object") : 0;
    yajl_status rc = yajl_parse(h, s + skip, x->line.len - skip);
    if (rc == yajl_status_ok)
        rc = yajl_complete_parse(h);
    if (rc != yajl_status_ok)
        return err_at(err, x->path, x->number, (long)(yajl_get_bytes_consumed(h) + skip) + 1,
                      "this is not JSON, or ends in the middle");
    fwrite(s + skip, 1, x->line.len - skip, x->to);
    fputc('\n', x->to);
    return 0;
}

static int end_line(struct lines *x, struct err *err)
{
    x->number++;
    int rc = check_line(x, err);
    x->line.len = 0;
    return rc;
}

static int take_block(void *ctx, const unsigned char *p, size_t n, struct err *err)
{
    struct lines *x = ctx;
    while (n) {
        const unsigned char *end = memchr(p, '\n', n);
        size_t part = end ? (size_t)(end - p) : n;
        if (x->line.len + part > LINE_MAX_BYTES)
            return err_at(err, x->path, x->number + 1, 1, "the line is longer than 64 MiB");
        buf_add(&x->line, (const char *)p, part);
        if (end)
            TRY(end_line(x, err));
        p += part + (end ? 1 : 0);
        n -= part + (end ? 1 : 0);
    }
    return 0;
}

int lines_check(const char *path, const char *to, struct err *err)
{
    struct lines x = {.path = path, .to = fopen(to, "w")};
    if (!x.to)
        return err_set(err, ERR_IO, "'%s' could not be created", to);
    int rc = scan_content(path, take_block, &x, err);
    if (!rc && x.line.len)
        rc = end_line(&x, err);
    buf_free(&x.line);
    bool failed = ferror(x.to);
    if ((fclose(x.to) || failed) && !rc)
        rc = err_set(err, ERR_IO, "'%s' could not be written", to);
    return rc;
}
