/* record.c - a log that shows when it was tampered with.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/screen/record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/json.h"
#include "base/temp.h"
#include "base/tree.h"

static const char first_digest[DIGEST_HEX] =
    "0000000000000000000000000000000000000000000000000000000000000000";

const char *record_beside(struct session *s, const char *suffix)
{
    return store_beside(s->path, s->world->backends, suffix, s->arena);
}

/* --- the line of a record --- */

static void digest_of(char out[DIGEST_HEX], long number, const char *at, const char *previous,
                      const char *kind, const char *context, const char *content_digest)
{
    CLEANUP(buf_free) struct buf text = {0};
    buf_printf(&text, "%ld\n%s\n%s\n%s\n%s\n%s", number, at, previous, kind, context,
               content_digest);
    digest_bytes(out, text.s, text.len);
}

static void line_of(struct buf *to, const struct record *r, const char *previous,
                    const char *content_digest)
{
    buf_printf(to,
               "{\"number\": %ld, \"at\": \"%s\", \"kind\": \"%s\", \"previous\": \"%s\", "
               "\"digest\": \"%s\", \"content_digest\": \"%s\", \"context\": ",
               r->number, r->at, r->kind, previous, r->digest, content_digest);
    json_text(to, r->context);
    buf_puts(to, ", \"content\": ");
    json_text(to, r->content);
    buf_puts(to, "}\n");
}

