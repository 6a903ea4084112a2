/* record.c - a log that shows when it was tampered with.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/screen/kept/record.h"

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

/* limit ERASED_MOST: erased records of a log whose erasures are checked, : the others are not; */
enum { ERASED_MOST = 100000 };

static const char first_digest[DIGEST_HEX] =
    "0000000000000000000000000000000000000000000000000000000000000000";

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

/* Opens the file and keeps others out; the file that has the name may be another by then. */
static int open_locked(struct record_log *log, int wait, struct err *err)
{
    enum { TRIES = 20 }; /* a second */
    for (int left = wait * TRIES;; left--) {
        struct stat held;
        int fd = open(log->path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
                      0600);
        if (fd < 0)
            return err_set(err, ERR_IO, "the screening cannot be kept in '%s': %s", log->path,
                           strerror(errno));
        if (fstat(fd, &held) || !S_ISREG(held.st_mode)) {
            close(fd);
            return err_set(err, ERR_IO, "the screening cannot be kept in '%s': it is no file",
                           log->path);
        }
        bool locked = !flock(fd, LOCK_EX | LOCK_NB);
        if (locked && file_is_at(log->path, fd)) {
            log->file = fdopen(fd, "a+");
            return log->file ? 0 : err_set(err, ERR_IO, "no memory for '%s'", log->path);
        }
        close(fd);
        if (left <= 0)
            return err_set(err, ERR_BUSY, "another process keeps screenings in '%s'", log->path);
        nanosleep(&(struct timespec){.tv_nsec = 1000000000 / TRIES}, NULL);
    }
}

/* A record that a full disk or the end of a process cut short is put aside. */
static int set_aside(struct record_log *log, struct err *err)
{
    CLEANUP(buf_free) struct buf path = {0};
    char *line = NULL;
    size_t room = 0;
    long whole = 0;
    ssize_t n;
    rewind(log->file);
    while ((n = getline(&line, &room, log->file)) > 0 && line[n - 1] == '\n')
        whole += n;
    if (n > 0) {
        buf_printf(&path, "%s.cut", log->path);
        FILE *cut = fopen(path.s, "a");
        log->mended = true;
        if (!cut || fwrite(line, 1, (size_t)n, cut) != (size_t)n || fclose(cut) ||
            ftruncate(fileno(log->file), whole)) {
            free(line);
            return err_set(err, ERR_IO, "'%s' ends within a record, which cannot be put aside",
                           log->path);
        }
    }
    free(line);
    return 0;
}

static bool is_ended(FILE *f)
{
    return fseek(f, 0, SEEK_END) || !ftell(f) || fseek(f, -1, SEEK_END) || fgetc(f) == '\n';
}

int record_open(struct record_log *log, const char *path, int wait, struct err *err)
{
    unsigned char random[32];
    *log = (struct record_log){.path = path};
    TRY(open_locked(log, wait, err));
    if (getrandom(random, sizeof random, 0) != sizeof random)
        return err_set(err, ERR_IO, "no random numbers: %s", strerror(errno));
    digest_bytes(log->salt, random, sizeof random);
    if (!is_ended(log->file))
        TRY(set_aside(log, err));
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
    long erased[ERASED_MOST]; /* numbers of records without content */
    int erased_count;
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

/* Records that an erasure names were erased by it: it is part of the chain. */
static int take_erasure(struct reading *x, const struct record *r, struct err *err)
{
    CLEANUP(tree_free) yajl_val context = NULL;
    TRY(tree_read(&context, r->context, err));
    yajl_val list = tree_get(context, "numbers", yajl_t_array);
    for (size_t i = 0; list && i < list->u.array.len; i++) {
        long number = YAJL_IS_INTEGER(list->u.array.values[i])
                          ? (long)YAJL_GET_INTEGER(list->u.array.values[i])
                          : 0;
        for (int k = 0; k < x->erased_count; k++)
            if (x->erased[k] == number)
                x->erased[k] = 0;
    }
    return 0;
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
    if (!r->content && x->erased_count < ERASED_MOST)
        x->erased[x->erased_count++] = r->number;
    return strcmp(r->kind, "erasure") ? 0 : take_erasure(x, r, err);
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
    for (int k = 0; k < x->erased_count; k++)
        if (x->erased[k]) {
            x->count = x->erased[k];
            return not_a_record(x, "its content is gone, and no erasure names it", err);
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
    struct buf numbers;
};

static int copy_record(void *ctx, const struct record *r, const char *previous,
                       const char *content_digest, struct err *err)
{
    struct erasing *e = ctx;
    struct record kept = *r;
    CLEANUP(buf_free) struct buf line = {0};
    if (r->content && e->erases(e->ctx, r)) {
        kept.content = NULL;
        buf_printf(&e->numbers, "%s%ld", e->count++ ? ", " : "", r->number);
    }
    line_of(&line, &kept, previous, content_digest);
    return fwrite(line.s, 1, line.len, e->to) == line.len
               ? 0
               : err_set(err, ERR_IO, "cannot write the log anew: %s", strerror(errno));
}

static int copy_all(struct erasing *e, const char *path, struct arena *a, struct err *err)
{
    CLEANUP(reading_free) struct reading x = {.path = path};
    struct target t;
    TRY(target_open(&t, path, a, err));
    int fd = open(t.part, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    e->to = fd < 0 || fchmod(fd, 0600) ? NULL : fdopen(fd, "w");
    int rc = e->to ? each_checked(&x, copy_record, e, err)
                   : err_set(err, ERR_IO, "cannot write %s: %s", t.part, strerror(errno));
    if (e->to && fclose(e->to) && !rc)
        rc = err_set(err, ERR_IO, "cannot write %s: %s", t.part, strerror(errno));
    return target_close(&t, rc, err);
}

int record_erase(const char *path, int wait, record_erases erases, void *ctx, long *count,
                 struct arena *a, struct err *err)
{
    CLEANUP(record_close) struct record_log log = {0}; /* nobody else adds meanwhile */
    CLEANUP(record_close) struct record_log again = {0};
    struct erasing e = {erases, ctx, NULL, 0, {0}};
    TRY(record_open(&log, path, wait, err));
    int rc = copy_all(&e, path, a, err);
    *count = e.count;
    const char *context = arena_printf(a, "{\"numbers\": [%s]}",
                                       e.numbers.len ? buf_str(&e.numbers) : "");
    buf_free(&e.numbers);
    if (rc || !e.count)
        return rc;
    TRY(record_open(&again, path, wait, err));
    TRY(record_add(&again, "erasure", context, "", err));
    return record_flush(&again, err);
}
