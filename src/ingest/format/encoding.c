/* SPDX-License-Identifier: Apache-2.0 */
#include "ingest/format/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void close_iconv(iconv_t *cd)
{
    if (*cd != (iconv_t)-1)
        iconv_close(*cd);
}

char *encoding_head(const struct scan *s, const char *encoding, struct arena *a)
{
    size_t in_len = (size_t)s->head_len, room = in_len * 4;
    char *out = arena_alloc(a, room + 1), *o = out, *in = s->head;
    CLEANUP(close_iconv) iconv_t cd = iconv_open("UTF-8", encoding);
    while (cd != (iconv_t)-1 && in_len && iconv(cd, &in, &in_len, &o, &room) == (size_t)-1) {
        if (errno != EILSEQ || !in_len)
            break;
        *o++ = '?';
        room--;
        in++;
        in_len--;
    }
    *o = '\0';
    return out;
}

bool encoding_is_known(const char *encoding)
{
    CLEANUP(close_iconv) iconv_t cd = iconv_open("UTF-8", encoding);
    return cd != (iconv_t)-1;
}

struct converter {
    iconv_t cd;
    FILE *to;
    const char *path;
    unsigned char rest[16]; /* an incomplete sequence at the end of a block */
    size_t rest_len;
};

/* iconv(), with what it cannot read written as U+FFFD: one byte of it is then skipped. */
static int convert_some(struct converter *c, char *in, size_t n, struct err *err)
{
    char out[1 << 16];
    while (n) {
        char *o = out;
        size_t room = sizeof out - 4;
        size_t rc = iconv(c->cd, &in, &n, &o, &room);
        if (rc == (size_t)-1 && errno == EINVAL && n < sizeof c->rest) {
            memcpy(c->rest, in, n);
            c->rest_len = n;
            n = 0;
        } else if (rc == (size_t)-1 && errno != E2BIG) {
            memcpy(o, "\xef\xbf\xbd", 3);
            o += 3;
            in++;
            n--;
        }
        if (fwrite(out, 1, (size_t)(o - out), c->to) != (size_t)(o - out))
            return err_set(err, ERR_IO, "'%s' could not be converted: %s", c->path,
                           strerror(errno));
    }
    return 0;
}

static int convert_block(void *ctx, const unsigned char *p, size_t n, struct err *err)
{
    struct converter *c = ctx;
    char *joined = malloc(n + c->rest_len);
    if (!joined)
        abort();
    memcpy(joined, c->rest, c->rest_len);
    memcpy(joined + c->rest_len, p, n);
    size_t total = n + c->rest_len;
    c->rest_len = 0;
    int rc = convert_some(c, joined, total, err);
    free(joined);
    return rc;
}

/* A letter that the end of the file cuts is not lost in silence. */
static int convert_all(struct converter *c, const char *path, struct err *err)
{
    TRY(scan_content(path, convert_block, c, err));
    bool fine = !c->rest_len || fwrite("\xef\xbf\xbd", 1, 3, c->to) == 3;
    return fine ? 0
                : err_set(err, ERR_IO, "'%s' could not be converted: %s", path, strerror(errno));
}

int encoding_convert(const char *path, const char *to, const char *encoding, struct err *err)
{
    struct converter c = {.cd = iconv_open("UTF-8", encoding), .path = path};
    if (c.cd == (iconv_t)-1)
        return err_set(err, ERR_USAGE, "encoding '%s' is not known", encoding);
    c.to = fopen(to, "w");
    int rc = c.to ? convert_all(&c, path, err)
                  : err_set(err, ERR_IO, "'%s' could not be written: %s", to, strerror(errno));
    if (c.to && fclose(c.to) && !rc)
        rc = err_set(err, ERR_IO, "'%s' could not be written: %s", to, strerror(errno));
    iconv_close(c.cd);
    return rc;
}
