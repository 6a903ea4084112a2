/* SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 65536 };

static const char *path_of(const struct session *s)
{
    return store_beside(s->path, s->world->backends, ".evidence", s->arena);
}

/* "id question" lines; NULL at the end. */
static char *next_line(FILE *f, char *line)
{
    if (!fgets(line, LINE_MAX_BYTES, f))
        return NULL;
    line[strcspn(line, "\n")] = '\0';
    return line;
}

static bool is_recorded(const char *path, const char *id)
{
    CLEANUP(arena_free) struct arena a = {0};
    char *line = arena_array(&a, char, LINE_MAX_BYTES);
    FILE *f = fopen(path, "r");
    bool found = false;
    while (f && !found && next_line(f, line))
        found = !strncmp(line, id, strlen(id)) && line[strlen(id)] == ' ';
    if (f)
        fclose(f);
    return found;
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

void journal_add(struct session *s, const char *id, const struct question *q, const void *params)
{
    const char *path = path_of(s);
    if (!session_has_store(s) || is_recorded(path, id))
        return;
    const char *line = line_of(id, q, params, s->arena);
    size_t n = strlen(line);
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT, 0644); /* one write: others may add too */
    if (fd < 0 || write(fd, line, n) != (ssize_t)n)
        session_note(s, NOTE_REMARK, "the question could not be kept in '%s': %s", path,
                     strerror(errno));
    if (fd >= 0)
        close(fd);
}

int journal_read(struct recorded **list, int *count, struct session *s, struct err *err)
{
    const char *path = path_of(s);
    char *line = arena_array(s->arena, char, LINE_MAX_BYTES);
    FILE *f = fopen(path, "r");
    *list = NULL;
    *count = 0;
    if (!f) {
        err_set(err, ERR_NOT_FOUND, "no question was asked of '%s' yet", s->path);
        return err_hint(err, "weir series, surge, claim check and others are kept there");
    }
    int skipped = 0;
    while (next_line(f, line)) {
        size_t n = strcspn(line, " ");
        struct recorded r = {.id = arena_strndup(s->arena, line, n)};
        if (asked_read(&r.question, &r.params, s->world->questions, line[n] ? line + n + 1 : "",
                       s->arena, NULL)) {
            skipped++;
            continue;
        }
        *list = arena_grow(s->arena, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = r;
    }
    fclose(f);
    if (skipped)
        session_note(s, NOTE_REMARK, "%d lines of '%s' are no questions of this weir", skipped,
                     path);
    return 0;
}
