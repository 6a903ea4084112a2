/* state.c - what the last screening of customers found, read, written and erased.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/screen/kept/state.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/temp.h"
#include "base/tree.h"

/* "weir-watched 2 MADE_OF SALT", a line for each customer and each hit, "end DIGEST". */
static const char first_words[] = "weir-watched 2 ", last_word[] = "end ";
enum { LAST_LINE = sizeof last_word - 1 + DIGEST_HEX }; /* with its end */

uint64_t state_customer(const struct state *s, const char subject[DIGEST_HEX])
{
    char digest[DIGEST_HEX], both[2 * DIGEST_HEX];
    snprintf(both, sizeof both, "%s%s", s->salt, subject);
    digest_bytes(digest, both, strlen(both));
    digest[16] = 0;
    return strtoull(digest, NULL, 16) | 1;
}

/* --- writing --- */

static void put(FILE *to, const char *text)
{
    fwrite(text, 1, strlen(text), to);
}

static FILE *open_new(const char *path, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    FILE *to = fd < 0 ? NULL : fdopen(fd, "w");
    if (!to)
        err_set(err, ERR_IO, "cannot write '%s': %s", path, strerror(errno));
    return to;
}

FILE *state_begin(const char *path, const char made_of[DIGEST_HEX], const char salt[DIGEST_HEX],
                  struct err *err)
{
    FILE *to = open_new(path, err);
    char line[sizeof first_words + 2 * DIGEST_HEX];
    snprintf(line, sizeof line, "%s%s %s\n", first_words, made_of, salt);
    if (to)
        put(to, line);
    return to;
}

void state_add_customer(FILE *to, uint64_t customer, enum customer how)
{
    char line[32];
    snprintf(line, sizeof line, "%c %llx\n", how == CUSTOMER_UNSCREENABLE ? 'u' : 'c',
             (unsigned long long)customer);
    put(to, line);
}

void state_add_hit(FILE *to, const struct kept *k)
{
    CLEANUP(buf_free) struct buf line = {0};
    const char *const key[] = {"name", "title", "list", "uid"};
    const char *const text[] = {k->name, k->title, k->list, k->uid};
    buf_printf(&line, "{\"customer\": \"%llx\", \"entity\": \"%llx\", \"score\": %.4f",
               (unsigned long long)k->customer, (unsigned long long)k->entity, k->score);
    for (int i = 0; i < 4; i++) {
        buf_printf(&line, ", \"%s\": ", key[i]);
        json_text(&line, text[i]);
    }
    buf_puts(&line, "}\n");
    put(to, line.s);
}

static int add_digest(const char *path, struct err *err)
{
    char digest[DIGEST_HEX], line[LAST_LINE + 1];
    struct stat st;
    if (stat(path, &st))
        return err_set(err, ERR_IO, "cannot read '%s': %s", path, strerror(errno));
    TRY(digest_file(digest, path, (long)st.st_size, err));
    snprintf(line, sizeof line, "%s%s\n", last_word, digest);
    FILE *to = fopen(path, "a");
    if (to)
        put(to, line);
    if (!to || fclose(to))
        return err_set(err, ERR_IO, "cannot write '%s': %s", path, strerror(errno));
    return 0;
}

int state_end(FILE *to, const char *path, int rc, struct err *err)
{
    bool wrong = ferror(to);
    if ((fclose(to) || wrong) && !rc)
        rc = err_set(err, ERR_IO, "cannot write '%s': %s", path, strerror(errno));
    if (!rc)
        rc = add_digest(path, err);
    if (rc)
        unlink(path);
    return rc;
}

/* --- reading --- */

/* Whether the last line is the digest of all before it. */
static bool is_whole(const char *path)
{
    char line[LAST_LINE + 1] = "", digest[DIGEST_HEX];
    CLEANUP(file_close) FILE *f = fopen(path, "r");
    if (!f || fseek(f, -(long)LAST_LINE, SEEK_END))
        return false;
    long before = ftell(f);
    size_t n = strlen(last_word);
    if (fread(line, 1, LAST_LINE, f) != LAST_LINE || strncmp(line, last_word, n) != 0 ||
        digest_file(digest, path, before, NULL))
        return false;
    return !strncmp(line + n, digest, DIGEST_HEX - 1);
}

static void read_hit(struct state *out, const char *line, struct arena *a)
{
    CLEANUP(tree_free) yajl_val tree = NULL;
    if (tree_read(&tree, line, NULL))
        return;
    const char *customer = tree_text(tree, "customer"), *entity = tree_text(tree, "entity");
    yajl_val score = tree_get(tree, "score", yajl_t_number);
    struct kept k = {.name = arena_strdup(a, tree_text(tree, "name")),
                     .title = arena_strdup(a, tree_text(tree, "title")),
                     .list = arena_strdup(a, tree_text(tree, "list")),
                     .uid = arena_strdup(a, tree_text(tree, "uid")),
                     .score = score ? YAJL_GET_DOUBLE(score) : 0};
    k.customer = customer ? strtoull(customer, NULL, 16) : 0;
    k.entity = entity ? strtoull(entity, NULL, 16) : 0;
    *(struct kept *)vector_add(&out->kept, 1) = k;
}

