/* SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/temp.h"

/* limit JOURNAL_MAX: questions beside a store, bytes: no more are kept; */
enum { JOURNAL_MAX = 64 << 20 };

static const char *path_of(const struct session *s)
{
    return store_beside(s->path, s->world->backends, ".evidence", s->arena);
}

/* "id question" lines; false at the end. */
struct lines {
    FILE *file;
    char *line;
    size_t room;
};

static bool next_line(struct lines *x)
{
    if (!x->file || getline(&x->line, &x->room, x->file) < 0)
        return false;
    x->line[strcspn(x->line, "\n")] = '\0';
    return true;
}

/* A journal beside a store of somebody else may be anything: what is no file is not read. */
static FILE *open_lines(const char *path)
{
    return file_check(path, NULL) ? NULL : fopen(path, "r");
}

static void close_lines(struct lines *x)
{
    if (x->file)
        fclose(x->file);
    free(x->line);
}

static bool is_recorded(const char *path, const char *id)
{
    CLEANUP(close_lines) struct lines x = {.file = open_lines(path)};
    size_t n = strlen(id);
    while (next_line(&x))
        if (!strncmp(x.line, id, n) && x.line[n] == ' ')
            return true;
    return false;
}

/* The question with its file found from any directory. */
static const char *line_of(const char *id, const struct question *q, const void *params,
                           struct arena *a)
{
    void *kept = asked_copy(q, params, a);
    const char **file;
    for (int i = 0; (file = asked_file(q, kept, i)); i++) {
        char *real = realpath(*file, NULL);
        if (real)
            *file = arena_strdup(a, real);
        free(real);
    }
    return arena_printf(a, "%s %s\n", id, asked_line(q, kept, a));
}

/* A line that a full disk cut short is ended before the next one. */
static bool is_ended(const char *path)
{
    CLEANUP(file_close) FILE *f = open_lines(path);
    return !f || fseek(f, -1, SEEK_END) || fgetc(f) == '\n';
}

void journal_add(struct session *s, const char *id, const struct question *q, const void *params)
{
    const char *path = path_of(s);
    if (!session_has_store(s) || is_recorded(path, id))
        return;
    const char *line = arena_printf(s->arena, "%s%s", is_ended(path) ? "" : "\n",
                                    line_of(id, q, params, s->arena));
    size_t n = strlen(line);
    /* one write: others may add too; a link could lead to any file of the user */
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0644);
    struct stat st;
    if (fd >= 0 && (fstat(fd, &st) || !S_ISREG(st.st_mode) || st.st_size > JOURNAL_MAX)) {
        close(fd);
        fd = -1;
        errno = EFBIG;
    }
    if (fd < 0 || write(fd, line, n) != (ssize_t)n)
        session_note(s, NOTE_REMARK, "the question could not be kept in '%s': %s", path,
                     strerror(errno));
    if (fd >= 0)
        close(fd);
}

static void add_line(struct recorded **list, int *count, int *skipped, const char *line,
                     struct session *s)
{
    size_t n = strcspn(line, " ");
    struct recorded r = {.id = arena_strndup(s->arena, line, n)};
    if (!*line)
        return;
    if (asked_read(&r.question, &r.params, s->world->questions, line[n] ? line + n + 1 : "",
                   s->arena, NULL)) {
        ++*skipped;
        return;
    }
    *list = arena_grow(s->arena, *list, (size_t)*count, sizeof **list);
    (*list)[(*count)++] = r;
}

int journal_read(struct recorded **list, int *count, struct session *s, struct err *err)
{
    const char *path = path_of(s);
    CLEANUP(close_lines) struct lines x = {.file = open_lines(path)};
    int skipped = 0;
    *list = NULL;
    *count = 0;
    if (!x.file) {
        err_set(err, ERR_NOT_FOUND, "no question was asked of '%s' yet", s->path);
        return err_hint(err, "weir series, surge, claim check and others are kept there");
    }
    while (next_line(&x))
        add_line(list, count, &skipped, x.line, s);
    if (skipped)
        session_note(s, NOTE_REMARK, "%d lines of '%s' are no questions of this weir", skipped,
                     path);
    return 0;
}
