/* SPDX-License-Identifier: Apache-2.0 */
#include "serve/http/access.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/temp.h"

/* limit TOKENS_MAX: a file of tokens, bytes: refused; */
/* limit TOKEN_LEAST: a token, characters at least, : refused; */
enum { TOKENS_MAX = 1 << 20, TOKEN_LEAST = 16 };

struct token {
    const char *text;
    int rights;
};

struct tokens {
    struct token *of;
    int count;
};

struct state {
    unsigned long inode;
    long size, modified, modified_ns, changed, changed_ns;
};

struct access {
    pthread_mutex_t lock;
    const char *path;
    struct state read; /* of the file when it was read */
    struct arena arena;
    struct tokens tokens;
};

static int rights_of(const char *text, size_t n)
{
    static const char *const names[] = {"read", "load", "admin"};
    int rights = 0;
    for (const char *p = text; p < text + n;) {
        size_t len = strcspn(p, ", \t#\n");
        bool known = false;
        for (int i = 0; i < 3; i++)
            if (strlen(names[i]) == len && !strncmp(p, names[i], len)) {
                rights |= 1 << i;
                known = true;
            }
        if (!known)
            return 0;
        p += len + (p[len] == ',');
        if (p[-1] != ',')
            break;
    }
    return rights;
}

static int take_line(struct tokens *t, const char *path, long number, char *line, struct arena *a,
                     struct err *err)
{
    char *word = line + strspn(line, " \t\r"), *end = word + strcspn(word, " \t\r");
    if (!*word || *word == '#')
        return 0;
    char *rights = end + strspn(end, " \t\r");
    size_t n = strcspn(rights, " \t\r#");
    int which = rights_of(rights, n);
    if (!which)
        return err_at(err, path, number, 0, "a token without rights: read, load or admin");
    if (end - word < TOKEN_LEAST)
        return err_at(err, path, number, 0, "a token of less than %d characters", TOKEN_LEAST);
    t->of = arena_grow(a, t->of, (size_t)t->count, sizeof *t->of);
    t->of[t->count++] = (struct token){arena_strndup(a, word, (size_t)(end - word)), which};
    return 0;
}

static int read_tokens(struct tokens *out, const char *path, struct arena *a, struct err *err)
{
    char *text, *save = NULL;
    struct stat st;
    long number = 0;
    *out = (struct tokens){0};
    TRY(file_text(&text, path, TOKENS_MAX, a, err));
    if (!stat(path, &st) && st.st_mode & (S_IRWXG | S_IRWXO)) {
        err_set(err, ERR_USAGE, "others may read the tokens in '%s'", path);
        return err_hint(err, "chmod 600 %s", path);
    }
    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
        TRY(take_line(out, path, ++number, line, a, err));
    return out->count ? 0 : err_at(err, path, 1, 0, "no token");
}

/* What tells one state of a file from another. */
static bool state_of(struct state *out, const char *path)
{
    struct stat st;
    *out = (struct state){0};
    if (stat(path, &st))
        return false;
    *out = (struct state){(unsigned long)st.st_ino, (long)st.st_size,  st.st_mtim.tv_sec,
                          st.st_mtim.tv_nsec,       st.st_ctim.tv_sec, st.st_ctim.tv_nsec};
    return true;
}

int access_open(struct access **out, const char *path, struct err *err)
{
    struct access *x = calloc(1, sizeof *x);
    if (!x)
        abort();
    x->path = path;
    pthread_mutex_init(&x->lock, NULL);
    state_of(&x->read, path);
    int rc = read_tokens(&x->tokens, path, &x->arena, err);
    *out = x;
    if (rc)
        access_close(out);
    return rc;
}

void access_close(struct access **x)
{
    if (!*x)
        return;
    arena_free(&(*x)->arena);
    free(*x);
    *x = NULL;
}

static void refresh(struct access *x)
{
    struct state now;
    struct err err = {0};
    state_of(&now, x->path);
    if (!memcmp(&now, &x->read, sizeof now))
        return;
    x->read = now;
    arena_free(&x->arena);
    x->arena = (struct arena){0};
    if (!read_tokens(&x->tokens, x->path, &x->arena, &err))
        return;
    x->tokens = (struct tokens){0};
    log_warn("nobody may ask until the tokens can be read: %s", err.msg);
}

/* Takes as long wherever they differ. */
static bool is_same(const char *given, const char *token)
{
    size_t n = strlen(given), len = strlen(token);
    unsigned differ = n != len;
    for (size_t i = 0; i < n; i++)
        differ |= (unsigned)(given[i] ^ token[i % len]);
    return !differ;
}

int access_rights(struct access *x, const char *authorization)
{
    int rights = 0;
    if (!authorization || strncmp(authorization, "Bearer ", 7) != 0)
        return 0;
    pthread_mutex_lock(&x->lock);
    refresh(x);
    for (int i = 0; i < x->tokens.count; i++)
        if (is_same(authorization + 7, x->tokens.of[i].text))
            rights |= x->tokens.of[i].rights;
    pthread_mutex_unlock(&x->lock);
    return rights;
}