static void read_line(struct state *out, const char *line, struct arena *a)
{
    if (*line == 'c' || *line == 'u')
        seen_number(&out->customers, strtoull(line + 2, NULL, 16),
                    *line == 'c' ? CUSTOMER_SCREENED : CUSTOMER_UNSCREENABLE);
    else if (*line == '{')
        read_hit(out, line, a);
}

int state_read(struct state *out, const char *path, struct arena *a, struct err *err)
{
    char *line = NULL;
    size_t room = 0, n = strlen(first_words);
    *out = (struct state){.kept = {.size = sizeof(struct kept)}};
    if (access(path, F_OK))
        return 0;
    CLEANUP(file_close) FILE *f = fopen(path, "r");
    if (!f)
        return err_set(err, ERR_IO, "cannot read '%s': %s", path, strerror(errno));
    bool ours = getline(&line, &room, f) == (ssize_t)(n + 2 * DIGEST_HEX) &&
                !strncmp(line, first_words, n);
    out->there = ours && is_whole(path);
    out->damaged = ours && !out->there;
    if (out->there) {
        snprintf(out->made_of, DIGEST_HEX, "%s", line + n);
        snprintf(out->salt, DIGEST_HEX, "%s", line + n + DIGEST_HEX);
    }
    while (out->there && getline(&line, &room, f) > 0)
        read_line(out, line, a);
    free(line);
    return 0;
}

void state_free(struct state *s)
{
    seen_free(&s->customers);
    vector_free(&s->kept);
}

/* --- erasing --- */

/* Whether a line is of one of the customers. */
static bool is_of(const char *line, const uint64_t *customer, int count)
{
    const char *text = *line == '{' ? strstr(line, "\"customer\": \"") : line;
    text = *line == '{' && text ? text + strlen("\"customer\": \"") : line + 2;
    uint64_t its = *line == 'c' || *line == 'u' || *line == '{' ? strtoull(text, NULL, 16) : 0;
    for (int i = 0; i < count; i++)
        if (its == customer[i])
            return true;
    return false;
}

static int copy_others(const char *path, FILE *to, const uint64_t *customer, int count,
                       long *erased, struct err *err)
{
    char *line = NULL;
    size_t room = 0;
    CLEANUP(file_close) FILE *f = fopen(path, "r");
    if (!f)
        return err_set(err, ERR_IO, "cannot read '%s': %s", path, strerror(errno));
    while (getline(&line, &room, f) > 0 && strncmp(line, last_word, strlen(last_word)) != 0) {
        bool his = strncmp(line, first_words, strlen(first_words)) != 0 &&
                   is_of(line, customer, count);
        *erased += his && *line != '{';
        if (!his)
            put(to, line);
    }
    free(line);
    return 0;
}

static int erase_from(const char *path, const struct subjects *who, long *erased, struct arena *a,
                      struct err *err)
{
    CLEANUP(state_free) struct state s = {0};
    TRY(state_read(&s, path, a, err));
    if (!s.there)
        return 0;
    uint64_t *customer = arena_array(a, uint64_t, (size_t)who->count + 1);
    for (int i = 0; i < who->count; i++)
        customer[i] = state_customer(&s, who->digest[i]);
    const char *next = arena_printf(a, "%s.next", path);
    FILE *to = open_new(next, err);
    if (!to)
        return (int)err->code;
    TRY(state_end(to, next, copy_others(path, to, customer, who->count, erased, err), err));
    return rename(next, path) ? err_set(err, ERR_IO, "cannot write '%s': %s", path, strerror(errno))
                              : 0;
}

/* Signs that glob() reads are the path's own. */
static const char *all_of(const char *beginning, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (const char *p = beginning; *p; p++)
        buf_printf(&b, strchr("*?[]\\", *p) ? "\\%c" : "%c", *p);
    return arena_printf(a, "%s*", buf_str(&b));
}

int state_erase(const char *beginning, const struct subjects *who, long *erased, struct arena *a,
                struct err *err)
{
    glob_t found = {0};
    int rc = glob(all_of(beginning, a), 0, NULL, &found);
    rc = rc && rc != GLOB_NOMATCH ? err_set(err, ERR_IO, "cannot look for '%s*'", beginning) : 0;
    for (size_t i = 0; i < found.gl_pathc && !rc; i++)
        rc = erase_from(found.gl_pathv[i], who, erased, a, err);
    globfree(&found);
    return rc;
}
