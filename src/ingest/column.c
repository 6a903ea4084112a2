/* SPDX-License-Identifier: Apache-2.0 */
#include "ingest/column.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/temp.h"

/* limit FIELDS_MAX: columns of a file of figures, columns: refused, with its place; */
enum { FIELDS_MAX = 256 };

struct text {
    const char *path;
    char *s;
    long line;
    char separator;
};

struct fields {
    char *field[FIELDS_MAX];
    long column[FIELDS_MAX]; /* where each begins, from 1 */
    int count;
};

static int read_all(char **out, const char *path, struct arena *a, struct err *err)
{
    CLEANUP(file_close) FILE *f = fopen(path, "rb");
    if (!f)
        return err_set(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, "cannot open '%s': %s", path,
                       strerror(errno));
    size_t room = 1 << 16, n = 0;
    char *s = arena_alloc(a, room + 1);
    for (size_t got; (got = fread(s + n, 1, room - n, f)) > 0;) {
        n += got;
        if (n > COLUMN_BYTES_MAX)
            return err_set(err, ERR_LIMIT, "'%s' is larger than %d MiB", path,
                           COLUMN_BYTES_MAX >> 20);
        if (n == room) {
            char *more = arena_alloc(a, 2 * room + 1);
            s = memcpy(more, s, n);
            room *= 2;
        }
    }
    if (ferror(f))
        return err_set(err, ERR_IO, "cannot read '%s': %s", path, strerror(errno));
    if (memchr(s, '\0', n))
        return err_at(err, path, 0, 0, "not a text file: it has a NUL byte");
    s[n] = '\0';
    *out = strncmp(s, "\xef\xbb\xbf", 3) ? s : s + 3;
    return 0;
}

/* The next line that is not empty, cut off; NULL at the end. */
static char *next_line(struct text *t)
{
    while (*t->s) {
        char *line = t->s, *end = strchr(line, '\n');
        t->s = end ? end + 1 : line + strlen(line);
        if (end)
            *end = '\0';
        t->line++;
        line[strcspn(line, "\r")] = '\0';
        if (line[strspn(line, " \t")])
            return line;
    }
    return NULL;
}

static void trim(char **field)
{
    char *s = *field + strspn(*field, " \t"), *end = s + strlen(s);
    while (end > s && (end[-1] == ' ' || end[-1] == '\t'))
        *--end = '\0';
    if (end > s + 1 && *s == '"' && end[-1] == '"') {
        end[-1] = '\0';
        s++;
    }
    *field = s;
}

static int split(struct fields *out, const struct text *t, char *line, struct err *err)
{
    out->count = 0;
    for (char *p = line, *start = line;; p++) {
        if (*p == '"')
            p += strcspn(p + 1, "\"") + (p[1] != '\0');
        if (*p && *p != t->separator)
            continue;
        if (out->count == FIELDS_MAX)
            return err_at(err, t->path, t->line, start - line + 1, "more than %d fields",
                          FIELDS_MAX);
        bool last = !*p;
        *p = '\0';
        out->column[out->count] = start - line + 1;
        out->field[out->count] = start;
        trim(&out->field[out->count++]);
        if (last)
            return 0;
        start = p + 1;
    }
}

static char separator_of(const char *line)
{
    return strchr(line, ';') ? ';' : strchr(line, '\t') ? '\t' : ',';
}

/* False where the text is no number and no gap. */
static bool parse_number(double *out, const char *s)
{
    char *end;
    *out = NAN;
    if (!*s || !strcasecmp(s, "na") || !strcasecmp(s, "nan") || !strcmp(s, "."))
        return true;
    *out = strtod(s, &end);
    return end != s && !*end && isfinite(*out);
}

static bool is_header(const struct fields *f)
{
    double v;
    bool words = false;
    for (int i = 0; i < f->count; i++)
        words |= !parse_number(&v, f->field[i]);
    return words && f->count > 0;
}

static int pick(int *out, const struct text *t, const struct fields *f, bool header,
                const char *name, struct err *err)
{
    for (int i = 0; name && header && i < f->count; i++)
        if (!strcmp(f->field[i], name)) {
            *out = i;
            return 0;
        }
    if (name) {
        err_at(err, t->path, t->line, 0, "no column '%s'", name);
        return err_hint(err, header ? "the first is '%s'" : "the first line has no names (%s)",
                        f->field[0]);
    }
    *out = f->count - 1;
    if (f->count <= 2)
        return 0;
    err_at(err, t->path, t->line, 0, "%d columns: which one?", f->count);
    return err_hint(err, "--column NAME");
}

static int take(double *v, const struct text *t, const struct fields *f, int at, struct err *err)
{
    if (at >= f->count)
        return err_at(err, t->path, t->line, f->column[f->count - 1],
                      "only %d fields, where the column is number %d", f->count, at + 1);
    if (!parse_number(v, f->field[at]))
        return err_at(err, t->path, t->line, f->column[at], "'%.40s' is not a finite number",
                      f->field[at]);
    return 0;
}

int column_read(double **values, int *n, const char **label, const char *path, const char *name,
                struct arena *a, struct err *err)
{
    struct text t = {.path = path};
    struct fields f;
    double *v = NULL;
    int at = 0, count = 0;
    TRY(read_all(&t.s, path, a, err));
    char *line = next_line(&t);
    if (!line)
        return err_at(err, path, 0, 0, "the file is empty");
    t.separator = separator_of(line);
    TRY(split(&f, &t, line, err));
    bool header = is_header(&f);
    TRY(pick(&at, &t, &f, header, name, err));
    *label = header ? arena_strdup(a, f.field[at]) : "";
    for (line = header ? next_line(&t) : line; line; line = next_line(&t)) {
        if (header || count)
            TRY(split(&f, &t, line, err));
        v = arena_grow(a, v, (size_t)count, sizeof *v);
        TRY(take(&v[count], &t, &f, at, err));
        count++;
    }
    if (!count)
        return err_at(err, path, t.line, 0, "no figures below the header");
    *values = v;
    *n = count;
    return 0;
}