static void time_now(char at[32])
{
    time_t now = time(NULL);
    struct tm tm;
    gmtime_r(&now, &tm);
    strftime(at, 32, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

/* --- adding --- */

/* The last line of a file; false: there is none. */
static bool last_line(FILE *f, char **line)
{
    enum { BACK = 1 << 16 };
    size_t room = 0;
    bool any = false;
    if (fseek(f, 0, SEEK_END))
        return false;
    long size = ftell(f);
    for (long back = BACK; !any; back *= 4) {
        fseek(f, size > back ? size - back : 0, SEEK_SET);
        if (size > back && getline(line, &room, f) < 0)
            return false;
        while (getline(line, &room, f) > 0)
            any = **line == '{' || any;
        if (size <= back)
            break;
    }
    return any;
}

static int find_last(struct record_log *log, struct err *err)
{
    CLEANUP(tree_free) yajl_val tree = NULL;
    char *line = NULL;
    bool any = last_line(log->file, &line);
    int rc = any ? tree_read(&tree, line, err) : 0;
    free(line);
    if (rc)
        return err_set(err, ERR_INPUT, "'%s' does not end with a record", log->path);
    memcpy(log->last, first_digest, DIGEST_HEX);
    if (!any)
        return 0;
    yajl_val number = tree_get(tree, "number", yajl_t_number);
    const char *digest = tree_text(tree, "digest");
    if (!number || !digest || strlen(digest) != DIGEST_HEX - 1)
        return err_set(err, ERR_INPUT, "'%s' does not end with a record", log->path);
    log->number = (long)YAJL_GET_INTEGER(number);
    memcpy(log->last, digest, DIGEST_HEX);
    return 0;
}

int record_open(struct record_log *log, const char *path, struct err *err)
{
    unsigned char random[32];
    struct stat st;
    *log = (struct record_log){.path = path};
    int fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_set(err, ERR_IO, "the screening cannot be kept in '%s': %s", path,
                       strerror(errno));
    bool regular = !fstat(fd, &st) && S_ISREG(st.st_mode);
    log->file = regular && !flock(fd, LOCK_EX) ? fdopen(fd, "a+") : NULL;
    if (!log->file) {
        close(fd);
        return err_set(err, ERR_IO, "the screening cannot be kept in '%s': it is no file", path);
    }
    if (getrandom(random, sizeof random, 0) != sizeof random)
        return err_set(err, ERR_IO, "no random numbers: %s", strerror(errno));
    digest_bytes(log->salt, random, sizeof random);
    return find_last(log, err);
}

int record_flush(struct record_log *log, struct err *err)
{
    if (fflush(log->file) || fsync(fileno(log->file)))
        return err_set(err, ERR_IO, "the screening cannot be kept in '%s': %s", log->path,
                       strerror(errno));
    return 0;
}

void record_close(struct record_log *log)
{
    if (log->file)
        fclose(log->file);
    log->file = NULL;
}

int record_add(struct record_log *log, const char *kind, const char *context, const char *content,
               struct err *err)
{
    CLEANUP(buf_free) struct buf line = {0};
    CLEANUP(buf_free) struct buf text = {0};
    char at[32], digest[DIGEST_HEX], content_digest[DIGEST_HEX], salt[DIGEST_HEX];
    time_now(at);
    buf_printf(&text, "%s%ld", log->salt, ++log->number);
    digest_bytes(salt, text.s, text.len);
    text.len = 0;
    buf_printf(&text, "{\"salt\": \"%.32s\"%s}", salt, content);
    digest_bytes(content_digest, text.s, text.len);
    digest_of(digest, log->number, at, log->last, kind, context, content_digest);
    struct record r = {log->number, at, kind, context, text.s, digest};
    line_of(&line, &r, log->last, content_digest);
    memcpy(log->last, digest, DIGEST_HEX);
    if (fwrite(line.s, 1, line.len, log->file) != line.len)
        return err_set(err, ERR_IO, "the screening cannot be kept in '%s': %s", log->path,
                       strerror(errno));
    return 0;
}

/* --- reading --- */

struct reading {
    const char *path;
    FILE *file;
    char *line;
    size_t room;
    long count;
    char last[DIGEST_HEX];
};

static void reading_free(struct reading *r)
{
    if (r->file)
        fclose(r->file);
    free(r->line);
}

static int not_a_record(const struct reading *x, const char *why, struct err *err)
{
    return err_set(err, ERR_INPUT, "%s, record %ld: %s", x->path, x->count, why);
}

static int check(struct reading *x, yajl_val tree, struct record *r, const char **content_digest,
                 struct err *err)
{
    char digest[DIGEST_HEX];
    yajl_val number = tree_get(tree, "number", yajl_t_number);
    const char *previous = tree_text(tree, "previous");
    *content_digest = tree_text(tree, "content_digest");
    *r = (struct record){number ? (long)YAJL_GET_INTEGER(number) : 0,
                         tree_text(tree, "at"),
                         tree_text(tree, "kind"),
                         tree_text(tree, "context"),
                         tree_text(tree, "content"),
                         tree_text(tree, "digest")};
    if (!previous || !*content_digest || !r->at || !r->kind || !r->context || !r->digest)
        return not_a_record(x, "it is no record", err);
    if (r->number != x->count || strcmp(previous, x->last) != 0)
        return not_a_record(x, "it does not follow on the one before", err);
    digest_of(digest, r->number, r->at, previous, r->kind, r->context, *content_digest);
    if (strcmp(digest, r->digest) != 0)
        return not_a_record(x, "it is not what it was", err);
    if (r->content) {
        digest_bytes(digest, r->content, strlen(r->content));
        if (strcmp(digest, *content_digest) != 0)
            return not_a_record(x, "its content is not what it was", err);
    }
    memcpy(x->last, r->digest, DIGEST_HEX);
    return 0;
}

/* fn(ctx, record, previous digest, content digest) */
typedef int (*checked_fn)(void *ctx, const struct record *r, const char *previous,
                          const char *content_digest, struct err *err);

static int each_checked(struct reading *x, checked_fn fn, void *ctx, struct err *err)
{
    TRY(file_check(x->path, err));
    x->file = fopen(x->path, "r");
    if (!x->file)
        return err_set(err, ERR_IO, "cannot read '%s': %s", x->path, strerror(errno));
    memcpy(x->last, first_digest, DIGEST_HEX);
    while (getline(&x->line, &x->room, x->file) > 0) {
        CLEANUP(tree_free) yajl_val tree = NULL;
        struct record r;
        const char *content_digest;
        char previous[DIGEST_HEX];
        struct err why = {0};
        x->count++;
        if (tree_read(&tree, x->line, &why))
            return not_a_record(x, why.msg, err);
        memcpy(previous, x->last, DIGEST_HEX);
        TRY(check(x, tree, &r, &content_digest, err));
        TRY(fn(ctx, &r, previous, content_digest, err));
    }
    return ferror(x->file) ? err_set(err, ERR_IO, "cannot read '%s': %s", x->path, strerror(errno))
                           : 0;
}

struct passing {
    record_fn fn;
    void *ctx;
};

static int pass(void *ctx, const struct record *r, const char *previous, const char *content_digest,
                struct err *err)
{
    const struct passing *p = ctx;
    (void)previous;
    (void)content_digest;
    return p->fn ? p->fn(p->ctx, r, err) : 0;
}

int record_each(const char *path, record_fn fn, void *ctx, long *count, char last[DIGEST_HEX],
                struct err *err)
{
    CLEANUP(reading_free) struct reading x = {.path = path};
    struct passing p = {fn, ctx};
    TRY(each_checked(&x, pass, &p, err));
    *count = x.count;
    memcpy(last, x.last, DIGEST_HEX);
    return 0;
}

/* --- erasing --- */

struct erasing {
    record_erases erases;
    void *ctx;
    FILE *to;
    long count;
};

static int copy_record(void *ctx, const struct record *r, const char *previous,
                       const char *content_digest, struct err *err)
{
    struct erasing *e = ctx;
    struct record kept = *r;
    CLEANUP(buf_free) struct buf line = {0};
    if (r->content && e->erases(e->ctx, r)) {
        kept.content = NULL;
        e->count++;
    }
    line_of(&line, &kept, previous, content_digest);
    return fwrite(line.s, 1, line.len, e->to) == line.len
               ? 0
               : err_set(err, ERR_IO, "cannot write the log anew: %s", strerror(errno));
}

int record_erase(const char *path, record_erases erases, void *ctx, long *count, struct arena *a,
                 struct err *err)
{
    CLEANUP(reading_free) struct reading x = {.path = path};
    struct erasing e = {erases, ctx, NULL, 0};
    struct target t;
    TRY(target_open(&t, path, a, err));
    e.to = fopen(t.part, "w");
    int rc = e.to ? each_checked(&x, copy_record, &e, err)
                  : err_set(err, ERR_IO, "cannot write %s: %s", t.part, strerror(errno));
    if (e.to && fclose(e.to) && !rc)
        rc = err_set(err, ERR_IO, "cannot write %s: %s", t.part, strerror(errno));
    *count = e.count;
    return target_close(&t, rc, err);
}
